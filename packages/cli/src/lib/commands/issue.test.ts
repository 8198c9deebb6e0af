import { beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn, developmentIssuer } from '../command-line.test-support.ts'
import { maria } from '../demo/people.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const lontar = commandLineIn(temporaryFolder())

beforeAll(async () => {
  expect(await lontar(['init', '--dir', 'private', ...developmentIssuer])).toMatchObject({
    exitCode: 0,
    stderr: '',
  })
})

describe('issuing', () => {
  const issue = ['issue', '--ktp', '-', '--officer', 'dev', '--dir', 'private']
  it('gives the offer, its code and its end, and no code when none is wanted', async () => {
    const { exitCode, stdout } = await lontar([...issue, '--json'], { input: JSON.stringify(maria) })
    expect(exitCode).toBe(0)
    const offer = JSON.parse(stdout) as Record<string, string>
    expect(Object.keys(offer)).toEqual(['issuanceId', 'credentialOfferUri', 'txCode', 'expiresAt'])
    expect(offer['expiresAt']).toBe('2026-11-24T02:05:00.000Z')
    const input = JSON.stringify(maria)
    const long = await lontar([...issue, '--json', '--expires-in', '2592000', '--copies', '50'], { input })
    expect(JSON.parse(long.stdout)).toMatchObject({ expiresAt: '2026-12-24T02:00:00.000Z' })
    const open = await lontar([...issue, '--json', '--no-tx-code'], { input })
    expect(JSON.parse(open.stdout)).toMatchObject({ txCode: null, expiresAt: '2026-11-24T02:05:00.000Z' })
    expect(decodeURIComponent(offer['credentialOfferUri'] ?? '')).toMatch(/\?credential_offer_uri=http:/)
    const whole = JSON.parse(
      (await lontar([...issue, '--json', '--by-value'], { input })).stdout,
    ) as typeof offer
    expect(whole['credentialOfferUri']).toMatch(/\?credential_offer=%7B/)
    const both = await lontar([...issue, '--json', '--no-tx-code', '--expires-in', '301'], { input })
    expect(codeOf(both)).toEqual([2, 'usage'])
  })

  it('gives two numbers for the counter to hand out, in either language', async () => {
    const input = JSON.stringify(maria)
    const signIn = [...issue, '--grant', 'authorization_code']
    const { exitCode, stdout } = await lontar([...signIn, '--json'], { input })
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      issuanceId: expect.any(String),
      credentialOfferUri: expect.stringMatching(/^openid-credential-offer:/),
      txCode: null,
      expiresAt: '2026-12-01T02:00:00.000Z',
      registrationNumber: expect.stringMatching(/^\d{10}$/),
      oneTimeCode: expect.stringMatching(/^\d{8}$/),
    })
    const english = await lontar([...signIn, '--lang', 'en', '--expires-in', '600'], { input })
    expect(english.stdout).toMatch(
      /\nRegistration number: \d{10}\nOne-time code: \d{8}\nValid until: 2026-11-24 10:10:00 WITA\n$/,
    )
    const indonesian = await lontar([...signIn, '--lang', 'id'], { input })
    expect(indonesian.stdout).toMatch(
      /\nNomor registrasi: \d{10}\nKode sekali pakai: \d{8}\nBerlaku sampai: /,
    )
  })

  it('names the option whose file cannot be read, or is not JSON, and nothing of the file', async () => {
    const at = ['--officer', 'dev', '--dir', 'private', '--json']
    const missing = await lontar(['issue', '--ktp', 'MARKED.json', ...at])
    expect(codeOf(missing)).toEqual([1, 'file_unreadable'])
    const broken = await lontar([...issue, '--json'], { input: '{"nama": MARKED' })
    expect(codeOf(broken)).toEqual([1, 'json_malformed'])
    for (const { stdout, stderr } of [missing, broken]) {
      expect(stderr).toContain('--ktp')
      expect(stdout + stderr).not.toContain('MARKED')
    }
  })

  it('tells what is odd about a card, without a value of the card', async () => {
    const input = JSON.stringify({ ...maria, berlakuHingga: '17-08-2031' })
    const { exitCode, stdout, stderr } = await lontar(issue, { input })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^Offer: openid-credential-offer:.*\nValid until: 2026-11-24 10:05:00 WITA\n$/s)
    expect(stderr).toContain("The card prints an end date; a citizen's card is valid for life.\n")
    expect(stderr).not.toMatch(/2031|MARIA|\d{16}/)
  })

  it('issues to a foreigner while the stay permit lasts, and to none after it', async () => {
    const anna = {
      ...maria,
      nik: '5371994506850003',
      nama: 'ANNA SPECIMEN',
      tempatLahir: 'UTOPIA CITY',
      tanggalLahir: '05-06-1985',
      jenisKelamin: 'FEMALE',
      kewarganegaraan: 'UTOPIA',
      berlakuHingga: '24-11-2026',
    }
    const columns = Object.keys(anna).filter((key) => key !== 'berlakuHingga')
    const row = columns.map((key) => anna[key as keyof typeof anna])
    const register = `${columns.join()},status\n${row.join()},active\n`
    const registry = ['registry', 'import', '-', '--dir', 'private']
    expect(await lontar(registry, { input: register })).toMatchObject({ exitCode: 0 })
    const lasting = await lontar([...issue, '--json'], { input: JSON.stringify(anna) })
    expect(lasting).toMatchObject({ exitCode: 0 })
    const ended = JSON.stringify({ ...anna, berlakuHingga: '23-11-2026' })
    const refused = await lontar([...issue, '--json'], { input: ended })
    expect(codeOf(refused)).toEqual([1, 'stay_permit_expired'])
    expect(refused.stderr).not.toMatch(/ANNA|UTOPIA|\d{16}/)
    const asCitizen = JSON.stringify({ ...anna, jenisKelamin: 'PEREMPUAN', kewarganegaraan: 'WNI' })
    expect(codeOf(await lontar([...issue, '--json'], { input: asCitizen }))).toEqual([1, 'registry_mismatch'])
  })

  it('refuses a card in another alphabet by name, in either language, and repeats none of it', async () => {
    const input = JSON.stringify({ ...maria, nama: 'МАРИЯ' })
    for (const language of ['id', 'en']) {
      const { exitCode, stdout, stderr } = await lontar([...issue, '--lang', language], { input })
      expect(exitCode).toBe(1)
      expect(stderr).toContain(language === 'id' ? 'abjad lain' : 'another alphabet')
      expect(stdout + stderr).not.toContain('МАРИЯ')
    }
  })

  it('is decided by the registry and the officer, and says nothing of the person', async () => {
    const other = JSON.stringify({ ...maria, nama: 'MARIA LAIN' })
    const mismatch = await lontar([...issue, '--json'], { input: other })
    expect(codeOf(mismatch)).toEqual([1, 'registry_mismatch'])
    const stranger = ['issue', '--ktp', '-', '--officer', 'nobody', '--dir', 'private', '--json']
    const unknown = await lontar(stranger, { input: other })
    expect(codeOf(unknown)).toEqual([1, 'officer_unknown'])
    for (const { stdout, stderr } of [mismatch, unknown]) expect(stdout + stderr).not.toMatch(/MARIA|LAIN/)
  })
})
