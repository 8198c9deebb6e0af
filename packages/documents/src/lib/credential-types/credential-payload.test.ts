import type { CredentialFormatId, JsonObject, JsonValue } from '@lontar/credentials'
import { createDidJwk } from '@lontar/credentials/did'
import { bareJwk, createLocalSigner, generatePrivateJwk, type PrivateJwk } from '@lontar/credentials/jose'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../../fixtures/code-of.ts'
import { anna, budiFile, identityOf, maria, mariaFile, now } from '../../../fixtures/invented-people.ts'
import type { KtpCard } from '../ktp/ktp-card.ts'
import { parseKtp } from '../ktp/parse-ktp.ts'
import { claimPath, readClaim } from './claim-path.ts'
import { findFormat } from './credential-formats.ts'
import {
  type CredentialPayload,
  type CredentialPayloadInput,
  createCredentialPayload,
} from './credential-payload.ts'
import type { CredentialTypeId } from './credential-type.ts'
import { credentialTypes } from './credential-types.ts'

const issuerUrl = 'https://issuer.example'
const status = { uri: 'https://issuer.example/status/1', idx: 7 }

let holderKey: PrivateJwk
beforeAll(async () => {
  holderKey = await generatePrivateJwk()
})

function create(
  typeId: CredentialTypeId,
  formatId: CredentialFormatId,
  ktp: KtpCard = maria,
  issuedAt: Date = now,
  more: Partial<CredentialPayloadInput> = {},
): CredentialPayload {
  return createCredentialPayload({
    typeId,
    formatId,
    identity: identityOf(ktp),
    issuer: 'did:web:issuer.example',
    issuerUrl,
    issuerName: 'Dinas Contoh',
    holderKey,
    status,
    issuedAt,
    timeZone: 'Asia/Makassar',
    ...more,
  })
}

