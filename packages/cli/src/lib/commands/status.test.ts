import { beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn, developmentIssuer } from '../command-line.test-support.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const lontar = commandLineIn(temporaryFolder())

beforeAll(async () => {
  expect(await lontar(['init', ...developmentIssuer])).toMatchObject({ exitCode: 0, stderr: '' })
})

describe('the status lists of an issuer that issued nothing', () => {
  it.each(['show', 'publish'])('are none to %s', async (verb) => {
    expect(await lontar(['status', verb, '--json'])).toEqual({
      exitCode: 0,
      stdout: '{"lists":[]}\n',
      stderr: '',
    })
    const { exitCode, stdout } = await lontar(['status', verb, '--lang', 'en'])
    expect([exitCode, stdout]).toEqual([
      0,
      'There is no status list yet: the first credential opens the first one.\n',
    ])
  })

  it('are not those of a folder without an issuer', async () => {
    const nowhere = await lontar(['status', 'show', '--dir', 'nowhere', '--json'])
    expect(codeOf(nowhere)).toEqual([1, 'not_initialised'])
  })
})
