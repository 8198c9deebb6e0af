import type { CredentialFormat, Signer } from '@lontar/credentials'
import { createDcSdJwtFormat, createVcSdJwtFormat } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import {
  bareJwk,
  createLocalSigner,
  encodeBase64Url,
  encodeUtf8,
  generatePrivateJwk,
  isJsonObject,
  type JsonObject,
  parseJsonObject,
  randomToken,
} from '@lontar/credentials/jose'
import { resolveLontarContext } from '@lontar/documents/credential-types'
import type { KtpCard } from '@lontar/documents/ktp'
import {
  type SignedVerifiedIdentity,
  signVerifiedIdentity,
  type VerifiedIdentity,
} from '@lontar/documents/verified-identity'
import { createKeyProof, createTokenRequest } from '@lontar/openid4vc/openid4vci'
import { createIssuer } from './create-issuer.ts'
import type { Offer, OfferOptions } from './create-offer.ts'
import type { Issuer } from './issuer.ts'
import type { IssuerConfiguration } from './issuer-configuration.ts'
import type { IssuerStore } from './issuer-store.ts'
import { createMemoryIssuerStore } from './memory-issuer-store.ts'

/** An invented person: NIKs of district 99 are assigned nowhere. */
export const inventedCard: KtpCard = {
  province: { code: '53', name: 'NUSA TENGGARA TIMUR' },
  regency: { code: '53.71', name: 'KOTA KUPANG' },
  nik: '5371995708900001',
  name: 'MARIA SEPTIANA TANESIB',
  placeOfBirth: 'KUPANG',
  birthdate: '1990-08-17',
  sex: 'female',
  streetAddress: 'JL. KELAPA LIMA NO. 8',
  rtRw: '003/001',
  village: 'KELAPA LIMA',
  district: 'KELAPA LIMA',
  citizenship: 'WNI',
  validity: { kind: 'lifetime' },
}

export const startOfTest: Date = new Date('2026-11-24T01:23:45Z')

/** An issuer with its store, a clock that tests move, and the requests of a wallet. */
export interface TestIssuer {
  readonly issuer: Issuer
  readonly store: IssuerStore
  readonly signer: Signer
  readonly errors: unknown[]
  readonly clock: { now: Date }
  readonly advance: (seconds: number) => void
  readonly identity: (changes?: Partial<VerifiedIdentity>) => Promise<SignedVerifiedIdentity>
  readonly offer: (options?: Partial<OfferOptions>) => Promise<Offer & { readonly code: string }>
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answer>
  readonly post: (path: string, body: string, headers: Record<string, string>) => Promise<Answer>
  readonly token: (body: string) => Promise<Answer>
  readonly redeem: (options?: Partial<OfferOptions>) => Promise<string>
  readonly nonce: () => Promise<string>
  readonly request: (token: string, body: object | string) => Promise<Answer>
  /** A complete request for credentials: fresh nonce, one new key for each proof. */
  readonly collect: (token: string, configurationId: string, count?: number) => Promise<Answer>
}

/** What came back. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: JsonObject
}

/** Changes to the test issuer's configuration; the store may be wrapped. */
export type TestIssuerChanges = Partial<IssuerConfiguration> & {
  readonly wrapStore?: (store: IssuerStore) => IssuerStore
}

/** The formats that need no other package. */
export function selectiveFormats(): CredentialFormat[] {
  return [createVcSdJwtFormat({ resolveContext: resolveLontarContext }), createDcSdJwtFormat()]
}