describe('createCredentialPayload for dc+sd-jwt', () => {
  it('frames the claims as SD-JWT VC asks', () => {
    const { payload, expiresAt } = create('ktp', 'dc+sd-jwt')
    expect(payload).toMatchObject({
      iss: 'did:web:issuer.example',
      iat: Date.parse('2026-11-24T02:00:00Z') / 1000,
      exp: expiresAt.getTime() / 1000,
      vct: 'https://issuer.example/vct/ktp/1',
      status: { status_list: status },
      issuing_authority: 'Dinas Contoh',
      issuing_country: 'ID',
    })
    expect(payload['cnf']).toEqual({ jwk: bareJwk(holderKey) })
  })

  it('gives every claim of the card', () => {
    const { payload } = create('ktp', 'dc+sd-jwt')
    expect(payload).toMatchObject({
      name: 'MARIA CONTOH',
      birthdate: '1990-08-17',
      place_of_birth: { locality: 'KUPANG' },
      sex: 2,
      nationalities: ['ID'],
      citizenship_status: 'WNI',
      residence_province_code: '53',
      residence_regency_code: '53.71',
      age_equal_or_over: { '17': true, '18': true, '21': true, '60': false },
      personal_administrative_number: '5371995708900001',
      nik_last4: '0001',
      document_validity: 'lifetime',
      date_of_issuance: '2020-02-01',
    })
    expect(payload['address']).toEqual({
      region: 'NUSA TENGGARA TIMUR',
      locality: 'KOTA KUPANG',
      district: 'CONTOH',
      village: 'CONTOH',
      rt_rw: '001/002',
      street_address: 'JL. CONTOH NO. 1',
      country: 'ID',
    })
  })

  it('issues neither religion, marital status, blood type nor occupation', () => {
    for (const formatId of ['dc+sd-jwt', 'vc+sd-jwt'] as const) {
      const text = JSON.stringify(create('ktp', formatId).payload)
      for (const value of ['KATOLIK', 'BELUM KAWIN', 'KARYAWAN SWASTA', '"O"'])
        expect(text).not.toContain(value)
    }
  })

  it('makes each claim a disclosure of its own, members of objects too', () => {
    const { disclosable } = create('ktp', 'dc+sd-jwt')
    for (const path of [['name'], ['address', 'region'], ['age_equal_or_over', '18'], ['nationalities']]) {
      expect(disclosable).toContainEqual(path)
    }
    expect(disclosable).not.toContainEqual(['address'])
  })

  it('keeps exp, cnf, status and the type where a holder cannot hold them back (B15)', () => {
    const framing = [
      'iss',
      'iat',
      'exp',
      'vct',
      'cnf',
      'status',
      '@context',
      'type',
      'issuer',
      'validFrom',
      'validUntil',
    ]
    for (const formatId of ['dc+sd-jwt', 'vc+sd-jwt'] as const) {
      for (const typeId of ['ktp', 'ktp-proof'] as const) {
        const first = create(typeId, formatId).disclosable.map(([name]) => name)
        for (const name of [...framing, 'issuing_authority', 'issuing_country'])
          expect(first).not.toContain(name)
      }
    }
  })

  it('leaves out what the card does not give, and the code of a regency that is not listed', () => {
    const { payload, disclosable } = create('ktp', 'dc+sd-jwt', parseKtp(budiFile))
    expect(payload['residence_province_code']).toBe('35')
    for (const name of ['residence_regency_code', 'date_of_issuance']) {
      expect(payload).not.toHaveProperty(name)
      expect(disclosable).not.toContainEqual([name])
    }
    expect(payload['address']).toEqual({ region: 'JAWA TIMUR', locality: 'KOTA SURABAYA', country: 'ID' })
  })

  it('calls the card of a citizen valid for life, whatever date it prints', () => {
    const { payload } = create('ktp', 'dc+sd-jwt', {
      ...maria,
      validity: { kind: 'dated', until: '2017-08-17' },
    })
    expect(payload['document_validity']).toBe('lifetime')
    expect(payload).not.toHaveProperty('date_of_expiry')
  })

  it('tells how the identity was checked, without transaction or officer', () => {
    const { verification } = create('ktp', 'dc+sd-jwt').payload as { verification: JsonObject }
    expect(verification).toMatchObject({
      trust_framework: 'https://issuer.example/trust-framework/1',
      assurance_level: 'substantial',
      time: '2026-11-24T02:00:00Z',
    })
    const text = JSON.stringify(verification)
    for (const secret of ['txn-7f3a', 'officer-12', 'MARIA', '01:59:58', 'simulated'])
      expect(text).not.toContain(secret)
    for (const method of ['vri', 'data', 'pvp']) expect(text).toContain(`"check_method":"${method}"`)
  })

  it('marks simulated evidence', () => {
    const identity = identityOf(maria)
    const evidence = identity.evidence.map((one) => ({ ...one, simulated: true }))
    const more = { identity: { ...identity, evidence } }
    const { payload } = create('ktp', 'dc+sd-jwt', maria, now, more)
    expect(JSON.stringify(payload['verification'])).toContain('"simulated":true')
  })
})

