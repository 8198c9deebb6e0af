import { expect } from 'vitest'
import type { Environment } from './environment.ts'
import { memoryEnvironment } from './memory-environment.test-support.ts'
import { run } from './run.ts'

/** How a command line ended. */
export interface Ending {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command line in this process. */
export type CommandLine = (
  args: readonly string[],
  parts?: Partial<Environment> & { readonly input?: string },
) => Promise<Ending>

/** A command line in a folder. */
export function commandLineIn(workingDirectory: string): CommandLine {
  return async (args, parts = {}) => {
    const environment = memoryEnvironment({ workingDirectory, ...parts })
    const exitCode = await run(args, environment)
    return { exitCode, ...environment.output }
  }
}

/** The exit code and the code of the error on stdout, which holds nothing else. */
export function codeOf({ exitCode, stdout }: Ending): readonly [number, string] {
  const answer = JSON.parse(stdout) as { error: Record<string, string> }
  expect(Object.keys(answer)).toEqual(['error'])
  expect(Object.keys(answer.error)).toEqual(['code', 'title', 'fix', 'docs'])
  return [exitCode, answer.error['code'] ?? '']
}

/** The options that set up an issuer for development. */
export const developmentIssuer: readonly string[] = [
  '--url',
  'http://127.0.0.1:4000',
  '--name',
  'Dinas',
  '--dev',
  '--json',
]
