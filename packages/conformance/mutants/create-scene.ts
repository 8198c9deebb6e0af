import {
  type ClaimPath,
  type CredentialFormat,
  createDcSdJwtFormat,
  createJwtVcJsonFormat,
  createLocalSigner,
  createVcJwtFormat,
  createVcSdJwtFormat,
  type ExpectedKeyBinding,
  type JsonObject,
  type Signer,
  type SigningCurve,
  type TrustedIssuer,
} from '@lontar/credentials'
import { createDidJwk, didJwkSigner } from '@lontar/credentials/did'
import { NetworkError } from '@lontar/credentials/errors'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { bareJwk, generatePrivateJwk, parseJson, signJws } from '@lontar/credentials/jose'
import { createStatusChecker, createStatusListToken, verifyStatusListToken } from '@lontar/credentials/status'
import { codeOf, codeOfVerdict } from '../checks/negative-case.ts'
import type { Artefact, Cast } from './artefact.ts'

const now = new Date('2026-11-01T04:00:00Z')
const nowSeconds = now.getTime() / 1000
const day = 86_400
const typeUrl = 'https://issuer.example/vct/ktp/1'
const otherTypeUrl = 'https://issuer.example/vct/hotel/1'
const contextUrl = 'https://issuer.example/contexts/lontar/1'
const statusListUri = 'https://issuer.example/status/1'
const audience = 'x509_san_dns:hotel.example'
const nonce = 'a-nonce-of-this-request'
const binding: ExpectedKeyBinding = { expectedNonce: nonce, expectedAudience: audience }

/** The places of the status list and what they say: valid, invalid, suspended, an application's own. */
const statuses = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3)
const validPlace = 7

/** Everything that mutants are made of. */
export interface Scene {
  readonly cast: Cast
  readonly artefacts: readonly Artefact[]
}

/**
 * Makes valid artefacts of every kind: each format at rest and in a presentation, and a status list.
 *
 * @returns the scene.
 */
export async function createScene(): Promise<Scene> {
  const scenes = await Promise.all((['P-256', 'Ed25519'] as const).map(createSceneOn))
  const [first] = scenes
  if (first === undefined) throw new TypeError('There is no scene.')
  return { cast: first.cast, artefacts: scenes.flatMap(({ artefacts }) => artefacts) }
}

interface Stage {
  readonly cast: Cast
  readonly trusted: readonly TrustedIssuer[]
  readonly fetch: GuardedFetch
}

async function createSceneOn(crv: SigningCurve): Promise<Scene> {
  const cast: Cast = {
    issuer: await didJwkSigner(await generatePrivateJwk(crv)),
    otherIssuer: await didJwkSigner(await generatePrivateJwk(crv)),
    stranger: await didJwkSigner(await generatePrivateJwk(crv)),
    holder: await createLocalSigner(await generatePrivateJwk()),
    otherHolder: await createLocalSigner(await generatePrivateJwk()),
  }
  const list = await createStatusListToken({
    signer: cast.issuer,
    uri: statusListUri,
    bits: 2,
    values: statuses,
    issuedAt: now,
    expiresAt: new Date(now.getTime() + day * 1000),
    ttlSeconds: 900,
  })
  const trusted = [pin(cast.issuer, typeUrl), pin(cast.otherIssuer, otherTypeUrl)]
  const stage: Stage = { cast, trusted, fetch: serve({ [statusListUri]: list }) }
  const credentials = await Promise.all(formats(cast).map((format) => credentialArtefacts(stage, format)))
  const artefacts = [...credentials.flat(), statusListArtefact(stage, list)]
  return {
    cast,
    artefacts: artefacts.map((artefact) => ({
      ...artefact,
      name: `${artefact.name} on ${crv}`,
      lane: `${artefact.lane} ${crv}`,
    })),
  }
}

function pin(signer: Signer, type: string): TrustedIssuer {
  const key = { ...signer.publicJwk, kid: signer.keyId }
  return { issuer: createDidJwk(signer.publicJwk), types: [type], jwks: { keys: [key] } }
}

/** A network on which only these documents are served. */
function serve(documents: Readonly<Record<string, string>>): GuardedFetch {
  return async (url) => {
    const text = documents[url]
    if (text === undefined) throw new NetworkError('network_unreachable', 'Nobody answers.')
    const headers = new Headers({ 'content-type': 'application/statuslist+jwt' })
    return { status: 200, headers, text: () => text, json: () => parseJson(text) }
  }
}

interface SceneFormat {
  readonly format: CredentialFormat
  readonly isSdJwt: boolean
  payload(holder: Signer): JsonObject
  readonly wrongTimes: readonly JsonObject[]
}

const status = { status_list: { uri: statusListUri, idx: validPlace } }