describe('createCredentialPayload for every format', () => {
  it('gives a proof credential ages, residence and citizenship, and nothing else', () => {
    for (const formatId of ['dc+sd-jwt', 'vc+sd-jwt', 'jwt_vc_json'] as const) {
      const text = JSON.stringify(create('ktp-proof', formatId).payload)
      for (const value of [
        'MARIA',
        '5371995708900001',
        '"0001"',
        '1990',
        'KOTA KUPANG',
        'KUPANG',
        'Dinas Contoh',
      ]) {
        expect(text).not.toContain(value)
      }
    }
    const proof = create('ktp-proof', 'dc+sd-jwt').disclosable.map((path) => path.join('.'))
    expect(proof.sort()).toEqual([
      'age_equal_or_over.17',
      'age_equal_or_over.18',
      'age_equal_or_over.21',
      'age_equal_or_over.60',
      'citizenship_status',
      'residence_province_code',
      'residence_regency_code',
    ])
  })

  it('rounds the times down to the hour, so that they do not link copies', () => {
    const issuedAt = new Date('2026-11-24T02:59:59.999Z')
    expect(create('ktp', 'dc+sd-jwt', maria, issuedAt).payload['iat']).toBe(
      Date.parse('2026-11-24T02:00:00Z') / 1000,
    )
    expect(create('ktp', 'vc+sd-jwt', maria, issuedAt).payload['validFrom']).toBe('2026-11-24T02:00:00Z')
  })

  it('reckons ages in the zone of the place: a birthday at half past midnight in Kupang counts', () => {
    const born = { ...maria, birthdate: '2008-11-24' }
    const age18 = (issuedAt: string) =>
      create('ktp-proof', 'dc+sd-jwt', born, new Date(issuedAt)).payload['age_equal_or_over'] as JsonObject
    expect(age18('2026-11-23T16:30:00Z')['18']).toBe(true)
    expect(age18('2026-11-23T15:30:00Z')['18']).toBe(false)
  })

  it('writes a W3C credential of version 2 with flat members', () => {
    const { payload, disclosable, expiresAt } = create('ktp', 'vc+sd-jwt')
    expect(payload).toMatchObject({
      '@context': ['https://www.w3.org/ns/credentials/v2', 'https://issuer.example/contexts/lontar/1'],
      type: ['VerifiableCredential', 'KtpCredential'],
      issuer: 'did:web:issuer.example',
      validUntil: expiresAt.toISOString().replace('.000', ''),
      status: { status_list: status },
      credentialSubject: {
        name: 'MARIA CONTOH',
        nik: '5371995708900001',
        ageEqualOrOver18: true,
        rtRw: '001/002',
      },
    })
    for (const member of ['vc', 'vp', 'vct', 'sub']) expect(payload).not.toHaveProperty(member)
    expect(disclosable).toContainEqual(['credentialSubject', 'ageEqualOrOver18'])
  })

  it('writes a W3C credential of version 1.1 about the holder, with status beside it', () => {
    const { payload, disclosable } = create('ktp-proof', 'jwt_vc_json')
    expect(payload).toMatchObject({
      '@context': ['https://www.w3.org/2018/credentials/v1', 'https://issuer.example/contexts/lontar/1'],
      issuanceDate: '2026-11-24T02:00:00Z',
      expirationDate: '2027-10-31T16:00:00Z',
      credentialSubject: { id: createDidJwk(bareJwk(holderKey)), residenceProvinceCode: '53' },
      status: { status_list: status },
    })
    expect(disclosable).toEqual([])
    expect(JSON.stringify(payload)).not.toContain(holderKey.d)
  })

  it('refuses an identity in a format that cannot hold anything back', () => {
    expect(codeOf(() => create('ktp', 'jwt_vc_json'))).toBe('credential_format_unsupported')
  })

  it('states the jurisdiction of the issuer only when the issuer names it', () => {
    expect(create('ktp', 'dc+sd-jwt').payload).not.toHaveProperty('issuing_jurisdiction')
    const { payload, disclosable } = create('ktp', 'dc+sd-jwt', maria, now, { issuingJurisdiction: 'ID-NT' })
    expect(payload['issuing_jurisdiction']).toBe('ID-NT')
    expect(disclosable).not.toContainEqual(['issuing_jurisdiction'])
  })
})

describe('a payload that is issued and read again', () => {
  it.each(['dc+sd-jwt', 'vc+sd-jwt'] as const)('shows every claim under its name in %s', async (formatId) => {
    const signer = await createLocalSigner(await generatePrivateJwk(), { keyId: 'did:web:issuer.example#1' })
    const format = findFormat(formatId)
    const { payload, disclosable } = create('ktp', formatId)
    const text = await format?.issue({ signer, payload, disclosable })
    const credential = await format?.parse(text ?? '')
    if (credential === undefined) throw new Error('There is no such format.')
    expect(credential.types).toEqual(['https://issuer.example/vct/ktp/1'])
    expect(readClaim(credential, 'name')).toBe('MARIA CONTOH')
    expect(readClaim(credential, 'age_equal_or_over.60')).toBe(false)
    expect(readClaim(credential, 'address.street_address')).toBe('JL. CONTOH NO. 1')
    expect(readClaim(credential, 'religion')).toBeUndefined()
    expect(new Set(credential.disclosable.map(String))).toEqual(new Set(disclosable.map(String)))
  })
})

