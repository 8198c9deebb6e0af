import {
  type CredentialFormat,
  createDcSdJwtFormat,
  createJwtVcJsonFormat,
  createLocalSigner,
  createVcJwtFormat,
  createVcSdJwtFormat,
  type ExpectedKeyBinding,
  type JsonObject,
  type JsonValue,
  passed,
  type Signer,
  type TrustedIssuer,
} from '@lontar/credentials'
import { createDidJwk, didJwkSigner } from '@lontar/credentials/did'
import type { ErrorCode } from '@lontar/credentials/errors'
import { bareJwk, encodeUtf8, generatePrivateJwk, hashText, signJws } from '@lontar/credentials/jose'
import { createVp, parseVp, verifyVp } from '@lontar/credentials/presentation'
import { issueSdJwt } from '@lontar/credentials/sd-jwt'
import { codeOf, codeOfVerdict, type NegativeCase } from '../negative-case.ts'

const now = new Date('2026-11-01T04:00:00Z')
const nowSeconds = now.getTime() / 1000
const day = 86_400
const typeUrl = 'https://issuer.example/vct/ktp/1'
const contextUrl = 'https://issuer.example/contexts/lontar/1'
const v1 = 'https://www.w3.org/2018/credentials/v1'
const v2 = 'https://www.w3.org/ns/credentials/v2'
const audience = 'x509_san_dns:hotel.example'
const nonce = 'a-nonce-of-this-request'
const binding: ExpectedKeyBinding = { expectedNonce: nonce, expectedAudience: audience }
const contextBytes = encodeUtf8('{"@context":{}}')

const issuer = await didJwkSigner(await generatePrivateJwk())
const holder = await createLocalSigner(await generatePrivateJwk())
const stranger = await createLocalSigner(await generatePrivateJwk())
const iss = createDidJwk(issuer.publicJwk)
const holderDid = createDidJwk(holder.publicJwk)
const trusted: TrustedIssuer = {
  issuer: iss,
  types: [typeUrl],
  jwks: { keys: [{ ...issuer.publicJwk, kid: issuer.keyId }] },
}

const contexts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  [contextUrl]: { KtpCredential: typeUrl },
  'urn:context:other': { KtpCredential: 'urn:x:1' },
  'urn:context:base': { VerifiableCredential: 'urn:x:1' },
}
const resolveContext = (url: string) => contexts[url]
const resolveResource = (url: string) => (url === contextUrl ? contextBytes : undefined)
const dc = createDcSdJwtFormat()
const sd = createVcSdJwtFormat({ resolveContext, resolveResource })
const jwt = createVcJwtFormat({ resolveContext, resolveResource })
const v1Jwt = createJwtVcJsonFormat({ resolveContext })
const pinning = createVcJwtFormat({ resolveContext, resolveResource, refuseUnknownResources: true })

const cnf = { jwk: { ...bareJwk(holder.publicJwk) } }

const vct: JsonObject = { iss, vct: typeUrl, iat: nowSeconds, exp: nowSeconds + day, cnf, name: 'A' }

const w3c: JsonObject = {
  '@context': [v2, contextUrl],
  type: ['VerifiableCredential', 'KtpCredential'],
  issuer: iss,
  validFrom: '2026-10-31T00:00:00Z',
  exp: nowSeconds + day,
  cnf,
  credentialSubject: { ageEqualOrOver18: true },
}

const vc: JsonObject = {
  '@context': [v1, contextUrl],
  type: ['VerifiableCredential', 'KtpCredential'],
  credentialSubject: { ageEqualOrOver18: true },
}

const w3cVersion1: JsonObject = { iss, sub: holderDid, nbf: nowSeconds, exp: nowSeconds + day, vc }

/** Members that are `undefined` are left out. */
type Changes = Readonly<Record<string, JsonValue | undefined>>

const changed = (object: JsonObject, changes: Changes): JsonObject =>
  Object.fromEntries(
    Object.entries({ ...object, ...changes }).filter(([, value]) => value !== undefined),
  ) as JsonObject

