import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { loadCommands } from './load-commands.ts'
import { memoryEnvironment } from './memory-environment.test-support.ts'
import { createProgram } from './program.ts'

async function namesFor(...args: readonly string[]): Promise<readonly string[]> {
  const program = createProgram(memoryEnvironment(), await loadCommands(args), () => undefined)
  return program.commands.map((command: Command) => command.name())
}

describe('the commands that a line loads', () => {
  it('are the one that it names', async () => expect(await namesFor('decode', '--help')).toEqual(['decode']))

  it('are found behind options of the program, and one too many does no harm', async () => {
    expect(await namesFor('--json', 'decode')).toEqual(['decode'])
    expect(await namesFor('--dir', 'issue', 'decode')).toEqual(['issue', 'decode'])
  })

  it.each([{ line: [] }, { line: ['--help'] }, { line: ['help', 'decode'] }, { line: ['decod', 'verify'] }])(
    'are all of them for the help and for guesses: $line',
    async ({ line }) => {
      expect((await namesFor(...line)).length).toBeGreaterThan(15)
    },
  )

  it('answer to the names under which they stand', async () => {
    for (const name of await namesFor()) expect(await namesFor(name), name).toEqual([name])
  })
})
