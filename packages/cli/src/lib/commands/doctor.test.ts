import { beforeAll, describe, expect, it } from 'vitest'
import { commandLineIn, developmentIssuer } from '../command-line.test-support.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const lontar = commandLineIn(temporaryFolder())

beforeAll(async () => {
  expect(await lontar(['init', '--dir', 'private', ...developmentIssuer])).toMatchObject({
    exitCode: 0,
    stderr: '',
  })
})

describe('a data folder', () => {
  it('is looked over by the doctor, who says what to mend', async () => {
    const at = ['doctor', '--dir', 'private', '--json']
    const good = JSON.parse((await lontar(at)).stdout) as { ok: boolean; findings: { id: string }[] }
    expect(good.ok).toBe(true)
    expect(good.findings.map(({ id }) => id)).toEqual([
      'node',
      'sqlite',
      'configuration',
      'issuer',
      'database',
    ])
    const wrong = await lontar(at, { variables: { LONTAR_PASSPHRASE: 'another' } })
    expect(wrong.exitCode).toBe(1)
    expect(JSON.parse(wrong.stdout)).toMatchObject({
      ok: false,
      findings: expect.arrayContaining([
        expect.objectContaining({ id: 'database', ok: false, code: 'passphrase_wrong' }),
      ]),
    })
    const nowhere = await lontar(['doctor', '--dir', 'nowhere'])
    expect(nowhere.exitCode).toBe(1)
    expect(nowhere.stdout).toMatch(/✗ configuration: .+\. .+ \[not_initialised\]/)
  })
})
