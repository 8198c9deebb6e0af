import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn, type Ending } from '../command-line.test-support.ts'
import { maria } from '../demo/people.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const workingDirectory = temporaryFolder()
const lontar = commandLineIn(workingDirectory)
const person = ['--nik-file', 'nik.txt', '--json']
const { nik } = maria

beforeAll(async () => {
  writeFileSync(join(workingDirectory, 'ktp.json'), JSON.stringify(maria))
  writeFileSync(join(workingDirectory, 'nik.txt'), `${nik}\n`)
  writeFileSync(join(workingDirectory, 'other.txt'), '5371990203850002')
  writeFileSync(join(workingDirectory, 'passport.txt'), 'UTO L898902C3\n')
  writeFileSync(join(workingDirectory, 'odd.txt'), `${nik}7`)
  await done([
    'init',
    '--url',
    'http://127.0.0.1:4000',
    '--name',
    'Dinas Contoh',
    '--dev',
    '--dpo',
    'pdp@dinas.example',
  ])
})

async function done(args: readonly string[], parts = {}): Promise<Ending> {
  const ending = await lontar(args, parts)
  expect(ending.exitCode, ending.stdout + ending.stderr).toBe(0)
  expect(ending.stdout + ending.stderr).not.toContain(nik)
  return ending
}

async function json<Value>(args: readonly string[], parts = {}): Promise<Value> {
  return JSON.parse((await done(args, parts)).stdout) as Value
}

interface Copy {
  readonly outcome: string
  readonly consents: readonly {
    readonly receipt: string
    readonly withdrawnAt: string | null
    readonly content: { readonly items: readonly { readonly item: string }[] } | null
  }[]
  readonly issuances: readonly { readonly state: string; readonly holdsIdentity: boolean }[]
  readonly requests: readonly { readonly kind: string; readonly state: string }[]
  readonly restrictedSince: string | null
  readonly controller: { readonly dataProtectionOfficer: string }
}

const issue = ['issue', '--ktp', 'ktp.json', '--officer', 'dev', '--json']
const copy = (parts = {}): Promise<Copy> => json(['subject', 'export', ...person], parts)

describe('a copy', () => {
  it('of a person of whom nothing is held says so, and that its own request is done', async () => {
    const nobody = ['subject', 'export', '--nik-file', 'other.txt', '--lang']
    const [id, en] = [await done([...nobody, 'id', '--json']), await done([...nobody, 'en'])]
    expect(id.stderr).toMatch(/^Tentang orang ini tidak ada yang disimpan selain permintaan salinannya\./)
    expect(en.stderr).toMatch(/^Of this person nothing is held but the request for a copy\./)
    expect(JSON.parse(id.stdout)).toMatchObject({
      outcome: 'nothing_held',
      requests: [{ kind: 'export', state: 'done', inTime: true, outcome: 'nothing_held' }],
    })
    const listed = await json<{ requests: readonly object[] }>(['subject', 'list', '--all', '--json'])
    expect(listed.requests).toContainEqual(expect.objectContaining({ outcome: 'nothing_held' }))
  })
})

describe('issuing', () => {
  it('records the consent first, with what was agreed to, and finds it by the person', async () => {
    expect((await copy()).consents).toEqual([])
    await done([...issue, '--consent', 'identity,registry,face'])
    const { consents, issuances, controller } = await copy()
    expect(consents.map(({ content }) => content?.items.map(({ item }) => item))).toEqual([
      ['identity', 'registry', 'face'],
    ])
    expect(issuances).toMatchObject([{ state: 'open', holdsIdentity: true }])
    const { outcome, requests } = await copy()
    expect(outcome).toBe('exported')
    expect(requests.map(({ kind, state }) => [kind, state])).toContainEqual(['export', 'done'])
    expect(requests.map(({ state }) => state)).not.toContain('open')
    expect(controller.dataProtectionOfficer).toBe('pdp@dinas.example')
  })

  it('is refused without the items that it needs', async () => {
    expect(codeOf(await lontar([...issue, '--consent', 'identity']))).toEqual([1, 'consent_missing'])
    expect(codeOf(await lontar([...issue, '--consent', 'fingerprint']))).toEqual([2, 'usage'])
  })
})

