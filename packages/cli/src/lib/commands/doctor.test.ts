import { beforeAll, describe, expect, it } from 'vitest'
import { commandLineIn, developmentIssuer } from '../command-line.test-support.ts'
import { passphrases } from '../memory-environment.test-support.ts'
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
      'registry',
      'minimum_level',
      'issuer',
      'subject_requests',
      'officers',
      'database',
    ])
    const wrong = await lontar(at, { variables: { LONTAR_PASSPHRASE: 'another' } })
    expect(wrong.exitCode).toBe(1)
    expect(JSON.parse(wrong.stdout)).toMatchObject({
      ok: false,
      findings: expect.arrayContaining([
        expect.objectContaining({ id: 'database', ok: false, code: 'passphrase_wrong' }),
        {
          id: 'registry',
          ok: true,
          warning: true,
          detail: 'not tried, because the database is not open',
        },
      ]),
    })
    const nowhere = await lontar(['doctor', '--dir', 'nowhere'])
    expect(nowhere.exitCode).toBe(1)
    expect(nowhere.stdout).toMatch(
      /✗ configuration: This folder is not set up yet: the data folder has no .+ a verifier\. Run .+ \[not_initialised\]/,
    )
  })

  it('that has no registry says so when it is made and to the doctor', async () => {
    const init = ['init', '--dir', 'real', '--url', 'https://issuer.example', '--name', 'Dinas']
    const made = await lontar([...init, '--json'])
    const said = 'No population registry is connected, so that nothing is issued from a KTP'
    expect(made.exitCode).toBe(0)
    expect(made.stderr).toMatch(new RegExp(`^Warning: ${said}: lontar registry connect.*\\n$`))
    const at = ['doctor', '--dir', 'real']
    const officer = ['officer', 'add', 'ani', '--name', 'Ani Contoh', '--role']
    const passphrase = { variables: { ...passphrases, LONTAR_OFFICER_PASSPHRASE: 'kuda benar' } }
    expect((await lontar([...officer, 'administrator', '--dir', 'real'], passphrase)).exitCode).toBe(0)
    const person = await lontar([...at, '--lang', 'id'])
    expect(person.exitCode).toBe(0)
    expect(person.stdout).toMatch(/^! registry: Belum ada registri .* \[registry_not_configured\]$/m)
    expect(JSON.parse((await lontar([...at, '--json'])).stdout)).toMatchObject({
      ok: true,
      findings: expect.arrayContaining([
        {
          id: 'registry',
          ok: true,
          warning: true,
          code: 'registry_not_configured',
          detail: expect.stringContaining(said),
        },
      ]),
    })
    expect(person.stdout).toMatch(
      /^! officers: belum ada petugas .*: lontar officer add \[officer_unknown\]$/m,
    )
    expect(
      (await lontar([...officer.with(2, 'beni'), 'registrar', '--dir', 'real'], passphrase)).exitCode,
    ).toBe(0)
    expect((await lontar(at)).stdout).toContain('✓ officers: 1\n')
    expect((await lontar(['doctor', '--dir', 'private'])).stdout).toContain('✓ registry: simulated\n')
  })
})
