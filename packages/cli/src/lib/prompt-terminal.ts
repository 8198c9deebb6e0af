import type { Readable, Writable } from 'node:stream'
import type { Invocation } from './invocation.ts'

/** Where a prompt reads and writes. */
export interface PromptTerminal {
  readonly input: Readable
  readonly output: Writable
}

/** The terminal of an invocation, for prompts: never that of the process, so that a test can type. */
export function promptTerminal({ environment: { stdin, stdout } }: Invocation): PromptTerminal {
  return { input: stdin, output: stdout }
}