const sign = (
  typ: string,
  payload: JsonObject,
  header: JsonObject = {},
  signer: Signer = issuer,
): Promise<string> => signJws({ header: { typ, ...header }, payload, signer })

interface Options {
  readonly expectedKeyBinding?: ExpectedKeyBinding
  readonly expectedIssuers?: readonly TrustedIssuer[]
  readonly expectedTypes?: readonly string[]
}

const verify =
  (format: CredentialFormat, make: () => Promise<unknown>, options: Options = {}) =>
  async () => {
    const text = await make()
    return codeOfVerdict(() =>
      format.verify(text as string, {
        expectedIssuers: [trusted],
        expectedTypes: [typeUrl],
        expectedKeyBinding: 'none',
        checkStatus: async () => passed('status', 'of the case'),
        now,
        ...options,
      }),
    )
  }

const asDc = (changes: Changes) =>
  verify(dc, async () => `${await sign('dc+sd-jwt', changed(vct, changes))}~`)
const asSd = (changes: Changes, options?: Options) =>
  verify(sd, async () => `${await sign('vc+sd-jwt', changed(w3c, changes))}~`, options)
const asJwt = (changes: Changes, options?: Options) =>
  verify(jwt, () => sign('vc+jwt', changed(w3c, changes)), options)
const asV1 = (changes: Changes, inner: Changes = {}) =>
  verify(v1Jwt, () => sign('JWT', changed(w3cVersion1, { vc: changed(vc, inner), ...changes })))

type Run = NegativeCase['run']

function refuses(step: string, expected: ErrorCode, name: string, run: Run, twin?: Run): NegativeCase {
  return { step: `format.${step}`, expected, name, run, ...(twin && { twin }) }
}

const malformed = 'credential_malformed'

/** The same change, refused in both version 2.0 formats. */
function refusesW3c(step: string, expected: ErrorCode, changes: Changes, twin: Changes = {}): NegativeCase[] {
  const name = JSON.stringify(changes).slice(0, 80)
  return [
    refuses(step, expected, `vc+sd-jwt with ${name}`, asSd(changes), asSd(twin)),
    refuses(step, expected, `vc+jwt with ${name}`, asJwt(changes), asJwt(twin)),
  ]
}

const statusEntry = {
  id: 'urn:x:1',
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '7',
  statusListCredential: 'https://issuer.example/status/1',
}
const multihash = Buffer.from([
  0x12,
  0x20,
  ...Buffer.from(await hashText('{"@context":{}}'), 'base64url'),
]).toString('base64url')
const digest = `sha256-${Buffer.from(await hashText('{"@context":{}}'), 'base64url').toString('base64')}`

// Presentations

const envelope = async (changes: Changes = {}): Promise<JsonObject> =>
  changed(
    {
      '@context': v2,
      id: `data:application/vc+jwt,${await sign('vc+jwt', w3c)}`,
      type: 'EnvelopedVerifiableCredential',
    },
    changes,
  )

interface VpOptions {
  readonly typ?: string
  readonly signer?: Signer
}

async function vp(
  changes: Changes = {},
  { typ = 'vp+jwt', signer = holder }: VpOptions = {},
): Promise<string> {
  const payload = {
    '@context': [v2],
    type: ['VerifiablePresentation'],
    verifiableCredential: [await envelope()],
    aud: audience,
    nonce,
    iat: nowSeconds,
  }
  return sign(typ, changed(payload, changes), {}, signer)
}

async function vpVersion1(changes: Changes = {}): Promise<string> {
  const inner = {
    '@context': [v1],
    type: ['VerifiablePresentation'],
    verifiableCredential: [await sign('JWT', w3cVersion1)],
  }
  const payload = { iss: holderDid, aud: audience, nonce, iat: nowSeconds, vp: inner }
  return sign('JWT', changed(payload, changes), {}, holder)
}

const presents = (make: () => Promise<string>, format: CredentialFormat = jwt) =>
  verify(format, make, { expectedKeyBinding: binding })

