import { describe, expect, it } from 'vitest'
import { codeOf, commandLineIn, developmentIssuer } from './command-line.test-support.ts'
import { loadCommands } from './load-commands.ts'
import { memoryEnvironment } from './memory-environment.test-support.ts'
import { createProgram } from './program.ts'
import { shieldIds } from './shield-ids.ts'
import { temporaryFolder } from './temporary-folder.test-support.ts'

const program = createProgram(memoryEnvironment(), await loadCommands(), () => undefined)
const id = '-bcdefghijklmnopqrstuv'

describe('an id that begins with a hyphen', () => {
  it.each([
    [
      ['verifier', 'result', id, '--wait', '--json'],
      ['verifier', 'result', '--wait', '--json', '--', id],
    ],
    [
      ['wallet', 'show', `-${id}`],
      ['wallet', 'show', '--', `-${id}`],
    ],
    [
      ['verifier', 'result', '--wait', id],
      ['verifier', 'result', '--wait', '--', id],
    ],
    [
      ['credential', 'show', id, '--', 'x'],
      ['credential', 'show', '--', id, 'x'],
    ],
  ])('goes behind the options: %j', (args, expected) => expect(shieldIds(args, program)).toEqual(expected))

  it.each([
    [['credential', 'show', 'abcdefghijklmnopqrstuv']],
    [['verify', '-', '--nonce', id, '--audience', `-${id}`]],
    [['credential', 'show', '--', id]],
    [['issue', '--ktp', '-', '--passphrase-file', 'secret.txt', '--nonsense']],
    [['doctor', '--passphrase-file=abcdefghijk']],
  ])('is not seen where there is none: %j', (args) => expect(shieldIds(args, program)).toBe(args))

  it('reaches its command', async () => {
    const lontar = commandLineIn(temporaryFolder())
    await lontar(['init', ...developmentIssuer])
    for (const [verb, start] of [
      ['show', '--'],
      ['suspend', '-h'],
      ['revoke', '-V'],
      ['reinstate', '-'],
    ] as const) {
      const ending = await lontar(['credential', verb, start.padEnd(22, 'x'), '--json'])
      expect(codeOf(ending), `${verb} ${start}`).toEqual([1, 'credential_unknown'])
    }
  })
})