const wrongNumericDates: readonly JsonObject[] = [
  { exp: nowSeconds },
  { exp: nowSeconds - 1 },
  { exp: String(nowSeconds + day) },
  { exp: null },
  { exp: -1 },
  { exp: [nowSeconds + day] },
  { nbf: nowSeconds + day },
  { nbf: String(nowSeconds) },
  { nbf: {} },
]

function formats({ issuer }: Cast): readonly SceneFormat[] {
  const iss = createDidJwk(issuer.publicJwk)
  const resolveContext = (url: string) => (url === contextUrl ? { KtpCredential: typeUrl } : undefined)
  const cnfOf = (holder: Signer) => ({ cnf: { jwk: { ...bareJwk(holder.publicJwk) } } })
  const claims = {
    name: 'MARIA CONTOH',
    ageEqualOrOver18: true,
    residence: { province: '53', regency: '5371' },
  }
  const jwtVcJson = createJwtVcJsonFormat({
    resolveContext,
    issue: ({ signer, payload }) => signJws({ header: { typ: 'JWT' }, payload, signer }),
  })
  const versionTwo: Pick<SceneFormat, 'payload' | 'wrongTimes'> = {
    payload: (holder) => ({
      '@context': ['https://www.w3.org/ns/credentials/v2', contextUrl],
      type: ['VerifiableCredential', 'KtpCredential'],
      issuer: iss,
      validFrom: '2026-10-31T00:00:00Z',
      validUntil: '2026-11-30T00:00:00Z',
      exp: nowSeconds + day,
      ...cnfOf(holder),
      status,
      credentialSubject: claims,
    }),
    wrongTimes: [
      ...wrongNumericDates,
      { validUntil: '2026-10-31T23:59:59Z' },
      { validUntil: 'tomorrow' },
      { validUntil: 7 },
      { validFrom: '2027-01-01T00:00:00Z' },
      { validFrom: '2026-10-31' },
    ],
  }
  return [
    {
      format: createDcSdJwtFormat(),
      isSdJwt: true,
      payload: (holder) => ({
        iss,
        vct: typeUrl,
        iat: nowSeconds,
        exp: nowSeconds + day,
        ...cnfOf(holder),
        status,
        ...claims,
      }),
      wrongTimes: [...wrongNumericDates, { exp: undefined } as unknown as JsonObject],
    },
    { ...versionTwo, format: createVcSdJwtFormat({ resolveContext }), isSdJwt: true },
    { ...versionTwo, format: createVcJwtFormat({ resolveContext }), isSdJwt: false },
    {
      format: jwtVcJson,
      isSdJwt: false,
      payload: (holder) => ({
        iss,
        sub: createDidJwk(holder.publicJwk),
        nbf: nowSeconds,
        exp: nowSeconds + day,
        status,
        vc: {
          '@context': ['https://www.w3.org/2018/credentials/v1', contextUrl],
          type: ['VerifiableCredential', 'KtpCredential'],
          credentialSubject: { ageEqualOrOver18: true },
        },
      }),
      wrongTimes: [...wrongNumericDates, { exp: undefined } as unknown as JsonObject],
    },
  ]
}

const missing = undefined as unknown as string

const wrongStatuses: readonly JsonObject[] = [
  ...[8, 9, 10, 12, 1e6, -1, 0.5, '7', null, 2 ** 53].map((idx) => ({
    status: { status_list: { uri: statusListUri, idx } },
  })),
  { status: { status_list: { uri: 'https://issuer.example/status/2', idx: 7 } } },
  { status: { status_list: { uri: `${statusListUri}?`, idx: 7 } } },
  { status: { status_list: { idx: 7 } } },
  { status: { status_list: { uri: statusListUri } } },
  { status: { status_list: [statusListUri, 7] } },
  { status: { identifier_list: { uri: statusListUri, id: '7' } } },
  { status: {} },
  { status: 'valid' },
  { status: missing },
]

/** A credential at rest and a presentation of it, if the format can be presented. */
async function credentialArtefacts(stage: Stage, scene: SceneFormat): Promise<readonly Artefact[]> {
  const { format, isSdJwt } = scene
  const text = await issue(stage, scene, stage.cast.holder)
  const common = { signer: stage.cast.issuer, isSdJwt, wrongTimes: scene.wrongTimes, wrongStatuses }
  const atRest: Artefact = {
    ...common,
    name: `${format.id} at rest`,
    lane: `${format.id} none`,
    text,
    isBound: false,
    judge: judgeCredential(stage, format, 'none'),
  }
  const disclose = disclosed(format, [['name'], ['residence']])
  const presented = await format.present({
    credential: text,
    disclose,
    signer: stage.cast.holder,
    audience,
    nonce,
    now,
  })
  const bound: Artefact = {
    ...common,
    name: `${format.id} presented`,
    lane: `${format.id} ${audience} ${nonce}`,
    text: presented,
    isBound: true,
    judge: judgeCredential(stage, format, binding),
  }
  return isSdJwt
    ? [atRest, bound, ...(await foreignPresentations(stage, scene))]
    : [atRest, { ...bound, ...signedByHolder(stage) }]
}