/** Verifies a presentation for itself, whatever its credentials. */
const verifiesVp =
  (
    make: () => Promise<string>,
    expectedFormats: readonly CredentialFormat[] = [jwt, v1Jwt],
    expectedKeyBinding: ExpectedKeyBinding = binding,
  ) =>
  async () => {
    const text = await make()
    return codeOfVerdict(() =>
      verifyVp(text, {
        expectedFormats,
        expectedIssuers: [trusted],
        expectedTypes: [typeUrl],
        expectedKeyBinding,
        checkStatus: async () => passed('status', 'of the case'),
        now,
      }),
    )
  }

const rightVp = presents(() => vp())
const rightVpVersion1 = presents(() => vpVersion1(), v1Jwt)
const presentation = 'presentation_malformed'

export const cases: readonly NegativeCase[] = [
  ...([undefined, 7, null, 'a'.repeat(1_048_577)] as const).map((text) =>
    refuses(
      'credential-text',
      malformed,
      `a credential that is ${typeof text}`,
      verify(jwt, async () => text),
    ),
  ),
  refuses(
    'credential-text',
    malformed,
    'more than 1 MiB',
    asJwt({ filler: 'x'.repeat(800_000) }),
    asJwt({ filler: 'x' }),
  ),
  ...['vc', 'vp', 'vct', 'proof'].flatMap((name) =>
    refusesW3c('no-second-credential', malformed, { [name]: {} }),
  ),
  ...[undefined, 'x', [vc], { ...vc, proof: {} }].map((value) =>
    refuses(
      'jwt-vc-credential',
      malformed,
      `vc ${JSON.stringify(value)?.slice(0, 20)}`,
      asV1({ vc: value }),
      asV1({}),
    ),
  ),
  ...['x', '', 7, {}, { id: 'x' }, [iss]].flatMap((value) =>
    refusesW3c('issuer-url', malformed, { issuer: value }),
  ),
  ...refusesW3c('issuer-agrees', 'credential_issuer_mismatch', { iss: 'did:example:other' }, { iss }),
  refuses(
    'issuer-agrees',
    'credential_issuer_mismatch',
    'jwt_vc_json of two issuers',
    asV1({}, { issuer: 'did:example:other' }),
    asV1({}, { issuer: { id: iss } }),
  ),
  refuses('issuer-claim', malformed, 'jwt_vc_json without iss', asV1({ iss: undefined }, { issuer: iss })),
  refuses(
    'subject-agrees',
    'credential_holder_mismatch',
    'jwt_vc_json of two subjects',
    asV1({ sub: 'did:example:other' }, { credentialSubject: { id: holderDid } }),
    asV1({}, { credentialSubject: { id: holderDid } }),
  ),
  refuses(
    'id-agrees',
    malformed,
    'jwt_vc_json of two ids',
    asV1({ jti: 'urn:x:1' }, { id: 'urn:x:2' }),
    asV1({ jti: 'urn:x:1' }),
  ),
  refuses(
    'dates-agree',
    malformed,
    'jwt_vc_json of two ends',
    asV1({}, { expirationDate: '2027-01-01T00:00:00Z' }),
    asV1({}, { expirationDate: '2026-11-02T04:00:00Z' }),
  ),
  refuses(
    'issuance-date',
    malformed,
    'jwt_vc_json without a beginning',
    asV1({ nbf: undefined, iat: nowSeconds }),
  ),
  ...[undefined, 7, '', [typeUrl]].map((value) =>
    refuses('vct', malformed, `vct ${JSON.stringify(value)}`, asDc({ vct: value }), asDc({})),
  ),
  ...[undefined, 7, '', [iss]].map((value) =>
    refuses('iss', malformed, `iss ${JSON.stringify(value)}`, asDc({ iss: value })),
  ),
  ...['x', [7], [typeUrl]].map((value) =>
    refuses(
      'aka-vcts',
      malformed,
      `aka_vcts ${JSON.stringify(value)}`,
      asDc({ aka_vcts: value }),
      asDc({ aka_vcts: ['x'] }),
    ),
  ),
  ...['x', 7, ['urn:x:1']].flatMap((id) => refusesW3c('credential-id', malformed, { id }, { id: 'urn:x:1' })),
  ...[undefined, [], {}, [{}], 'x', [{ a: 1 }, {}]].flatMap((value) =>
    refusesW3c('subject-filled', malformed, { credentialSubject: value }),
  ),
  refuses(
    'subject-filled',
    malformed,
    'jwt_vc_json of two subjects',
    asV1({}, { credentialSubject: [{ a: 1 }, { a: 2 }] }),
  ),
  ...['x', 7].flatMap((id) =>
    refusesW3c(
      'subject-id',
      malformed,
      { credentialSubject: { id } },
      { credentialSubject: { id: 'urn:x:1' } },
    ),
  ),
  ...[7, [], { '@language': 'id' }, { '@value': 'x', url: 'x' }, ['x']].flatMap((name) =>
    refusesW3c('language-value', malformed, { name }, { name: [{ '@value': 'x', '@language': 'id' }] }),
  ),
  ...['credentialSchema', 'evidence', 'refreshService', 'termsOfUse'].flatMap((member) =>
    refusesW3c(
      'typed-member',
      malformed,
      { [member]: { id: 'urn:x:1' } },
      { [member]: { id: 'urn:x:1', type: 'X' } },
    ),
  ),
  ...['credentialSchema', 'evidence', 'refreshService', 'termsOfUse'].flatMap((member) =>
    refusesW3c(
      'typed-member-id',
      malformed,
      { [member]: { id: 'x', type: 'X' } },
      { [member]: [{ id: 'urn:x:1', type: ['X'] }] },
    ),
  ),
  ...[undefined, 7, [], ['X', 7]].flatMap((type) =>
    refusesW3c(
      'status-typed',
      malformed,
      { credentialStatus: changed(statusEntry, { type }) },
      { credentialStatus: statusEntry },
    ),
  ),
  ...['x', ['urn:x:1']].flatMap((id) =>
    refusesW3c('status-id', malformed, { credentialStatus: { ...statusEntry, type: 'X', id } }),
  ),
  ...refusesW3c('schema-id', malformed, { credentialSchema: { type: 'X' } }),
  ...[
    {},
    { id: 'urn:x:1' },
    { id: 'x', digestSRI: digest },
    { id: 'urn:x:1', digestSRI: 7 },
    [
      { id: 'urn:x:1', digestSRI: digest },
      { id: 'urn:x:1', digestSRI: digest },
    ],
  ].flatMap((relatedResource) =>
    refusesW3c(
      'resource-entry',
      malformed,
      { relatedResource: relatedResource as JsonValue },
      {
        relatedResource: { id: 'urn:x:1', digestSRI: digest },
      },
    ),
  ),
  ...['2026-10-31', '2026-10-31T00:00:00', 'yesterday', 7, '2026-02-30T00:00:00Z'].flatMap((validFrom) =>
    refusesW3c('date-readable', malformed, { validFrom }, { validFrom: '2026-10-31T00:00:00+08:00' }),
  ),
  ...refusesW3c('dates-ordered', malformed, {
    validFrom: '2026-11-30T00:00:00Z',
    validUntil: '2026-11-29T00:00:00Z',
  }),
  ...[undefined, v2, [v2, { KtpCredential: typeUrl }], {}].flatMap((value) =>
    refusesW3c('context-texts', malformed, { '@context': value as JsonValue }),
  ),
  ...[[], [contextUrl, v2], [v1, contextUrl]].flatMap((value) =>
    refusesW3c('base-context-first', malformed, { '@context': value }),
  ),
  refuses(
    'base-context-first',
    malformed,
    'jwt_vc_json with the context of 2.0',
    asV1({}, { '@context': [v2, contextUrl] }),
  ),
  ...[undefined, 7, [7], {}].flatMap((type) =>
    refusesW3c('type-texts', malformed, { type: type as JsonValue }),
  ),
  ...['KtpCredential', ['KtpCredential'], []].flatMap((type) => refusesW3c('base-type', malformed, { type })),
  ...refusesW3c('context-known', 'credential_context_unknown', {
    '@context': [v2, contextUrl, 'https://attacker.example'],
  }),
  ...['urn:context:other', 'urn:context:base'].flatMap((url) =>
    refusesW3c('type-meaning', 'credential_context_unknown', { '@context': [v2, contextUrl, url] }),
  ),
  ...refusesW3c('type-known', 'credential_context_unknown', {
    type: ['VerifiableCredential', 'KtpCredential', 'Other'],
  }),
  ...['sha256-AAAA', 'sha1-AAAA', `sha512-AAAA ${digest}`].flatMap((digestSRI) =>
    refusesW3c(
      'resource-digest',
      'credential_resource_mismatch',
      { relatedResource: { id: contextUrl, digestSRI } },
      { relatedResource: { id: contextUrl, digestSRI: digest } },
    ),
  ),
  ...[`z${'1'.repeat(44)}`, `u${multihash.slice(0, -1)}A`, 'f00', 'u!', ''].flatMap((digestMultibase) =>
    refusesW3c(
      'resource-digest',
      'credential_resource_mismatch',
      { relatedResource: { id: contextUrl, digestMultibase, digestSRI: digest } },
      { relatedResource: { id: contextUrl, digestMultibase: `u${multihash}` } },
    ),
  ),
  refuses(
    'resource-known',
    'credential_resource_unknown',
    'a resource that is not pinned, where all must be',
    verify(pinning, () => sign('vc+jwt', { ...w3c, relatedResource: { id: 'urn:x:1', digestSRI: digest } })),
    verify(pinning, () => sign('vc+jwt', { ...w3c, relatedResource: { id: contextUrl, digestSRI: digest } })),
  ),
  ...(
    [
      ['context', 'another base context', { '@context': [v1] }],
      ['context', 'the base context in second place', { '@context': [contextUrl, v2] }],
      ['context', 'a context inside', { '@context': [v2, { holder: 'urn:x:1' }] }],
      ['context', 'no context', { '@context': undefined }],
      ['type', 'no base type', { type: ['Presentation'] }],
      ['type', 'no type', { type: undefined }],
      ['alone', 'a vp in a vp', { vp: {} }],
      ['alone', 'a vc beside it', { vc: {} }],
      ['alone', 'a proof inside', { proof: {} }],
      ['id', 'an id that is no URL', { id: 'x' }],
      ['id', 'two ids', { id: ['urn:x:1', 'urn:x:2'] }],
      ['id', 'an id that is not jti', { id: 'urn:x:1', jti: 'urn:x:2' }],
      ['holder', 'a holder without an id', { holder: { name: 'A' } }],
    ] as const
  ).map(([step, name, changes]) =>
    refuses(
      `presentation-${step}`,
      presentation,
      name,
      presents(() => vp(changes as Changes)),
      presents(() => vp({ id: 'urn:x:1', jti: 'urn:x:1' })),
    ),
  ),
  refuses(
    'presentation-count',
    presentation,
    'more than 32 credentials',
    () => codeOf(async () => parseVp(await vp({ verifiableCredential: await envelopes(33) }))),
    () => codeOf(async () => parseVp(await vp({ verifiableCredential: await envelopes(32) }))),
  ),
  refuses(
    'presentation-filled',
    presentation,
    'nothing in it',
    verifiesVp(() => vp({ verifiableCredential: [] })),
    verifiesVp(async () => vp({ verifiableCredential: await envelopes(2) })),
  ),
  refuses(
    'presentation-format',
    'credential_format_unsupported',
    'a format that nobody asked for',
    verifiesVp(() => vp(), [sd, v1Jwt]),
    verifiesVp(() => vp(), [sd, jwt]),
  ),
  refuses(
    'issuer-known',
    'issuer_untrusted',
    'one stranger among the issuers of a presentation',
    verifiesVp(async () =>
      vp({ verifiableCredential: [...(await envelopes(1)), await strangersEnvelope()] }),
    ),
  ),
  refuses(
    'presentation-signature',
    'key_binding_invalid',
    'a presentation of two holders',
    verifiesVp(async () =>
      vp({ verifiableCredential: [...(await envelopes(1)), await otherHoldersEnvelope()] }),
    ),
  ),
  refuses(
    'presentation-times',
    'key_binding_time_out_of_range',
    'a presentation at rest that has ended',
    verifiesVp(() => vp({ exp: nowSeconds }), [jwt], 'none'),
    verifiesVp(() => vp({ exp: nowSeconds + 1, nonce: 'other' }), [jwt], 'none'),
  ),
  refuses(
    'presentation-nonce',
    'key_binding_nonce_mismatch',
    'a version 1.1 of two credentials for another request',
    verifiesVp(() => twoOfVersion1('other')),
    verifiesVp(() => twoOfVersion1(nonce)),
  ),
  refuses(
    'presentation-readable',
    presentation,
    'a vp+sd-jwt that is cut off',
    presents(() => vp({}, { typ: 'vp+sd-jwt' })),
  ),
  refuses(
    'presentation-readable',
    presentation,
    'a version 1.1 whose vp is text',
    presents(() => vpVersion1({ vp: 'x' }), v1Jwt),
    rightVpVersion1,
  ),
  ...[
    { id: 'https://issuer.example/1' },
    { id: 'data:application/vc+jwt;base64,AAAA' },
    { id: 'data:application/jwt,a.b.c' },
    { type: 'VerifiableCredential' },
    { '@context': v1 },
  ].map((changes) =>
    refuses(
      'presentation-enveloped',
      presentation,
      JSON.stringify(changes),
      presents(async () => vp({ verifiableCredential: [await envelope(changes)] })),
      rightVp,
    ),
  ),
  refuses(
    'presentation-enveloped',
    presentation,
    'a bare credential',
    presents(() => vp({ verifiableCredential: [w3c] })),
  ),
  refuses(
    'presentation-enveloped',
    presentation,
    'a credential that is read without its envelope',
    () => codeOf(async () => parseVp(await vp({ verifiableCredential: [w3c] }))),
    () => codeOf(async () => parseVp(await vp())),
  ),
  refuses(
    'presentation-single',
    presentation,
    'no credential',
    presents(() => vp({ verifiableCredential: [] })),
    rightVp,
  ),
  refuses(
    'presentation-single',
    presentation,
    'two credentials',
    presents(async () => vp({ verifiableCredential: [await envelope(), await envelope()] })),
  ),
  refuses(
    'presentation-holder',
    presentation,
    'iss and holder that differ',
    presents(() => vp({ iss: holderDid, holder: 'urn:x:1' })),
    presents(() => vp({ iss: holderDid, holder: { id: holderDid } })),
  ),
  refuses(
    'presentation-holder',
    presentation,
    'a holder that is no URL',
    presents(() => vp({ holder: 'x' })),
  ),
  refuses(
    'issuer-known',
    'issuer_untrusted',
    'an issuer whom nobody knows',
    asJwt({}, { expectedIssuers: [] }),
    asJwt({}),
  ),
  refuses(
    'issuer-once',
    'issuer_untrusted',
    'an issuer who is listed twice',
    asJwt({}, { expectedIssuers: [trusted, trusted] }),
  ),
  refuses(
    'type-entrusted',
    'issuer_untrusted',
    "a type that is not the issuer's",
    asJwt({}, { expectedIssuers: [{ ...trusted, types: ['urn:x'] }] }),
  ),
  refuses(
    'key-named',
    'jws_key_unknown',
    'a key named by no URL',
    verify(jwt, () => sign('vc+jwt', w3c, {}, { ...issuer, keyId: 'key-1' }), {
      expectedIssuers: [{ ...trusted, jwks: { keys: [{ ...issuer.publicJwk, kid: 'key-1' }] } }],
    }),
    verify(jwt, () => sign('vc+jwt', changed(w3c, { iss }), {}, { ...issuer, keyId: 'key-1' }), {
      expectedIssuers: [{ ...trusted, jwks: { keys: [{ ...issuer.publicJwk, kid: 'key-1' }] } }],
    }),
  ),
  ...['exp', 'cnf'].map((name) =>
    refuses(
      'claim-not-disclosable',
      'sd_jwt_protected_claim_disclosable',
      `an SD-JWT VC that could hold ${name} back`,
      verify(dc, () => signDisclosable(name)),
      verify(dc, () => signDisclosable('name')),
    ),
  ),
  refuses(
    'type-expected',
    'credential_type_unexpected',
    'a type that nobody asked for',
    asJwt({}, { expectedTypes: ['urn:x'] }),
  ),
  refuses('end-present', malformed, 'dc+sd-jwt without an end', asDc({ exp: undefined })),
  refuses(
    'end-present',
    malformed,
    'vc+jwt without an end',
    asJwt({ exp: undefined }),
    asJwt({ exp: undefined, validUntil: '2027-01-01T00:00:00Z' }),
  ),
  ...['x', null, -1, [nowSeconds], 1e12].map((exp) =>
    refuses('times-readable', malformed, `exp ${JSON.stringify(exp)}`, asDc({ exp }), asDc({})),
  ),
  refuses(
    'not-expired',
    'credential_expired',
    'dc+sd-jwt that ends now',
    asDc({ exp: nowSeconds }),
    asDc({ exp: nowSeconds + 1 }),
  ),
  ...refusesW3c(
    'not-expired',
    'credential_expired',
    { validUntil: '2026-11-01T04:00:00Z' },
    { validUntil: '2026-11-01T04:00:01Z' },
  ),
  refuses(
    'begun',
    'credential_not_yet_valid',
    'dc+sd-jwt of tomorrow',
    asDc({ nbf: nowSeconds + 61 }),
    asDc({ nbf: nowSeconds + 60 }),
  ),
  ...refusesW3c(
    'begun',
    'credential_not_yet_valid',
    { validFrom: '2026-11-01T04:01:01Z' },
    { validFrom: '2026-11-01T04:01:00Z' },
  ),
  refuses(
    'holder-keys-agree',
    'credential_holder_mismatch',
    'cnf and subject of two keys',
    asV1({ cnf: { jwk: { ...bareJwk(stranger.publicJwk) } } }),
    asV1({ cnf }),
  ),
  refuses(
    'status-once',
    malformed,
    'a status beside vc and another in it',
    asV1({ status: statusAt(1) }, { status: statusAt(2) }),
    asV1({ status: statusAt(1) }),
  ),
  refuses(
    'own-holder-key',
    'credential_holder_mismatch',
    'a presentation by another key',
    () =>
      codeOf(async () =>
        jwt.present({
          credential: await sign('vc+jwt', w3c),
          disclose: [['credentialSubject']],
          signer: stranger,
          audience,
          nonce,
          now,
        }),
      ),
    () =>
      codeOf(async () =>
        jwt.present({
          credential: await sign('vc+jwt', w3c),
          disclose: [['credentialSubject']],
          signer: holder,
          audience,
          nonce,
          now,
        }),
      ),
  ),
  refuses(
    'presentation-signature',
    'key_binding_invalid',
    'signed by a stranger',
    presents(() => vp({}, { signer: stranger })),
    rightVp,
  ),
  refuses(
    'presentation-nonce',
    'key_binding_nonce_mismatch',
    'another nonce',
    presents(() => vp({ nonce: 'other' })),
    rightVp,
  ),
  refuses(
    'presentation-nonce',
    'key_binding_nonce_mismatch',
    'no nonce in version 1.1',
    presents(() => vpVersion1({ nonce: undefined }), v1Jwt),
    rightVpVersion1,
  ),
  ...['other', [audience, 'other'], [], undefined].map((aud) =>
    refuses(
      'presentation-audience',
      'key_binding_audience_mismatch',
      `aud ${JSON.stringify(aud)} in version 1.1`,
      presents(() => vpVersion1({ aud }), v1Jwt),
      presents(() => vpVersion1({ aud: [audience] }), v1Jwt),
    ),
  ),
  ...['other', [audience], undefined].map((aud) =>
    refuses(
      'presentation-audience',
      'key_binding_audience_mismatch',
      `aud ${JSON.stringify(aud)}`,
      presents(() => vp({ aud })),
      rightVp,
    ),
  ),
  ...['x', null, nowSeconds - 301, nowSeconds + 61].map((iat) =>
    refuses(
      'presentation-times',
      'key_binding_time_out_of_range',
      `iat ${JSON.stringify(iat)}`,
      presents(() => vp({ iat })),
      presents(() => vp({ iat: undefined })),
    ),
  ),
  refuses(
    'presentation-times',
    'key_binding_time_out_of_range',
    'a presentation that has ended',
    presents(() => vp({ exp: nowSeconds })),
  ),
  refuses(
    'presentation-holder-is-subject',
    'credential_holder_mismatch',
    'a holder who is not the subject',
    presents(() => vpVersion1({ iss: 'did:example:other' }), v1Jwt),
    rightVpVersion1,
  ),
  refuses(
    'presentation-holder-is-subject',
    'credential_holder_mismatch',
    'a holder who is not the subject of the vc+sd-jwt in the envelope',
    presents(() => vpOfSd('did:example:other'), sd),
    presents(() => vpOfSd(holderDid), sd),
  ),
  ...['junk', [], null].map((x5c) =>
    refuses(
      'key-named',
      'jws_key_unknown',
      `a DID without kid beside an x5c of ${JSON.stringify(x5c)}`,
      // A header with a key of its own has no kid; nobody looks at that key.
      verify(jwt, () => sign('vc+jwt', w3c, { x5c, jwk: {} })),
      verify(jwt, () => sign('vc+jwt', w3c)),
    ),
  ),
]

