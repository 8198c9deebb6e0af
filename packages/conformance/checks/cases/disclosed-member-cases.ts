import { createVcSdJwtFormat, type JsonObject, type JsonValue, passed } from '@lontar/credentials'
import { createDidJwk, didJwkSigner } from '@lontar/credentials/did'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { issueSdJwt } from '@lontar/credentials/sd-jwt'
import { codeOfVerdict, type NegativeCase } from '../negative-case.ts'

const now = new Date('2026-11-01T04:00:00Z')
const nowSeconds = now.getTime() / 1000
const typeUrl = 'https://issuer.example/vct/ktp/1'
const contextUrl = 'https://issuer.example/contexts/lontar/1'
const signer = await didJwkSigner(await generatePrivateJwk())
const holder = await generatePrivateJwk()
const issuer = createDidJwk(signer.publicJwk)
const format = createVcSdJwtFormat({
  resolveContext: (url) => (url === contextUrl ? { KtpCredential: typeUrl } : undefined),
})

/** The rules of the data model hold for what the holder shows as for what was signed in clear. */
const wrong: readonly (readonly [step: string, member: string, value: JsonValue, right?: JsonValue])[] = [
  ['no-second-credential', 'proof', { type: 'DataIntegrityProof' }],
  ['no-second-credential', 'vc', {}],
  ['no-second-credential', 'vp', {}],
  ['credential-id', 'id', 'not a url', 'urn:x:1'],
  ['language-value', 'name', 5, 'Kartu'],
  ['language-value', 'description', [{ '@value': 1 }], [{ '@value': 'Kartu', '@language': 'id' }]],
  ['typed-member', 'evidence', 'x', { type: 'X' }],
  ['typed-member', 'termsOfUse', { a: 1 }, { type: 'X' }],
  ['typed-member', 'refreshService', 7, { type: 'X' }],
  ['typed-member-id', 'evidence', { type: 'X', id: 'not a url' }, { type: 'X', id: 'urn:x:1' }],
  ['schema-id', 'credentialSchema', { type: 'X' }, { type: 'X', id: 'https://issuer.example/schema' }],
]

export const cases: readonly NegativeCase[] = [
  ...wrong.map(([step, member, value, right]) => ({
    step: `format.${step}`,
    expected: 'credential_malformed' as const,
    name: `a disclosed ${member} of ${JSON.stringify(value)}`,
    run: judge({ [member]: value }, [[member]]),
    twin: right === undefined ? judge({ note: 'x' }, [['note']]) : judge({ [member]: right }, [[member]]),
  })),
  {
    step: 'format.subject-id',
    expected: 'credential_malformed',
    name: 'a disclosed id of the subject that is no URL',
    run: judge({ credentialSubject: { id: 'not a url', a: 1 } }, [['credentialSubject', 'id']]),
    twin: judge({ credentialSubject: { id: 'urn:x:1', a: 1 } }, [['credentialSubject', 'id']]),
  },
]

/** Signs without the checks of `issue`, as a careless issuer could. */
function judge(changes: JsonObject, disclosable: readonly (readonly string[])[]): NegativeCase['run'] {
  const { d: _d, ...jwk } = holder
  const payload = {
    '@context': ['https://www.w3.org/ns/credentials/v2', contextUrl],
    type: ['VerifiableCredential', 'KtpCredential'],
    issuer,
    validFrom: '2026-10-31T00:00:00Z',
    exp: nowSeconds + 86_400,
    cnf: { jwk: { ...jwk } },
    credentialSubject: { ageEqualOrOver18: true },
    ...changes,
  }
  return async () => {
    const text = await issueSdJwt({ signer, header: { typ: 'vc+sd-jwt' }, payload, disclosable })
    return codeOfVerdict(() =>
      format.verify(text, {
        expectedIssuers: [
          { issuer, types: [typeUrl], jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] } },
        ],
        expectedTypes: [typeUrl],
        expectedKeyBinding: 'none',
        checkStatus: async () => passed('status', 'of the case'),
        now,
      }),
    )
  }
}