describe('the text of the consent', () => {
  it('is printed in both languages, with the contact and nothing that is off', async () => {
    const [id, en] = [
      await done(['consent', 'text', '--lang', 'id']),
      await done(['consent', 'text', '--lang', 'en']),
    ]
    expect(id.stdout).toContain('pdp@dinas.example')
    expect(id.stdout).toContain('Persetujuan')
    expect(en.stdout).toContain('Data protection officer: pdp@dinas.example')
    expect(en.stdout).not.toMatch(/selfie|blood/i)
    const face = await done(['consent', 'text', '--lang', 'en', '--items', 'identity,face'])
    expect(face.stdout).toMatch(/selfie/i)
  })
})

describe('a person', () => {
  it.each([
    ['nobody is named', ['subject', 'export', '--json'], [2, 'usage']],
    ['two are named', ['subject', 'export', ...person, '--passport-file', 'passport.txt'], [2, 'usage']],
    ['the NIK is none', ['subject', 'erase', '--nik-file', 'odd.txt', '--json'], [1, 'nik_invalid']],
    ['the passport is none', ['subject', 'export', '--passport-file', 'odd.txt', '--json'], [2, 'usage']],
    ['there is no file', ['subject', 'restrict', '--nik-file', 'none.txt', '--json'], [1, 'file_unreadable']],
  ])('is not looked for when %s', async (_, args, expected) => {
    const ending = await lontar(args)
    expect(codeOf(ending)).toEqual(expected)
    expect(ending.stdout + ending.stderr).not.toContain(nik)
  })

  it('comes by standard input too, and by a passport', async () => {
    const fromInput = ['subject', 'export', '--nik-file', '-', '--json']
    expect((await json<Copy>(fromInput, { input: nik })).consents).not.toEqual([])
    const passport = ['subject', 'export', '--passport-file', 'passport.txt', '--json']
    expect((await json<Copy>(passport)).consents).toEqual([])
  })
})

describe('a copy', () => {
  it('goes into a file, without a claim value', async () => {
    await done(['subject', 'export', '--nik-file', 'nik.txt', '--out', 'copy.json'])
    const text = readFileSync(join(workingDirectory, 'copy.json'), 'utf8')
    for (const value of [nik, maria.nama, maria.tanggalLahir]) expect(text).not.toContain(value)
    const { requests } = JSON.parse(text) as Copy
    expect(requests[0]).toMatchObject({ kind: 'export', state: 'done' })
    expect(requests.every(({ state }) => state === 'done')).toBe(true)
  })

  it('that cannot be written leaves the request open, and the next one ends it', async () => {
    const out = ['subject', 'export', '--nik-file', 'other.txt', '--json', '--out']
    expect(codeOf(await lontar([...out, 'no/such/folder.json']))).toEqual([1, 'file_unwritable'])
    const list = await json<{ requests: object[] }>(['subject', 'list', '--json'])
    expect(list.requests).toMatchObject([{ kind: 'export', state: 'open', hoursLeft: 72 }])
    await done([...out, 'other.json'])
    expect(await json(['subject', 'list', '--json'])).toEqual({ requests: [] })
  })
})

describe('a restriction', () => {
  it('stops issuing until it is lifted, and is the same when it is asked for twice', async () => {
    expect(await json(['subject', 'restrict', ...person])).toEqual({ restricted: true, changed: true })
    expect(await json(['subject', 'restrict', ...person])).toEqual({ restricted: true, changed: false })
    expect(codeOf(await lontar(issue))).toEqual([1, 'processing_restricted'])
    expect((await copy()).restrictedSince).toBe('2026-11-24T02:00:00.000Z')
    expect(await json(['subject', 'restrict', ...person, '--lift'])).toEqual({
      restricted: false,
      changed: true,
    })
    expect(await json(['subject', 'restrict', ...person, '--lift'])).toEqual({
      restricted: false,
      changed: false,
    })
    await done(issue)
    expect((await copy()).restrictedSince).toBeNull()
  })
})

