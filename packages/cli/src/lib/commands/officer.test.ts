import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn, developmentIssuer } from '../command-line.test-support.ts'
import { maria } from '../demo/people.ts'
import { passphrases } from '../memory-environment.test-support.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const folder = temporaryFolder()
const lontar = commandLineIn(folder)
const at = ['--dir', 'private', '--json']
const ani = { variables: { ...passphrases, LONTAR_OFFICER_PASSPHRASE: 'kuda benar' } }
const card = JSON.stringify(maria)
const issue = (...officers: readonly string[]) => [
  'issue',
  '--ktp',
  '-',
  ...officers.flatMap((id) => ['--officer', id]),
  ...at,
]

beforeAll(async () => {
  expect((await lontar(['init', '--dir', 'private', ...developmentIssuer])).exitCode).toBe(0)
  const added = await lontar(['officer', 'add', 'ani', '--name', 'Ani Contoh', ...at], ani)
  expect(added).toMatchObject({ exitCode: 0, stderr: '' })
  expect(JSON.parse(added.stdout)).toEqual({
    id: 'ani',
    name: 'Ani Contoh',
    role: 'registrar',
    status: 'enabled',
    holdsKey: true,
    createdAt: '2026-11-24T02:00:00.000Z',
    disabledAt: null,
  })
})

function decisions() {
  const database = new DatabaseSync(join(folder, 'private/lontar.db'))
  const rows = database.prepare('SELECT officer_id, decision FROM officer_decisions ORDER BY jti').all()
  database.close()
  return rows.map((row) => ({ officer: row['officer_id'], decision: String(row['decision']) }))
}

