import type { Readable, Writable } from 'node:stream'

/** Everything outside the command that it touches, so that a test can stand in for a terminal. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Relative paths resolve against this folder. */
  readonly workingDirectory: string
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable & { readonly isTTY?: boolean }
  readonly stderr: Writable
  readonly now: () => Date
  /** Aborted when the process is asked to stop. */
  readonly stopSignal: AbortSignal
}
