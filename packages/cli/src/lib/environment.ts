import type { Readable, Writable } from 'node:stream'

/** Everything outside the command that it touches, so that a test can stand in for a terminal. */
export interface Environment {
  /** The environment variables of the process; secrets come by them and by no argument. */
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Relative paths resolve against this folder. */
  readonly workingDirectory: string
  /** What `-` reads; a person types where it is a terminal. */
  readonly stdin: Readable & { readonly isTTY?: boolean }
  /** The result, and nothing else. */
  readonly stdout: Writable & { readonly isTTY?: boolean }
  /** Notes, questions and errors. */
  readonly stderr: Writable
  /** The clock. */
  readonly now: () => Date
  /** Aborted when the process is asked to stop. */
  readonly stopSignal: AbortSignal
}
