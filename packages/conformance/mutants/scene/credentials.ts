import {
  type ClaimPath,
  type CredentialFormat,
  createDcSdJwtFormat,
  createJwtVcJsonFormat,
  createVcJwtFormat,
  createVcSdJwtFormat,
  type ExpectedKeyBinding,
  type JsonObject,
  type Signer,
} from '@lontar/credentials'
import { createDidJwk } from '@lontar/credentials/did'
import { bareJwk, signJws } from '@lontar/credentials/jose'
import { issueSdJwt } from '@lontar/credentials/sd-jwt'
import { createStatusChecker } from '@lontar/credentials/status'
import { codeOfVerdict } from '../../checks/negative-case.ts'
import type { Cast, Token } from '../artefact.ts'
import {
  audience,
  bitstringUri,
  contextUrl,
  day,
  missing,
  nonce,
  now,
  nowSeconds,
  revokedPlace,
  type Stage,
  saltsOf,
  statusListUri,
  typeUrl,
  validPlace,
} from './stage.ts'

const binding: ExpectedKeyBinding = { expectedNonce: nonce, expectedAudience: audience }

interface SceneFormat {
  /** Names its artefacts. */
  readonly name: string
  readonly format: CredentialFormat
  readonly isSdJwt: boolean
  payload(holder: Signer): JsonObject
  readonly wrongTimes: readonly JsonObject[]
  readonly wrongStatuses: readonly JsonObject[]
}

const status = { status_list: { uri: statusListUri, idx: validPlace } }

const wrongTokenStatuses: readonly JsonObject[] = [
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

const bitstringEntry = {
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: String(validPlace),
  statusListCredential: bitstringUri,
}

const wrongBitstringStatuses: readonly JsonObject[] = [
  ...[
    { statusListIndex: String(revokedPlace) },
    { statusListIndex: '131072' },
    { statusListIndex: '-1' },
    { statusListIndex: '07' },
    { statusListIndex: validPlace },
    { statusListIndex: missing },
    { statusPurpose: 'suspension' },
    { statusPurpose: 'other' },
    { statusPurpose: ['revocation'] },
    { statusPurpose: missing },
    { statusListCredential: statusListUri },
    { statusListCredential: `${bitstringUri}?` },
    { statusListCredential: missing },
    { statusSize: 2 },
    { type: 'BitstringStatusList' },
    { type: missing },
  ].map((change) => ({ credentialStatus: { ...bitstringEntry, ...change } })),
  { credentialStatus: [bitstringEntry, { ...bitstringEntry, statusListIndex: String(revokedPlace) }] },
  { credentialStatus: [] },
  { credentialStatus: {} },
  { credentialStatus: 'valid' },
  { credentialStatus: missing },
]

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
  const versionTwo: Pick<SceneFormat, 'payload' | 'wrongTimes' | 'wrongStatuses'> = {
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
    wrongStatuses: wrongTokenStatuses,
  }
  const vcJwt = createVcJwtFormat({ resolveContext })
  return [
    {
      name: 'dc+sd-jwt',
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
      wrongTimes: [...wrongNumericDates, { exp: missing }],
      wrongStatuses: wrongTokenStatuses,
    },
    { ...versionTwo, name: 'vc+sd-jwt', format: createVcSdJwtFormat({ resolveContext }), isSdJwt: true },
    { ...versionTwo, name: 'vc+jwt', format: vcJwt, isSdJwt: false },
    {
      ...versionTwo,
      name: 'vc+jwt on a status list credential',
      format: vcJwt,
      isSdJwt: false,
      payload: (holder) => {
        const { status: _status, ...payload } = versionTwo.payload(holder)
        return { ...payload, credentialStatus: bitstringEntry }
      },
      wrongStatuses: wrongBitstringStatuses,
    },
    {
      name: 'jwt_vc_json',
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
      wrongTimes: [...wrongNumericDates, { exp: missing }],
      wrongStatuses: wrongTokenStatuses,
    },
  ]
}