describe('what a holder can hold back', () => {
  const always = ['issuing_authority', 'issuing_country', 'issuing_jurisdiction']
  const cases = (['dc+sd-jwt', 'vc+sd-jwt'] as const).flatMap((formatId) =>
    (['ktp', 'ktp-proof'] as const).flatMap((typeId) =>
      [maria, parseKtp(budiFile)].map((card) => [typeId, formatId, card.name, card] as const),
    ),
  )

  it.each(cases)('is every claim of %s in %s but the issuing authority (%s)', (typeId, formatId, _, card) => {
    const { payload, disclosable } = create(typeId, formatId, card, now, { issuingJurisdiction: 'ID-NT' })
    const typeName = credentialTypes[typeId].name
    const shown = credentialTypes[typeId].claims.filter(
      (claim) => readClaim({ format: formatId, claims: payload }, claim) !== undefined,
    )
    const wanted = shown
      .filter((claim) => !always.includes(claim))
      .map((claim) => claimPath(typeName, claim, formatId))
    expect(new Set(disclosable.map(String))).toEqual(new Set(wanted.map(String)))
    expect(disclosable).toHaveLength(wanted.length)
    if (typeId === 'ktp') expect(shown).toEqual(expect.arrayContaining(always))
  })

  it.each(cases)(
    'leaves nothing else of %s in %s: no member is outside the register (%s)',
    (typeId, formatId, _, card) => {
      const { payload } = create(typeId, formatId, card)
      const framing = {
        'dc+sd-jwt': ['iss', 'iat', 'exp', 'vct', 'cnf', 'status'],
        'vc+sd-jwt': ['@context', 'type', 'issuer', 'validFrom', 'validUntil', 'iat', 'exp', 'cnf', 'status'],
      }[formatId]
      const typeName = credentialTypes[typeId].name
      const known = credentialTypes[typeId].claims.map((claim) =>
        claimPath(typeName, claim, formatId).join('.'),
      )
      const rest = leavesOf(payload).filter((path) => !framing.includes(path.split('.')[0] ?? ''))
      const unknown = rest.filter(
        (path) => !known.some((name) => path === name || path.startsWith(`${name}.`)),
      )
      expect(unknown).toEqual([])
    },
  )

  it.each(['dc+sd-jwt', 'vc+sd-jwt', 'jwt_vc_json'] as const)(
    'is nothing that was never issued: no religion, marital status, blood type or occupation in %s',
    (formatId) => {
      const typeId = formatId === 'jwt_vc_json' ? 'ktp-proof' : 'ktp'
      const text = JSON.stringify(create(typeId, formatId))
      for (const name of ['religion', 'marital', 'blood', 'occupation', 'Occupation', 'picture', 'image'])
        expect(text).not.toContain(name)
    },
  )
})

describe('the ages in a credential', () => {
  it('are true for its whole life, whoever it is for and whenever it is issued (I4)', () => {
    const days = (from: string, to: string) =>
      fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true })
    fc.assert(
      fc.property(days('1926-01-01', '2026-01-01'), days('2026-01-01', '2060-01-01'), (birth, issuedAt) => {
        const card = { ...maria, birthdate: birth.toISOString().slice(0, 10) }
        const { payload, expiresAt } = create('ktp-proof', 'dc+sd-jwt', card, issuedAt)
        const stated = payload['age_equal_or_over'] as JsonObject
        expect(payload['exp']).toBe(expiresAt.getTime() / 1000)
        for (const time of [issuedAt.getTime(), expiresAt.getTime() - 1]) {
          // Kupang is eight hours ahead of UTC and never puts its clocks forward.
          const today = new Date(time + 8 * 3_600_000).toISOString().slice(0, 10)
          for (const age of [17, 18, 21, 60]) expect(stated[age]).toBe(isOfAge(card.birthdate, age, today))
        }
      }),
      { seed: 53, numRuns: 1000 },
    )
  })

  it('refuse a birth date that is none, rather than state an age', () => {
    const wrong = expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' })
    for (const birthdate of ['9990-01-01', '17-08-1990', '']) {
      expect(() => create('ktp-proof', 'dc+sd-jwt', { ...maria, birthdate })).toThrow(wrong)
    }
  })
})

/** Ages reckoned anew: the years between, less one before the birthday; 29 February is 1 March in common years. */
function isOfAge(birthdate: string, age: number, today: string): boolean {
  const years = Number(today.slice(0, 4)) - Number(birthdate.slice(0, 4))
  return years - (today.slice(5) < birthdate.slice(5) ? 1 : 0) >= age
}

function leavesOf(value: JsonValue | undefined, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path]
  return Object.entries(value).flatMap(([name, member]) =>
    leavesOf(member, path === '' ? name : `${path}.${name}`),
  )
}