/** Creates an issuer at `https://issuer.example/ntt` for tests. */
export async function createTestIssuer(changes: TestIssuerChanges = {}): Promise<TestIssuer> {
  const { wrapStore, ...configuration } = changes
  const clock = { now: startOfTest }
  const errors: unknown[] = []
  const signer = changes.signer ?? (await didJwkSigner(await generatePrivateJwk()))
  const evidence = await createLocalSigner(await generatePrivateJwk())
  const memory = createMemoryIssuerStore()
  const store = wrapStore === undefined ? memory : wrapStore(memory)
  const issuer = createIssuer({
    url: 'https://issuer.example/ntt',
    name: 'Dinas Dukcapil Contoh',
    signer,
    store,
    formats: selectiveFormats(),
    evidenceKeys: [{ ...evidence.publicJwk, kid: evidence.keyId }],
    timeZone: 'Asia/Makassar',
    now: () => clock.now,
    onError: (error) => errors.push(error),
    ...configuration,
  })
  const exchange = (path: string, init: RequestInit) => send(issuer, path, init)
  const post = (path: string, body: string, headers: Record<string, string>) =>
    exchange(`/ntt${path}`, { method: 'POST', body, headers })
  const token = (body: string) =>
    post('/token', body, { 'content-type': 'application/x-www-form-urlencoded' })
  const identity = (identityChanges: Partial<VerifiedIdentity> = {}) =>
    signVerifiedIdentity({
      identity: { ...inventedIdentity(clock.now), ...identityChanges },
      signer: evidence,
    })
  const nonce = async () => String((await post('/nonce', '', {})).json.c_nonce)
  const request = (accessToken: string, body: object | string) =>
    post('/credential', typeof body === 'string' ? body : JSON.stringify(body), {
      'content-type': 'application/json',
      authorization: `Bearer ${accessToken}`,
    })

  async function offer(options: Partial<OfferOptions> = {}): Promise<Offer & { code: string }> {
    const made = await issuer.offer(await identity(), {
      configurationIds: ['ktp_vc+sd-jwt'],
      byReference: false,
      ...options,
    })
    return { ...made, code: codeOf(made.credentialOfferUri) }
  }

  return {
    issuer,
    store,
    signer,
    errors,
    clock,
    advance: (seconds) => {
      clock.now = new Date(clock.now.getTime() + seconds * 1000)
    },
    identity,
    offer,
    get: (path, headers = {}) => exchange(path, { headers }),
    post,
    token,
    redeem: async (options) => {
      const { code, txCode } = await offer(options)
      const body = createTokenRequest({
        preAuthorizedCode: code,
        ...(txCode === null ? {} : { txCode }),
      })
      return String((await token(body)).json.access_token)
    },
    nonce,
    request,
    collect: async (accessToken, configurationId, count = 1) => {
      const cNonce = await nonce()
      const proofs = await Promise.all(
        Array.from({ length: count }, () => keyProof({ nonce: cNonce, now: clock.now })),
      )
      return request(accessToken, {
        credential_configuration_id: configurationId,
        proofs: { jwt: proofs },
      })
    },
  }
}

/** A proof of a new key, or of the given one. */
export async function keyProof(input: {
  readonly nonce: string
  readonly now: Date
  readonly signer?: Signer
  readonly credentialIssuer?: string
  readonly clientId?: string
  readonly keyAttestation?: string
}): Promise<string> {
  const signer = input.signer ?? (await createLocalSigner(await generatePrivateJwk()))
  const { credentialIssuer = 'https://issuer.example/ntt' } = input
  return createKeyProof({ ...input, signer, credentialIssuer })
}

/** A proof with whatever header and payload; a member that is `undefined` is left out. The signature is right. */
export async function oddProof(header: object, payload: object, signer?: Signer): Promise<string> {
  const key = signer ?? (await createLocalSigner(await generatePrivateJwk()))
  const whole = { alg: 'ES256', typ: 'openid4vci-proof+jwt', jwk: bareJwk(key.publicJwk), ...header }
  const signingInput = `${encodePart(whole)}.${encodePart(payload)}`
  return `${signingInput}.${encodeBase64Url(await key.sign(encodeUtf8(signingInput)))}`
}

function encodePart(part: object): string {
  return encodeBase64Url(encodeUtf8(JSON.stringify(part)))
}

/** The credentials of a credential response. */
export function credentialsOf({ json }: Answer): string[] {
  const credentials = (json.credentials ?? []) as readonly { readonly credential: string }[]
  return credentials.map(({ credential }) => credential)
}

function inventedIdentity(now: Date): VerifiedIdentity {
  return {
    jti: randomToken(),
    document: { kind: 'ktp', card: inventedCard },
    assuranceLevel: 'substantial',
    evidence: [
      { type: 'document', checkMethod: 'vri', organization: 'Dinas Contoh', time: now, simulated: false },
      {
        type: 'electronic_record',
        checkMethod: 'data',
        organization: 'Dinas Contoh',
        time: now,
        simulated: false,
      },
    ],
    issuedAt: now,
    expiresAt: new Date(now.getTime() + 900_000),
  }
}

function codeOf(credentialOfferUri: string): string {
  const text = new URL(credentialOfferUri).searchParams.get('credential_offer')
  if (text === null) return ''
  const { grants } = parseJsonObject(text)
  const [grant] = isJsonObject(grants) ? Object.values(grants) : []
  return isJsonObject(grant) ? String(grant['pre-authorized_code']) : ''
}

async function send(issuer: Issuer, path: string, init: RequestInit): Promise<Answer> {
  const response = await issuer.fetch(new Request(`https://issuer.example${path}`, init))
  const text = await response.text()
  const isJson = (response.headers.get('content-type') ?? '').includes('json')
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: isJson ? parseJsonObject(text) : {},
  }
}
