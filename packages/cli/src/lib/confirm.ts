import type { LocalizedText } from '@lontar/credentials'
import type { Invocation } from './invocation.ts'
import { promptTerminal } from './prompt-terminal.ts'
import { terminalText } from './terminal-text.ts'

/** Asks the person at the terminal. Only a choice is a yes: a bare Enter, like leaving, is a no. */
export async function confirm(invocation: Invocation, question: LocalizedText): Promise<boolean> {
  const prompts = await import('@clack/prompts')
  const answer = await prompts.confirm({
    ...promptTerminal(invocation),
    message: terminalText(invocation.text(question)),
    initialValue: false,
    active: invocation.text({ id: 'Ya', en: 'Yes' }),
    inactive: invocation.text({ id: 'Tidak', en: 'No' }),
  })
  return answer === true
}