describe('an erasure', () => {
  it('says first what it would do, and asks', async () => {
    const plan = await json<{ erase: object; kept: { id: string }[] }>([
      'subject',
      'erase',
      ...person,
      '--dry-run',
    ])
    const counted = { renewals: 0, promises: 0, tokens: 0, images: 0, registrations: 0 }
    expect(plan.erase).toEqual({ identities: 2, ...counted })
    expect(plan.kept.map(({ id }) => id)).toEqual([
      'consent_receipts',
      'subject_requests',
      'credential_records',
    ])
    expect(codeOf(await lontar(['subject', 'erase', ...person]))).toEqual([1, 'consent_missing'])
    expect((await copy()).issuances).toHaveLength(2)
    expect((await copy()).requests.map(({ kind }) => kind)).not.toContain('erase')
  })

  it('leaves receipts and the record of the request, and does nothing more the second time', async () => {
    const erase = ['subject', 'erase', ...person, '--yes']
    expect(await json(erase)).toMatchObject({ revoked: [], erased: { identities: 2, links: 2 } })
    expect(await json(erase)).toMatchObject({ revoked: [], erased: { identities: 0, links: 0, consents: 0 } })
    const { consents, issuances, requests } = await copy()
    expect(issuances).toEqual([])
    expect(consents.length).toBeGreaterThan(1)
    for (const { withdrawnAt } of consents) expect(withdrawnAt).not.toBeNull()
    expect(requests.filter(({ kind }) => kind === 'erase')).toHaveLength(2)
    expect(
      (await done(['subject', 'erase', '--nik-file', 'nik.txt', '--yes', '--lang', 'id'])).stdout,
    ).toContain('Tetap disimpan: bukti persetujuan')
  })
})

describe('a withdrawal', () => {
  it('ends what waits', async () => {
    await done(issue)
    expect(await json(['subject', 'withdraw', ...person])).toEqual({ withdrawn: 1 })
    expect(await json(['subject', 'withdraw', ...person])).toEqual({ withdrawn: 0 })
    expect((await copy()).issuances).toMatchObject([{ state: 'dead', holdsIdentity: false }])
  })
})

describe('the clock', () => {
  const at = (time: string) => ({ now: () => new Date(time) })
  const open = ['subject', 'open', '--kind', 'correct', ...person, '--received']

  it('begins when the person asked, is told by the list and the doctor, and ends with an outcome', async () => {
    const received = '2026-11-20T09:00:00+08:00'
    const first = await json<{ id: string }>([...open, received])
    expect(first).toMatchObject({ state: 'late', dueAt: '2026-11-23T01:00:00.000Z', hoursLeft: -25 })
    // What is asked for again does not turn the clock back.
    expect(await json([...open, '2026-11-24T09:00:00+08:00'])).toMatchObject({ id: first.id, state: 'late' })
    await done(['subject', 'open', '--kind', 'erase', '--nik-file', 'other.txt'])
    const { stdout } = await done(['subject', 'list', '--lang', 'en'])
    expect(stdout.split('\n').map((line) => / (LATE|open) /.exec(line)?.[1])).toEqual([
      'LATE',
      'open',
      undefined,
    ])
    expect((await done(['doctor', '--lang', 'en'])).stdout).toContain(
      '! subject_requests: 1 requests are past',
    )
    await done(['subject', 'done', first.id, '--outcome', 'issued anew'])
    expect((await done(['doctor', '--lang', 'en'])).stdout).toContain('✓ subject_requests: 1')
    expect(codeOf(await lontar(['subject', 'done', first.id, '--outcome', 'x', '--json']))).toEqual([
      2,
      'usage',
    ])
    const all = await json<{ requests: object[] }>(['subject', 'list', '--all', '--json'])
    expect(all.requests).toContainEqual(
      expect.objectContaining({ id: first.id, inTime: false, outcome: 'issued anew' }),
    )
  })

  it('takes no time that lies ahead or says no zone, and no person for an outcome', async () => {
    for (const time of ['2026-11-25T09:00:00+08:00', '2026-11-20T09:00:00', 'yesterday']) {
      expect(codeOf(await lontar([...open, time]))).toEqual([2, 'usage'])
    }
    const outcome = ['subject', 'done', 'x', '--json', '--outcome', `for ${nik}`]
    expect(codeOf(await lontar(outcome))).toEqual([2, 'usage'])
  })

  it('runs out between two looks', async () => {
    const list = (time: string) => json<{ requests: object[] }>(['subject', 'list', '--json'], at(time))
    expect((await list('2026-11-27T02:00:00Z')).requests).toMatchObject([{ kind: 'erase', state: 'open' }])
    expect((await list('2026-11-27T02:00:01Z')).requests).toMatchObject([{ kind: 'erase', state: 'late' }])
  })
})
