import type { TrustedIssuer, TrustList } from '@lontar/credentials'
import { parseDcqlQuery } from '@lontar/openid4vc/dcql'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../../../fixtures/code-of.ts'
import { type AskFormat, compileAsk } from './compile-ask.ts'
import { type AskDefinition, ask } from './create-ask.ts'

const definition: AskDefinition = {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name', 'age_equal_or_over.18'],
  conditions: [{ claim: 'age_equal_or_over.18', equals: true }],
  retentionDays: 1,
}
const hotel = ask('hotel', definition)

function trusting(...typeLists: string[][]): TrustList {
  const issuers: TrustedIssuer[] = typeLists.map((types) => ({
    issuer: 'did:web:x',
    types,
    jwks: { keys: [] },
  }))
  return { issuers, roots: [], verifiers: [] }
}

const ktp = 'https://issuer.example/vct/ktp/1'
const trust = trusting([ktp, 'https://issuer.example/vct/ktp-proof/1'])

describe('compileAsk', () => {
  it('makes one query for each format, of which one is enough', () => {
    expect(compileAsk(hotel, { trust })).toEqual({
      credentials: [
        {
          id: 'vc',
          format: 'vc+sd-jwt',
          meta: { type_values: [[ktp]] },
          claims: [
            { path: ['credentialSubject', 'name'] },
            { path: ['credentialSubject', 'ageEqualOrOver18'], values: [true] },
          ],
        },
        {
          id: 'dc',
          format: 'dc+sd-jwt',
          meta: { vct_values: [ktp] },
          claims: [{ path: ['name'] }, { path: ['age_equal_or_over', '18'], values: [true] }],
        },
      ],
      credential_sets: [{ options: [['vc'], ['dc']] }],
    })
  })

  it('makes a query that reads as DCQL', () => {
    const query = compileAsk(hotel, { trust })
    expect(parseDcqlQuery(JSON.parse(JSON.stringify(query)))).toEqual(query)
  })

  it('needs no sets for one format, and takes a format once', () => {
    const query = compileAsk(hotel, { trust, formats: ['dc+sd-jwt', 'dc+sd-jwt'] })
    expect(query.credentials.map(({ id }) => id)).toEqual(['dc'])
    expect(query).not.toHaveProperty('credential_sets')
  })

  it('asks for the claims of conditions too, and leaves notBefore to the check', () => {
    const conditions = [
      { claim: 'residence_province_code', oneOf: ['53', '52'] },
      { claim: 'date_of_issuance', notBefore: 'today' },
    ]
    const ownServices = { own: conditions.map(({ claim }) => claim) }
    const dated = ask('own', { ...definition, service: 'own', claims: [], conditions }, { ownServices })
    expect(compileAsk(dated, { trust, formats: ['dc+sd-jwt'] }).credentials[0]?.claims).toEqual([
      { path: ['residence_province_code'], values: ['53', '52'] },
      { path: ['date_of_issuance'] },
    ])
  })

  it('names the type at every trusted issuer, each once, and no other type', () => {
    const other = 'https://other.example/vct/ktp/1'
    const both = trusting([ktp], [other, ktp, 'https://other.example/vct/ktp-proof/1', 'urn:eudi:pid:1'])
    expect(compileAsk(hotel, { trust: both, formats: ['dc+sd-jwt'] }).credentials[0]?.meta).toEqual({
      vct_values: [ktp, other],
    })
    // Any one of the types would do, so each stands in a set of its own.
    expect(compileAsk(hotel, { trust: both, formats: ['vc+sd-jwt'] }).credentials[0]?.meta).toEqual({
      type_values: [[ktp], [other]],
    })
  })

  it('refuses to ask when nobody is trusted with the type', () => {
    for (const list of [trusting(), trusting([]), trusting(['https://issuer.example/vct/ktp-proof/1'])]) {
      expect(codeOf(() => compileAsk(hotel, { trust: list }))).toBe('issuer_untrusted')
    }
  })

  it('refuses an ask for nothing, and an ask in no format', () => {
    const { credential: _, ...rest } = hotel
    const nothing = { ...rest, claims: [], conditions: [] }
    expect(codeOf(() => compileAsk(nothing, { trust }))).toBe('ask_malformed')
    const formats: readonly AskFormat[] = []
    expect(codeOf(() => compileAsk(hotel, { trust, formats }))).toBe('ask_malformed')
  })

  it('asks for a format without selective disclosure only where a proof will do', () => {
    const all: readonly AskFormat[] = ['vc+sd-jwt', 'dc+sd-jwt', 'vc+jwt', 'jwt_vc_json']
    const idsOf = (
      credential: AskDefinition['credential'],
      formats: readonly AskFormat[],
    ): readonly string[] => {
      const claims = ['age_equal_or_over.18']
      const asked = ask('hotel', { ...definition, ...(credential !== undefined && { credential }), claims })
      const query = compileAsk(asked, { trust, formats })
      expect(parseDcqlQuery(JSON.parse(JSON.stringify(query)))).toEqual(query)
      return query.credentials.map(({ id }) => id)
    }
    expect(idsOf('KtpProofCredential', all)).toEqual(['vc', 'dc', 'vc-jwt', 'vc-v1'])
    expect(idsOf('KtpCredential', all)).toEqual(['vc', 'dc'])
    expect(codeOf(() => idsOf('KtpCredential', ['vc+jwt', 'jwt_vc_json']))).toBe('ask_malformed')
    const [query] = compileAsk(
      ask('hotel', { ...definition, credential: 'KtpProofCredential', claims: ['age_equal_or_over.18'] }),
      {
        trust,
        formats: ['vc+jwt'],
      },
    ).credentials
    expect(query).toMatchObject({
      format: 'vc+jwt',
      meta: { type_values: [['https://issuer.example/vct/ktp-proof/1']] },
      claims: [{ path: ['credentialSubject', 'ageEqualOrOver18'], values: [true] }],
    })
  })
})