/**
 * Makes credentials of each format: at rest, presented here, and presented elsewhere.
 *
 * @param stage where.
 * @returns the artefacts.
 */
export async function createCredentials(stage: Stage): Promise<readonly Token[]> {
  const artefacts = await Promise.all(formats(stage.cast).map((format) => artefactsOf(stage, format)))
  return artefacts.flat()
}

/** Credentials for a presentation of several: an SD-JWT, and then a JWT. */
export async function createHeldCredentials(
  stage: Stage,
  holder: Signer,
): Promise<readonly { readonly format: CredentialFormat; readonly text: string }[]> {
  const held = formats(stage.cast).filter(({ name }) => name === 'vc+jwt' || name === 'vc+sd-jwt')
  return Promise.all(
    held.map(async (scene) => ({ format: scene.format, text: await issue(stage, scene, holder, 'held') })),
  )
}

/** A credential at rest and a presentation of it. */
async function artefactsOf(stage: Stage, scene: SceneFormat): Promise<readonly Token[]> {
  const { name, format, isSdJwt, wrongTimes, wrongStatuses } = scene
  const text = await issue(stage, scene, stage.cast.holder, 'own')
  const kind = 'token'
  const common = { kind, signer: stage.cast.issuer, isSdJwt, wrongTimes, wrongStatuses } as const
  const atRest: Token = {
    ...common,
    name: `${name} at rest`,
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
  const bound: Token = {
    ...common,
    name: `${name} presented`,
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
function signedByHolder({ cast }: Stage): Pick<Token, 'signer' | 'wrongTimes' | 'wrongStatuses'> {
  // One that is missing is right: the nonce says when (RFC 7519 section 4.1.6).
  const iats = [nowSeconds - 301, nowSeconds + 61, String(nowSeconds), null]
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
async function foreignPresentations(stage: Stage, scene: SceneFormat): Promise<readonly Token[]> {
  const { format } = scene
  const disclose = disclosed(format, [['name']])
  const own = await issue(stage, scene, stage.cast.holder, 'shown elsewhere')
  const theirs = await issue(stage, scene, stage.cast.otherHolder, 'of another')
  const presentations: readonly (readonly [string, string, Signer, string, string])[] = [
    ['to another verifier', own, stage.cast.holder, 'x509_san_dns:other.example', nonce],
    ['for another request', own, stage.cast.holder, audience, 'another-nonce'],
    ['by another holder', theirs, stage.cast.otherHolder, audience, nonce],
  ]
  return Promise.all(
    presentations.map(
      async ([how, credential, signer, aud, other]): Promise<Token> => ({
        kind: 'token',
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

/** As the format issues it, but for the salts, which follow from the seed. */
async function issue(
  stage: Stage,
  { name, format, isSdJwt, payload }: SceneFormat,
  holder: Signer,
  salts: string,
): Promise<string> {
  const signer = stage.cast.issuer
  if (!isSdJwt) return format.issue({ signer, payload: payload(holder), disclosable: [] })
  const names = ['name', 'ageEqualOrOver18', 'residence']
  const disclosable = names.map((claim) =>
    format.id === 'dc+sd-jwt' ? [claim] : ['credentialSubject', claim],
  )
  return issueSdJwt({
    signer,
    header: { typ: format.id },
    payload: payload(holder),
    disclosable,
    randomBytes: saltsOf(stage, `${name} ${salts}`),
  })
}

function judgeCredential(
  { trusted, fetch }: Stage,
  format: CredentialFormat,
  expectedKeyBinding: ExpectedKeyBinding,
): Token['judge'] {
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

/** A format without selective disclosure shows all of the subject. */
function disclosed({ id }: CredentialFormat, ofSdJwtVc: readonly ClaimPath[]): readonly ClaimPath[] {
  if (id === 'dc+sd-jwt') return ofSdJwtVc
  return id === 'vc+sd-jwt' ? [['credentialSubject', 'name']] : [['credentialSubject']]
}