/** A presentation of a JWT credential is a JWT of its holder. */
function signedByHolder({ cast }: Stage): Pick<Artefact, 'signer' | 'wrongTimes' | 'wrongStatuses'> {
  const iats = [nowSeconds - 301, nowSeconds + 61, String(nowSeconds), null, missing]
  const wrongTimes = [
    ...iats.map((iat) => ({ iat })),
    { exp: nowSeconds },
    { exp: 'never' },
    { nbf: nowSeconds + day },
  ]
  // A list of the one audience is right in version 1.1 (RFC 7519 section 4.1.3).
  const wrongAudiences = ['other', [], [audience, 'other'], ['other', audience], missing]
  const wrongNonces = ['other', [nonce], missing]
  const wrongStatuses = [
    ...wrongAudiences.map((aud) => ({ aud })),
    ...wrongNonces.map((nonce) => ({ nonce })),
  ]
  return { signer: cast.holder, wrongTimes, wrongStatuses }
}

/** Presentations that are valid for somebody or somewhere else: their key bindings must fit nothing here. */
async function foreignPresentations(stage: Stage, scene: SceneFormat): Promise<readonly Artefact[]> {
  const { format } = scene
  const disclose = disclosed(format, [['name']])
  const own = await issue(stage, scene, stage.cast.holder)
  const theirs = await issue(stage, scene, stage.cast.otherHolder)
  const presentations: readonly (readonly [string, string, Signer, string, string])[] = [
    ['to another verifier', own, stage.cast.holder, 'x509_san_dns:other.example', nonce],
    ['for another request', own, stage.cast.holder, audience, 'another-nonce'],
    ['by another holder', theirs, stage.cast.otherHolder, audience, nonce],
  ]
  return Promise.all(
    presentations.map(
      async ([how, credential, signer, aud, other]): Promise<Artefact> => ({
        name: `${format.id} presented ${how}`,
        lane: `${format.id} ${aud} ${other}`,
        text: await format.present({ credential, disclose, signer, audience: aud, nonce: other, now }),
        signer: stage.cast.issuer,
        isSdJwt: true,
        isBound: true,
        wrongTimes: [],
        wrongStatuses: [],
        judge: judgeCredential(stage, format, { expectedAudience: aud, expectedNonce: other }),
      }),
    ),
  )
}

async function issue(
  { cast }: Stage,
  { format, isSdJwt, payload }: SceneFormat,
  holder: Signer,
): Promise<string> {
  const names = ['name', 'ageEqualOrOver18', 'residence']
  const paths =
    format.id === 'dc+sd-jwt' ? names.map((name) => [name]) : names.map((name) => ['credentialSubject', name])
  return format.issue({ signer: cast.issuer, payload: payload(holder), disclosable: isSdJwt ? paths : [] })
}

function judgeCredential(
  { trusted, fetch }: Stage,
  format: CredentialFormat,
  expectedKeyBinding: ExpectedKeyBinding,
): Artefact['judge'] {
  const checkStatus = createStatusChecker({ fetch, now: () => now })
  return (text) =>
    codeOfVerdict(() =>
      format.verify(text, {
        expectedIssuers: trusted,
        expectedTypes: [typeUrl],
        expectedKeyBinding,
        checkStatus,
        now,
      }),
    )
}

function statusListArtefact({ cast, trusted }: Stage, text: string): Artefact {
  const [expectedIssuer] = trusted
  if (expectedIssuer === undefined) throw new TypeError('There is no trusted issuer.')
  return {
    name: 'status list',
    lane: 'status list',
    text,
    signer: cast.issuer,
    isSdJwt: false,
    isBound: false,
    wrongTimes: [
      { exp: nowSeconds },
      { exp: 'never' },
      { iat: nowSeconds + day },
      { iat: missing },
      { ttl: -1 },
      { ttl: 'soon' },
    ],
    wrongStatuses: [
      { sub: 'https://issuer.example/status/2' },
      { status_list: { bits: 3, lst: 'eNoDAAAAAAE' } },
      { status_list: { bits: 2, lst: 'AAAA' } },
      { status_list: missing },
    ],
    judge: (variant) =>
      codeOf(() => verifyStatusListToken(variant, { expectedUri: statusListUri, expectedIssuer, now })),
  }
}

/** A format without selective disclosure shows all of the subject. */
function disclosed({ id }: CredentialFormat, ofSdJwtVc: readonly ClaimPath[]): readonly ClaimPath[] {
  if (id === 'dc+sd-jwt') return ofSdJwtVc
  return id === 'vc+sd-jwt' ? [['credentialSubject', 'name']] : [['credentialSubject']]
}