/** A presentation of the holder around a credential with selective disclosure about him. */
async function vpOfSd(presenter: string): Promise<string> {
  const credentialSubject = { id: holderDid, ageEqualOrOver18: true }
  const credential = `${await sign('vc+sd-jwt', changed(w3c, { credentialSubject }))}~`
  const id = `data:application/vc+sd-jwt,${credential}`
  return vp({ holder: presenter, verifiableCredential: [await envelope({ id })] })
}

function statusAt(idx: number): JsonObject {
  return { status_list: { uri: 'https://issuer.example/status/1', idx } }
}

async function envelopes(count: number): Promise<JsonObject[]> {
  const one = await envelope()
  return Array.from({ length: count }, () => one)
}

async function strangersEnvelope(): Promise<JsonObject> {
  const did = createDidJwk(stranger.publicJwk)
  const text = await sign('vc+jwt', { ...w3c, issuer: did }, {}, { ...stranger, keyId: `${did}#0` })
  return envelope({ id: `data:application/vc+jwt,${text}` })
}

async function otherHoldersEnvelope(): Promise<JsonObject> {
  const text = await sign('vc+jwt', { ...w3c, cnf: { jwk: { ...bareJwk(stranger.publicJwk) } } })
  return envelope({ id: `data:application/vc+jwt,${text}` })
}

async function twoOfVersion1(ofNonce: string): Promise<string> {
  const credential = { format: 'jwt_vc_json', text: await sign('JWT', w3cVersion1) } as const
  return createVp({
    credentials: [credential, credential],
    signer: holder,
    holder: holderDid,
    audience,
    nonce: ofNonce,
    now,
  })
}

/** An SD-JWT VC as a dishonest issuer signs it: any claim may be a disclosure. */
async function signDisclosable(name: string): Promise<string> {
  return issueSdJwt({ signer: issuer, header: { typ: 'dc+sd-jwt' }, payload: vct, disclosable: [[name]] })
}
