import { beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn, developmentIssuer } from '../command-line.test-support.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const lontar = commandLineIn(temporaryFolder())

beforeAll(async () => {
  expect(await lontar(['init', '--dir', 'private', ...developmentIssuer])).toMatchObject({
    exitCode: 0,
    stderr: '',
  })
})

describe('the list of credentials', () => {
  it('says in a sentence that nothing was issued, and to a program with an empty list', async () => {
    const list = ['credential', 'list', '--dir', 'private']
    expect((await lontar([...list, '--lang', 'en'])).stdout).toBe('No credential was issued yet.\n')
    expect((await lontar([...list, '--json'])).stdout).toBe('{"credentials":[]}\n')
  })
})

describe('a change of status', () => {
  it('takes no NIK for a reason, and repeats none', async () => {
    const revoke = ['credential', 'revoke', 'x', '--dir', 'private', '--json', '--reason']
    expect(codeOf(await lontar([...revoke, 'lost']))).toEqual([1, 'credential_unknown'])
    for (const reason of ['NIK 5371995708900001', 'a\nb', 'x'.repeat(201)]) {
      const refused = await lontar([...revoke, reason])
      expect(codeOf(refused)).toEqual([2, 'usage'])
      expect(refused.stdout + refused.stderr).not.toContain('5371995708900001')
    }
  })
})