describe('an officer', () => {
  it('signs with a key of his own, which only his own passphrase opens', async () => {
    const before = decisions().length
    expect((await lontar(issue('ani'), { ...ani, input: card })).exitCode).toBe(0)
    expect(decisions()).toHaveLength(before + 1)
    expect(codeOf(await lontar(issue('ani'), { input: card }))).toEqual([1, 'passphrase_missing'])
    const wrong = { variables: { ...passphrases, LONTAR_OFFICER_PASSPHRASE: passphrases.LONTAR_PASSPHRASE } }
    expect(codeOf(await lontar(issue('ani'), { ...wrong, input: card }))).toEqual([1, 'passphrase_wrong'])
    // Nothing of the card was looked at: that it is none is found later.
    expect(codeOf(await lontar(issue('ani'), { ...wrong, input: '{' }))).toEqual([1, 'passphrase_wrong'])
    expect(codeOf(await lontar(issue('nobody'), { input: '{' }))).toEqual([1, 'officer_unknown'])
    writeFileSync(join(folder, 'ani.txt'), 'kuda benar\n')
    const file = ['--officer-passphrase-file', 'ani.txt']
    expect((await lontar([...issue('ani'), ...file], { input: card })).exitCode).toBe(0)
    expect(decisions()).toHaveLength(before + 2)
  })

  it('leaves a decision that names no applicant', async () => {
    await lontar(issue('dev'), { input: card })
    for (const { decision } of decisions()) {
      const text = Buffer.from(decision.split('.')[1] ?? '', 'base64url').toString()
      expect(Object.keys(JSON.parse(text))).toEqual([
        'jti',
        'iat',
        'case_id',
        'evidence_digest',
        'outcome',
        'officer',
        'role',
      ])
      expect(text).not.toMatch(/MARIA|537199/)
    }
  })

  it('sits beside another, and not twice', async () => {
    const before = decisions().length
    expect((await lontar(issue('ani', 'dev'), { ...ani, input: card })).exitCode).toBe(0)
    expect(
      decisions()
        .map(({ officer }) => officer)
        .sort(),
    ).toEqual(expect.arrayContaining(['ani', 'dev']))
    expect(decisions()).toHaveLength(before + 2)
    expect(codeOf(await lontar(issue('ani', 'ani'), { ...ani, input: card }))).toEqual([
      1,
      'officer_decision_repeated',
    ])
  })

  it('has an id and a role that there are, and is registered once', async () => {
    const add = (...args: readonly string[]) => lontar(['officer', 'add', ...args, ...at], ani)
    expect(codeOf(await add('ani', '--name', 'Ani'))).toEqual([1, 'officer_exists'])
    expect(codeOf(await add('Ani B', '--name', 'Ani'))).toEqual([2, 'usage'])
    expect(codeOf(await add('beni', '--name', 'Beni', '--role', 'king'))).toEqual([2, 'usage'])
    expect(codeOf(await lontar(['officer', 'add', 'beni', '--name', 'Beni', ...at]))).toEqual([
      1,
      'passphrase_missing',
    ])
    expect(codeOf(await lontar(issue('beni'), { input: card }))).toEqual([1, 'officer_unknown'])
  })

  it('who keeps the accounts decides nothing', async () => {
    expect(
      (await lontar(['officer', 'add', 'citra', '--name', 'Citra', '--role', 'administrator', ...at], ani))
        .exitCode,
    ).toBe(0)
    expect(codeOf(await lontar(issue('citra'), { ...ani, input: card }))).toEqual([
      1,
      'officer_role_insufficient',
    ])
  })

  it('may sign by a command, with a key that is held elsewhere', async () => {
    const privateJwk = await generatePrivateJwk('P-256')
    const { publicJwk } = await createLocalSigner(privateJwk)
    writeFileSync(join(folder, 'dewi.json'), JSON.stringify(publicJwk))
    writeFileSync(join(folder, 'dewi-key.json'), JSON.stringify(privateJwk))
    writeFileSync(
      join(folder, 'sign.mjs'),
      `import { readFileSync } from 'node:fs'
      import { sign } from 'node:crypto'
      const key = { key: JSON.parse(readFileSync(process.argv[2], 'utf8')), format: 'jwk', dsaEncoding: 'ieee-p1363' }
      if (process.env.LONTAR_PASSPHRASE) throw new Error('a secret was handed on')
      console.log(sign('sha256', readFileSync(0), key).toString('base64url'))`,
    )
    const add = ['officer', 'add', 'dewi', '--name', 'Dewi', '--public-key', 'dewi.json', ...at]
    expect(JSON.parse((await lontar(add)).stdout)).toMatchObject({ id: 'dewi', holdsKey: false })
    expect(codeOf(await lontar(issue('dewi'), { input: card }))).toEqual([2, 'usage'])
    const command = `"${process.execPath}" "${join(folder, 'sign.mjs')}" "${join(folder, 'dewi-key.json')}"`
    const signed = await lontar([...issue('dewi'), '--officer-signer', command], { input: card })
    expect(signed.exitCode).toBe(0)
    for (const broken of ['exit 1', 'echo', `echo ${'A'.repeat(86)}`, '/there/is/no/such/command'])
      expect(codeOf(await lontar([...issue('dewi'), '--officer-signer', broken], { input: card }))).toEqual([
        1,
        'signer_failed',
      ])
  })

  it('is listed without a key, and decides nothing once disabled', async () => {
    const { stdout } = await lontar(['officer', 'list', ...at])
    const { officers } = JSON.parse(stdout) as { officers: readonly Record<string, unknown>[] }
    expect(officers.map(({ id, role }) => `${id} ${role}`)).toEqual(
      expect.arrayContaining(['ani registrar', 'dev supervisor']),
    )
    expect(stdout).not.toMatch(/"d"|jwk/i)
    expect(codeOf(await lontar(['officer', 'disable', 'nobody', ...at]))).toEqual([1, 'officer_unknown'])
    const disabled = await lontar(['officer', 'disable', 'ani', ...at])
    expect(JSON.parse(disabled.stdout)).toMatchObject({
      status: 'disabled',
      disabledAt: '2026-11-24T02:00:00.000Z',
    })
    expect(codeOf(await lontar(issue('ani'), { ...ani, input: card }))).toEqual([1, 'officer_disabled'])
  })

  it('is told of in either language', async () => {
    const list = ['officer', 'list', '--dir', 'private']
    expect((await lontar([...list, '--lang', 'en'])).stdout).toContain(
      'ani  Ani Contoh\n  registrar, disabled',
    )
    expect((await lontar([...list, '--lang', 'id'])).stdout).toContain(
      'ani  Ani Contoh\n  petugas registrasi, nonaktif\n',
    )
    expect((await lontar([...list, '--lang', 'en'])).stdout).toContain(
      'supervisor, enabled; signs without a passphrase, for development only\n',
    )
    expect((await lontar([...list, '--lang', 'id'])).stdout).toMatch(
      /\n {2}penyelia, aktif; menandatangani tanpa frasa sandi, hanya untuk pengembangan\n.*dewi .*\n.*kunci disimpan di tempat lain\n/s,
    )
  })
})

describe('a case with a doubt', () => {
  // The sex of the NIK and that of the card differ: an officer looks, and nothing is refused (I5).
  const odd = JSON.stringify({ ...JSON.parse(card), jenisKelamin: 'LAKI-LAKI' })

  it('is lifted by the officer who signs, where the registry agrees', async () => {
    const person = { ...JSON.parse(odd), status: 'active' } as Record<string, string>
    writeFileSync(
      join(folder, 'people.csv'),
      `${Object.keys(person).join(',')}\n${Object.values(person).join(',')}\n`,
    )
    expect((await lontar(['registry', 'import', 'people.csv', ...at])).exitCode).toBe(0)
    const issued = await lontar(issue('dev'), { input: odd })
    expect(issued.exitCode).toBe(0)
    expect(issued.stderr).not.toBe('')
  })
})
