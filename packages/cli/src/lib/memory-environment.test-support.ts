import { Readable, Writable } from 'node:stream'
import type { Environment } from './environment.ts'
import { createInvocation, type GlobalOptions, type Invocation } from './invocation.ts'

/** An environment without a terminal, whose output is kept. */
export interface MemoryEnvironment extends Environment {
  readonly output: { stdout: string; stderr: string }
}

/** The passphrases that tests set. */
export const passphrases = {
  LONTAR_PASSPHRASE: 'a passphrase for tests',
  LONTAR_WALLET_PASSPHRASE: 'another passphrase for tests',
} as const

/** Makes an environment whose clock stands still. */
export function memoryEnvironment({
  input = '',
  ...parts
}: Partial<Environment> & { readonly input?: string | Uint8Array } = {}): MemoryEnvironment {
  const output = { stdout: '', stderr: '' }
  return {
    variables: passphrases,
    workingDirectory: '/nowhere',
    stdin: Readable.from([Buffer.from(input)]),
    stdout: sink((text) => {
      output.stdout += text
    }),
    stderr: sink((text) => {
      output.stderr += text
    }),
    now: () => new Date('2026-11-24T02:00:00Z'),
    stopSignal: new AbortController().signal,
    ...parts,
    output,
  }
}

/** One run of a command in that environment. */
export function memoryInvocation(environment: Environment, options: Partial<GlobalOptions> = {}): Invocation {
  return createInvocation(environment, { dir: 'data', ...options })
}

function sink(keep: (text: string) => void): Writable {
  return new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      keep(String(chunk))
      done()
    },
  })
}
