import { PassThrough, Writable } from 'node:stream'
import type { Environment } from './environment.ts'
import { memoryEnvironment } from './memory-environment.test-support.ts'
import { run } from './run.ts'

/** The keys that a person presses, as a terminal sends them. */
export const keys = { enter: '\r', eraseLine: '\u0015', leave: '\u0003' } as const

/** A command line that runs at a terminal, and the person before it. */
export interface Session {
  /** Waits until what is shown since the last time holds one of the texts; returns which. */
  shows(...texts: readonly string[]): Promise<string>
  /** Presses keys. */
  press(pressed: string): void
  /** Waits until it is shown, and presses keys. */
  answer(shown: string, pressed: string): Promise<void>
  /** The exit code, once the command has ended, and everything that the terminal ever showed, errors too. */
  ended(): Promise<{ readonly exitCode: number; readonly screen: string }>
}

/** Starts a command line at a terminal that keeps what it shows. */
export function startAtTerminal(args: readonly string[], parts: Partial<Environment> = {}): Session {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined })
  const screen = createScreen()
  const { output } = screen
  const ending = run(args, { ...memoryEnvironment(parts), stdin: input, stdout: output, stderr: output })
  const shows = async (...texts: readonly string[]): Promise<string> => {
    const early = ending.then(() => {
      throw new Error(`ended before it showed ${texts.join(', ')}: ${screen.text().slice(-500)}`)
    })
    return await Promise.race([screen.holds(texts), early])
  }
  const press = (pressed: string): void => void input.write(pressed)
  return {
    shows,
    press,
    answer: async (shown, pressed) => {
      await shows(shown)
      press(pressed)
    },
    ended: async () => ({ exitCode: await ending, screen: screen.text() }),
  }
}

function createScreen() {
  let text = ''
  let seen = 0
  let look: () => void = () => undefined
  const write = (chunk: unknown, _encoding: string, done: () => void): void => {
    text += String(chunk)
    look()
    done()
  }
  const output = new Writable({ decodeStrings: false, write })
  const holds = (wanted: readonly string[]): Promise<string> =>
    new Promise((resolve) => {
      look = () => {
        const found = wanted.find((one) => text.slice(seen).includes(one))
        if (found === undefined) return
        look = () => undefined
        seen = text.length
        resolve(found)
      }
      look()
    })
  return {
    output: Object.assign(output, { isTTY: true, columns: 200, rows: 50 }),
    holds,
    text: () => text,
  }
}
