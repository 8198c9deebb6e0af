import type { JsonObject, JsonValue, Signer } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import type { ErrorCode } from '@lontar/credentials/errors'
import { generatePrivateJwk, signJws } from '@lontar/credentials/jose'
import { type TrustAuthority, verifySignedTrustList } from '@lontar/credentials/trust'
import { codeOf, type NegativeCase } from '../negative-case.ts'

const now = new Date('2026-11-01T04:00:00Z')
const nowSeconds = now.getTime() / 1000
const expectedUrl = 'https://authority.example/trust-list'
const signer = await didJwkSigner(await generatePrivateJwk())
const stranger = await didJwkSigner(await generatePrivateJwk())
const [issuer = ''] = signer.keyId.split('#')
const expectedAuthority: TrustAuthority = {
  issuer,
  jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] },
}

const right: JsonObject = {
  iss: issuer,
  sub: expectedUrl,
  sequence: 7,
  iat: nowSeconds - 60,
  exp: nowSeconds + 3600,
  trust_list: { issuers: [{ issuer: 'did:web:issuer.example', types: ['urn:type'] }] },
}

type Changes = Readonly<Record<string, JsonValue | undefined>>

const sign = (changes: Changes, typ = 'trustlist+jwt', by: Signer = signer): Promise<string> => {
  const members = Object.entries({ ...right, ...changes }).filter(([, value]) => value !== undefined)
  return signJws({ header: { typ }, payload: Object.fromEntries(members) as JsonObject, signer: by })
}

const verify =
  (make: () => unknown, newestSeen?: { readonly sequence: number; readonly text: string }) =>
  async (): Promise<string | undefined> => {
    const text = (await make()) as string
    return codeOf(() => verifySignedTrustList(text, { expectedAuthority, expectedUrl, newestSeen, now }))
  }

type Run = NegativeCase['run']

const accepted = verify(() => sign({}))

function refuses(
  step: string,
  expected: ErrorCode,
  name: string,
  run: Run,
  twin: Run = accepted,
): NegativeCase {
  return { step: `trust.${step}`, expected, name, run, twin }
}

const malformed = 'trust_list_malformed'
const invalid = 'trust_list_signature_invalid'
const rolledBack = 'trust_list_rolled_back'
const seen = (sequence: number, text = 'another text') => ({ sequence, text })

export const cases: readonly NegativeCase[] = [
  ...[undefined, 7, 'x', 'a.b.c', '{"issuers":[]}'].map((text) =>
    refuses(
      'token-readable',
      malformed,
      `the text ${text}`,
      verify(() => text),
    ),
  ),
  ...[
    { sequence: 0 },
    { sequence: '7' },
    { sequence: 1.5 },
    { sequence: undefined },
    { iat: undefined },
    { exp: undefined },
    { exp: 'never' },
    { sub: 7 },
  ].map((changes) =>
    refuses(
      'token-readable',
      malformed,
      JSON.stringify(changes),
      verify(() => sign(changes)),
    ),
  ),
  refuses(
    'token-signature',
    invalid,
    'the signature of a stranger',
    verify(() => sign({}, undefined, stranger)),
  ),
  refuses(
    'token-signature',
    invalid,
    "a stranger under the authority's kid",
    verify(() => sign({}, undefined, { ...stranger, keyId: signer.keyId })),
  ),
  refuses(
    'token-signature',
    invalid,
    'another type of token',
    verify(() => sign({}, 'statuslist+jwt')),
  ),
  refuses(
    'token-authority',
    invalid,
    'another iss',
    verify(() => sign({ iss: 'did:web:attacker.example' })),
  ),
  ...[`${expectedUrl}?`, 'https://other.example/trust-list'].map((sub) =>
    refuses(
      'token-subject',
      'trust_list_subject_mismatch',
      `the list of ${sub}`,
      verify(() => sign({ sub })),
    ),
  ),
  refuses(
    'not-expired',
    'trust_list_expired',
    'a list that ends now',
    verify(() => sign({ exp: nowSeconds })),
    verify(() => sign({ exp: nowSeconds + 1 })),
  ),
  refuses(
    'not-from-the-future',
    malformed,
    'a list of tomorrow',
    verify(() => sign({ iat: nowSeconds + 61 })),
    verify(() => sign({ iat: nowSeconds + 60 })),
  ),
  refuses(
    'not-rolled-back',
    rolledBack,
    'an older sequence',
    verify(() => sign({}), seen(8)),
    verify(() => sign({}), seen(6)),
  ),
  refuses(
    'same-content',
    rolledBack,
    'another content under the same sequence',
    verify(() => sign({}), seen(7)),
  ),
]