describe('the context of a W3C credential', () => {
  it('is pinned by its digest in version 2.0, where one is given, and not in the other formats', () => {
    const contextIntegrity = 'sha256-AAAA'
    const relatedResource = [{ id: 'https://issuer.example/contexts/lontar/1', digestSRI: contextIntegrity }]
    for (const formatId of ['vc+sd-jwt', 'vc+jwt'] as const) {
      const { payload, disclosable } = create('ktp-proof', formatId, maria, now, { contextIntegrity })
      expect(payload).toMatchObject({ relatedResource })
      expect(disclosable.some(([name]) => name === 'relatedResource')).toBe(false)
      expect(create('ktp-proof', formatId).payload).not.toHaveProperty('relatedResource')
    }
    for (const formatId of ['dc+sd-jwt', 'jwt_vc_json'] as const) {
      const { payload } = create('ktp-proof', formatId, maria, now, { contextIntegrity })
      expect(payload).not.toHaveProperty('relatedResource')
    }
  })
})

describe("createCredentialPayload for a foreigner's card", () => {
  const endingOn = (until: string, province = maria.province): KtpCard => {
    if (anna.citizenship !== 'WNA') throw new Error('Anna is a foreigner.')
    return { ...anna, province, validity: { kind: 'dated', until } }
  }

  it('holds what the card gives', () => {
    const { payload } = create('ktp', 'dc+sd-jwt', anna)
    expect(payload).toMatchObject({
      citizenship_status: 'WNA',
      document_validity: 'dated',
      date_of_expiry: '2028-03-31',
    })
    expect(payload).not.toHaveProperty('nationalities')
    expect(create('ktp-proof', 'dc+sd-jwt', anna).payload['citizenship_status']).toBe('WNA')
  })

  it('ends with the stay permit', () => {
    expect(create('ktp', 'dc+sd-jwt', endingOn('2027-01-31')).expiresAt).toEqual(
      new Date('2027-01-31T16:00:00Z'),
    )
    expect(create('ktp', 'dc+sd-jwt', anna).expiresAt).toEqual(create('ktp', 'dc+sd-jwt').expiresAt)
  })

  it.each([
    ['JAWA TIMUR', '35', '2026-11-28T17:00:00Z'],
    ['NUSA TENGGARA TIMUR', '53', '2026-11-28T16:00:00Z'],
    ['PAPUA', '91', '2026-11-28T15:00:00Z'],
  ])("is reckoned in the holder's zone, whatever the issuer's is: %s", (name, code, end) => {
    const card = endingOn('2026-11-28', { code, name })
    expect(create('ktp', 'dc+sd-jwt', card).expiresAt).toEqual(new Date(end))
    const elsewhere = create('ktp', 'dc+sd-jwt', card, now, { timeZone: 'Pacific/Auckland' })
    expect(elsewhere.expiresAt).toEqual(new Date(end))
  })

  it('is refused by name from the midnight after its last day, in the zone of the holder', () => {
    const last = endingOn('2026-11-24')
    const issue = (instant: string) => create('ktp-proof', 'vc+sd-jwt', last, new Date(instant))
    expect(() => issue('2026-11-24T15:59:59Z')).not.toThrow()
    expect(codeOf(() => issue('2026-11-24T16:00:00Z'))).toBe('stay_permit_expired')
    expect(codeOf(() => issue('2026-11-24T16:30:00Z'))).toBe('stay_permit_expired')
  })

  it('is issued to a citizen whose card prints a past date', () => {
    const dated: KtpCard = parseKtp({ ...mariaFile, berlakuHingga: '17-08-2017' })
    expect(create('ktp', 'dc+sd-jwt', dated).expiresAt).toEqual(create('ktp', 'dc+sd-jwt').expiresAt)
  })

  it("reckons ages in the holder's zone too: at 00:30 WITA it is the birthday", () => {
    const young: KtpCard = { ...maria, birthdate: '2008-11-24' }
    const at = (instant: string) =>
      create('ktp-proof', 'dc+sd-jwt', young, new Date(instant), { timeZone: 'Asia/Jakarta' }).payload
    expect(at('2026-11-23T16:30:00Z')['age_equal_or_over']).toMatchObject({ 18: true })
    expect(at('2026-11-23T15:30:00Z')['age_equal_or_over']).toMatchObject({ 18: false })
  })
})
