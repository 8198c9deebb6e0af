import type { JsonObject, JsonValue, Signer } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import type { ErrorCode } from '@lontar/credentials/errors'
import { generatePrivateJwk, signJws } from '@lontar/credentials/jose'
import {
  parseTrustAuthority,
  parseTrustList,
  type SeenTrustList,
  type TrustAuthority,
  verifySignedTrustList,
} from '@lontar/credentials/trust'
import { codeOf, type NegativeCase } from '../negative-case.ts'
import { madeOnce } from '../support/made-once.ts'

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
  (make: () => unknown, expectedAfter?: SeenTrustList) => async (): Promise<string | undefined> => {
    const text = (await make()) as string
    return codeOf(() => verifySignedTrustList(text, { expectedAuthority, expectedUrl, expectedAfter, now }))
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
const seen = (sequence: number, secondsAgo = 3600, text = 'another text'): SeenTrustList => ({
  sequence,
  issuedAt: new Date(now.getTime() - secondsAgo * 1000),
  text,
})

const root = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
const key: JsonObject = { ...signer.publicJwk, kid: 'one' }
const entry: JsonObject = {
  issuer: 'did:web:issuer.example',
  types: ['urn:type'],
  jwks: { keys: [key] },
  roots: [root],
}
const attester: JsonObject = { issuer: 'https://attester.example', jwks: { keys: [key] } }
const file = { issuers: [entry], roots: [root], verifiers: [{ clientId: 'shop', asks: ['hotel_wni'] }] }
const pinning = (count: number) => ({
  jwks: { keys: Array.from({ length: count }, (_, index) => ({ ...key, kid: `${index}` })) },
})
const issuersPinning = (count: number, each: number, name = 'urn:issuer') =>
  Array.from({ length: count }, (_, index) => ({ ...entry, issuer: `${name}:${index}`, ...pinning(each) }))
const readFile = (changes: object) => () => codeOf(() => parseTrustList({ ...file, ...changes }))
const readIssuer = (changes: object) => readFile({ issuers: [{ ...entry, ...changes }] })

/** A file that breaks one rule, and the same file as it should be. */
function wrongList(step: string, name: string, run: Run): NegativeCase {
  return refuses(`list-${step}`, malformed, name, run, readFile({}))
}

const wrongLists: readonly NegativeCase[] = [
  ...[{ issuers: undefined }, { issuers: {} }, { issuers: ['did:web:issuer.example'] }, { roots: null }].map(
    (changes) => wrongList('shape', JSON.stringify(changes), readFile(changes)),
  ),
  ...[{ issuer: '' }, { types: 'urn:type' }, { types: [7] }, { jwks: [key] }, { roots: root }].map(
    (changes) =>
      wrongList('shape', `an issuer with ${Object.keys(changes)} of another kind`, readIssuer(changes)),
  ),
  wrongList('members', 'an unknown member', readFile({ issuer: [] })),
  wrongList('members', 'a misspelt restriction', readIssuer({ type: ['urn:type'] })),
  wrongList(
    'members',
    'a jwks_uri',
    readIssuer({ jwks: { keys: [key], jwks_uri: 'https://issuer.example' } }),
  ),
  wrongList('members', 'an authority with types', () =>
    codeOf(() => parseTrustAuthority({ issuer, jwks: { keys: [key] }, types: [] })),
  ),
  wrongList('not-empty', 'an issuer of no type', readIssuer({ types: [] })),
  wrongList('not-empty', 'no pinned key', readIssuer({ jwks: { keys: [] } })),
  ...['*', 'https://issuer.example/*'].map((type) =>
    wrongList('type-exact', `the type ${type}`, readIssuer({ types: [type] })),
  ),
  ...['issuer.example', 'http://issuer.example'].map((name) =>
    wrongList('issuer-found', `${name} without keys`, readIssuer({ issuer: name, jwks: undefined })),
  ),
  refuses('list-key-count', malformed, '65 pinned keys', readIssuer(pinning(65)), readIssuer(pinning(64))),
  refuses(
    'list-key-count',
    malformed,
    'an authority with 65 keys',
    () => codeOf(() => parseTrustAuthority({ issuer, ...pinning(65) })),
    () => codeOf(() => parseTrustAuthority({ issuer, ...pinning(64) })),
  ),
  refuses(
    'list-key-total',
    malformed,
    '1,025 pinned keys of 17 issuers',
    readFile({ issuers: [...issuersPinning(16, 64), ...issuersPinning(1, 1, 'urn:other')] }),
    readFile({ issuers: [...issuersPinning(16, 64)] }),
  ),
  wrongList('key', 'a private key', readIssuer({ jwks: { keys: [{ ...key, d: 'AAAA' }] } })),
  wrongList('key-named', 'a key without a kid', readIssuer({ jwks: { keys: [signer.publicJwk] } })),
  wrongList('root', 'a root that is no PEM', readFile({ roots: ['AAAA'] })),
  wrongList(
    'root',
    "an issuer's root that is no certificate",
    readIssuer({
      roots: [root.replaceAll('CERTIFICATE', 'PRIVATE KEY')],
    }),
  ),
  ...['https://issuer.example', 'Issuer.example', 'issuer.example/status', ''].map((host) =>
    wrongList(host === '' ? 'shape' : 'status-host', `the host ${host}`, readIssuer({ statusHosts: [host] })),
  ),
  wrongList('not-empty', 'no host at all', readIssuer({ statusHosts: [] })),
  wrongList('once', 'a host twice', readIssuer({ statusHosts: ['a.example', 'a.example'] })),
  wrongList('once', 'an issuer twice', readFile({ issuers: [entry, entry] })),
  wrongList('once', 'a verifier twice', readFile({ verifiers: [...file.verifiers, ...file.verifiers] })),
  wrongList('once', 'who attests verifiers twice', readFile({ verifierAttesters: [attester, attester] })),
  wrongList(
    'shape',
    'who attests verifiers without a name',
    readFile({ verifierAttesters: [{ jwks: attester.jwks }] }),
  ),
  wrongList('once', 'a type twice', readIssuer({ types: ['urn:type', 'urn:type'] })),
  wrongList('once', 'a kid twice', readIssuer({ jwks: { keys: [key, key] } })),
]

export const cases: readonly NegativeCase[] = [
  ...wrongLists,
  refuses(
    'token-readable',
    malformed,
    'a text of more than 4 MiB',
    verify(madeOnce(() => sign({ more: 'x'.repeat(3_200_000) }))),
    verify(() => sign({ more: 'x'.repeat(100_000) })),
  ),
  refuses(
    'list-shape',
    malformed,
    'a signed list without a list',
    verify(() => sign({ trust_list: undefined })),
  ),
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
    { iss: undefined },
    { next_update: 'soon' },
  ].map((changes) =>
    refuses(
      'token-members',
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
    'not-from-the-future',
    malformed,
    'a list that holds from later on',
    verify(() => sign({ nbf: nowSeconds + 61 })),
    verify(() => sign({ nbf: nowSeconds + 60 })),
  ),
  refuses(
    'token-members',
    malformed,
    'an nbf in words',
    verify(() => sign({ nbf: 'now' })),
    verify(() => sign({ nbf: nowSeconds })),
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
  refuses(
    'not-issued-earlier',
    rolledBack,
    'a newer sequence that was issued before',
    verify(() => sign({}), seen(6, 59)),
    verify(() => sign({}), seen(6, 60)),
  ),
]
