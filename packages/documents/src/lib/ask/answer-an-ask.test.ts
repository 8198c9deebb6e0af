import type { ClaimPath, CredentialFormat, TrustList, UnverifiedCredential } from '@lontar/credentials'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { matchCredential } from '@lontar/openid4vc/dcql'
import { beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../../../fixtures/code-of.ts'
import { budiFile, identityOf, maria, now } from '../../../fixtures/invented-people.ts'
import { findFormat } from '../credential-types/credential-formats.ts'
import { createCredentialPayload } from '../credential-types/credential-payload.ts'
import type { CredentialTypeId } from '../credential-types/credential-type.ts'
import { credentialTypeUrl } from '../credential-types/credential-type-url.ts'
import type { KtpCard } from '../ktp/ktp-card.ts'
import { parseKtp } from '../ktp/parse-ktp.ts'
import type { Ask } from './ask.ts'
import { checkConditions } from './check-conditions.ts'
import { type AskFormat, compileAsk } from './compile-ask.ts'
import { parseAsks } from './parse-asks.ts'
import { readAskClaims } from './read-ask-claims.ts'

const issuerUrl = 'https://issuer.example'
const timeZone = 'Asia/Makassar'
const budi = parseKtp(budiFile)

/** The asks of a hotel, a ticket office and a phone shop, in the shape of their file. */
const asks = parseAsks({
  asks: {
    hotel: {
      service: 'hotel_wni',
      credential: 'KtpCredential',
      purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
      legalBasis: 'contract',
      claims: ['name', 'age_equal_or_over.18'],
      conditions: [{ claim: 'age_equal_or_over.18', equals: true }],
      retentionDays: 1,
    },
    'resident-ticket': {
      service: 'local_ticket',
      credential: 'KtpProofCredential',
      purpose: { id: 'Tarif warga NTT', en: 'Resident tariff' },
      legalBasis: 'contract',
      claims: ['residence_province_code'],
      conditions: [{ claim: 'residence_province_code', equals: '53' }],
      retentionDays: 30,
    },
    pulsa: {
      service: 'pulsa',
      purpose: { id: 'Isi ulang pulsa', en: 'Phone credit' },
      legalBasis: 'contract',
      claims: [],
    },
  },
})

const trust: TrustList = {
  issuers: [
    {
      issuer: 'did:web:issuer.example',
      types: [credentialTypeUrl(issuerUrl, 'ktp'), credentialTypeUrl(issuerUrl, 'ktp-proof')],
      jwks: { keys: [] },
    },
  ],
  roots: [],
  verifiers: [],
}

let issue: (typeId: CredentialTypeId, format: CredentialFormat, card: KtpCard) => Promise<string>
beforeAll(async () => {
  const signer = await createLocalSigner(await generatePrivateJwk(), { keyId: 'did:web:issuer.example#1' })
  const holderKey = await generatePrivateJwk()
  issue = (typeId, format, card) => {
    const { payload, disclosable } = createCredentialPayload({
      typeId,
      formatId: format.id,
      identity: identityOf(card),
      issuer: 'did:web:issuer.example',
      issuerUrl,
      issuerName: 'Dinas Contoh',
      holderKey,
      status: { uri: 'https://issuer.example/status/1', idx: 7 },
      issuedAt: now,
      timeZone,
    })
    return format.issue({ signer, payload, disclosable })
  }
})

function askOf(id: string): Ask {
  const found = asks.get(id)
  if (found === undefined) throw new Error('There is no such ask.')
  return found
}

/** What a wallet finds to answer with in a credential. */
function matchOf(
  ask: Ask,
  formatId: AskFormat,
  credential: UnverifiedCredential,
): readonly ClaimPath[] | undefined {
  const [query] = compileAsk(ask, { trust, formats: [formatId] }).credentials
  if (query === undefined) throw new Error('The ask made no query.')
  return matchCredential(query, credential)?.claims
}

async function hold(
  typeId: CredentialTypeId,
  formatId: AskFormat,
  card: KtpCard,
): Promise<UnverifiedCredential> {
  const format = findFormat(formatId)
  if (format === undefined) throw new Error('There is no such format.')
  return format.parse(await issue(typeId, format, card))
}

const formats: readonly AskFormat[] = ['vc+sd-jwt', 'dc+sd-jwt']

describe.each(formats)('an ask answered in %s', (formatId) => {
  it('gives a hotel the name and the age, and nothing more', async () => {
    const credential = await hold('ktp', formatId, maria)
    expect(matchOf(askOf('hotel'), formatId, credential)).toHaveLength(2)
    expect(readAskClaims(askOf('hotel'), credential)).toStrictEqual({
      name: 'MARIA CONTOH',
      'age_equal_or_over.18': true,
    })
    expect(checkConditions(askOf('hotel'), credential, { now, timeZone }).state).toBe('passed')
  })

  it('finds nothing to answer a hotel with in the credential of someone of 17', async () => {
    const credential = await hold('ktp', formatId, { ...maria, birthdate: '2009-01-15' })
    expect(matchOf(askOf('hotel'), formatId, credential)).toBeUndefined()
    expect(checkConditions(askOf('hotel'), credential, { now, timeZone })).toMatchObject({
      state: 'failed',
      code: 'condition_not_met',
    })
  })

  it('gives a ticket office the code of the province, and refuses its tariff to who lives elsewhere', async () => {
    const resident = await hold('ktp-proof', formatId, maria)
    expect(matchOf(askOf('resident-ticket'), formatId, resident)).toHaveLength(1)
    expect(readAskClaims(askOf('resident-ticket'), resident)).toStrictEqual({ residence_province_code: '53' })
    expect(checkConditions(askOf('resident-ticket'), resident, { now, timeZone }).state).toBe('passed')
    // First registered in Kupang, so the NIK begins with 53; lives in Surabaya.
    const visitor = await hold('ktp-proof', formatId, budi)
    expect(matchOf(askOf('resident-ticket'), formatId, visitor)).toBeUndefined()
    expect(checkConditions(askOf('resident-ticket'), visitor, { now, timeZone }).state).toBe('failed')
  })

  it('takes no credential of another type', async () => {
    expect(matchOf(askOf('hotel'), formatId, await hold('ktp-proof', formatId, maria))).toBeUndefined()
    expect(matchOf(askOf('resident-ticket'), formatId, await hold('ktp', formatId, maria))).toBeUndefined()
  })

  it('takes no credential of the other format', async () => {
    const other = formatId === 'vc+sd-jwt' ? 'dc+sd-jwt' : 'vc+sd-jwt'
    expect(matchOf(askOf('hotel'), formatId, await hold('ktp', other, maria))).toBeUndefined()
  })
})

describe('an ask for nothing', () => {
  it('is kept for no day and makes no request', () => {
    expect(askOf('pulsa')).toMatchObject({ claims: [], conditions: [], retentionDays: 0 })
    expect(codeOf(() => compileAsk(askOf('pulsa'), { trust }))).toBe('ask_malformed')
  })
})
