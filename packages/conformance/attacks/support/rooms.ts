import type { CredentialFormatId, Signer, TrustList } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { createLocalSigner, generatePrivateJwk, parseJsonObject, randomToken } from '@lontar/credentials/jose'
import { type Ask, ask } from '@lontar/documents/ask'
import { credentialFormats, resolveLontarContext } from '@lontar/documents/credential-types'
import type { KtpCard } from '@lontar/documents/ktp'
import {
  type SignedVerifiedIdentity,
  signVerifiedIdentity,
  type VerifiedIdentity,
} from '@lontar/documents/verified-identity'
import {
  createIssuer,
  createMemoryIssuerStore,
  type Issuer,
  type IssuerConfiguration,
  type IssuerStore,
  type OfferOptions,
} from '@lontar/issuer'
import {
  createCredentialRequest,
  createKeyProof,
  createTokenRequest,
  fetchCredentialOffer,
  fetchCredentials,
  fetchNonce,
  fetchToken,
  preAuthorizedCodeGrantType,
} from '@lontar/openid4vc/openid4vci'
import {
  fetchRequestObject,
  parseAuthorizationRequestUri,
  type RequestObject,
  verifyRequestObject,
} from '@lontar/openid4vc/openid4vp'
import { createVeramoJwtVcJsonFormat } from '@lontar/veramo'
import {
  type CreatedRequest,
  createMemoryVerifierStore,
  createVerifier,
  type Verifier,
  type VerifierOptions,
  type VerifierStore,
} from '@lontar/verifier'
import { createMemoryVault, openWallet, type Wallet } from '@lontar/wallet'
import { type Network, openNetwork } from './network.ts'

/** An invented person; district 99 is assigned nowhere. */
export const maria: KtpCard = {
  province: { code: '53', name: 'NUSA TENGGARA TIMUR' },
  regency: { code: '53.71', name: 'KOTA KUPANG' },
  nik: '5371995708900001',
  name: 'MARIA CONTOH',
  placeOfBirth: 'KUPANG',
  birthdate: '1990-08-17',
  sex: 'female',
  citizenship: 'WNI',
  validity: { kind: 'lifetime' },
}

/** A hotel asks for a name and that the guest is 18 or over. */
export const hotel: Ask = ask('hotel', {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name', 'age_equal_or_over.18'],
  conditions: [{ claim: 'age_equal_or_over.18', equals: true }],
  retentionDays: 1,
})

/** A credential with the key that it is bound to. */
export interface HeldCredential {
  readonly text: string
  readonly format: CredentialFormatId
  readonly holder: Signer
}

/** A request of a verifier, as a wallet read it. */
export interface OpenRequest extends CreatedRequest {
  readonly object: RequestObject
}

/** Issuer, wallet and verifier around one network, under a clock that a test moves. */
export interface Rooms {
  readonly clock: { now: Date }
  readonly network: Network
  readonly issuer: Issuer
  readonly issuerSigner: Signer
  readonly evidenceSigner: Signer
  readonly wallet: Wallet
  readonly verifier: Verifier
  readonly verifierSigner: Signer
  readonly trust: TrustList
  /** What the `onError` of issuer and verifier heard. */
  readonly errors: unknown[]
  identity(changes?: Partial<VerifiedIdentity>): Promise<SignedVerifiedIdentity>
  /** An access token from a new offer without a transaction code. */
  token(options: OfferOptions): Promise<string>
  nonce(): Promise<string>
  /** Asks the credential endpoint with a body of one's own. */
  requestCredentials(token: string, body: object | string): Promise<Response>
  /** Collects credentials as an honest wallet does, each under a key of its own or all under the given one. */
  collect(
    configurationId: string,
    options?: { readonly copies?: number; readonly holder?: Signer },
  ): Promise<HeldCredential[]>
  request(ask?: Ask): Promise<OpenRequest>
  /** Posts a form to the response endpoint. */
  respond(body: string): Promise<Response>
}

/** What a test may choose. */
export interface RoomsOptions {
  /** One key for every role, so that nothing but its type tells one token from another. */
  readonly everyRole?: Signer
  readonly verifierStore?: VerifierStore
  readonly url?: string
  /** How the wallet is asked to answer; in clear by default, so that a test can change what it says. */
  readonly responseMode?: VerifierOptions['responseMode']
  /** Whose card the identities are of; by default Maria's. */
  readonly card?: KtpCard
  /** What the issuer's store throws when it is to keep a nonce. */
  readonly nonceFault?: Error
  /** What the issuer's configuration holds beside the usual. */
  readonly issuer?: Partial<IssuerConfiguration>
  /** Where the clock stands at first. */
  readonly now?: Date
  /** Beside the issuer's own. */
  readonly trust?: TrustList['issuers']
}

const start = new Date('2026-11-24T02:00:00Z')
const verifierUrl = 'https://hotel.example'

/** Opens the rooms. */
export async function openRooms(options: RoomsOptions = {}): Promise<Rooms> {
  const { url = 'https://issuer.example', verifierStore = createMemoryVerifierStore() } = options
  const clock = { now: options.now ?? start }
  const now = (): Date => clock.now
  const network = openNetwork()
  const errors: unknown[] = []
  const onError = (error: unknown): void => void errors.push(error)
  const signer = async (): Promise<Signer> => options.everyRole ?? didJwkSigner(await generatePrivateJwk())
  const [issuerSigner, evidenceSigner, verifierSigner] = await Promise.all([signer(), signer(), signer()])
  const veramo = await createVeramoJwtVcJsonFormat({
    signer: issuerSigner,
    resolveContext: resolveLontarContext,
  })
  const { nonceFault } = options
  const issuerStore: IssuerStore = {
    ...createMemoryIssuerStore(),
    ...(nonceFault === undefined ? {} : { createNonce: () => Promise.reject(nonceFault) }),
  }
  const issuer = createIssuer({
    url,
    name: 'Dinas Contoh',
    signer: issuerSigner,
    store: issuerStore,
    formats: [...credentialFormats().filter(({ id }) => id !== 'jwt_vc_json'), veramo],
    evidenceKeys: [{ ...evidenceSigner.publicJwk, kid: evidenceSigner.keyId }],
    timeZone: 'Asia/Makassar',
    now,
    onError,
    ...options.issuer,
  })
  const trust = {
    ...issuer.trustList(),
    issuers: [...issuer.trustList().issuers, ...(options.trust ?? [])],
  }
  const verifier = createVerifier({
    url: verifierUrl,
    name: 'Hotel Contoh',
    trust,
    signer: verifierSigner,
    store: verifierStore,
    responseMode: options.responseMode ?? 'direct_post',
    fetch: network.fetch,
    now,
    onError,
  })
  network.serve(url, issuer.fetch)
  network.serve(verifierUrl, verifier.fetch)
  const wallet = await openWallet({ vault: createMemoryVault(), fetch: network.fetch, now })
  const rooms: Rooms = {
    clock,
    network,
    issuer,
    issuerSigner,
    evidenceSigner,
    wallet,
    verifier,
    verifierSigner,
    trust,
    errors,
    identity: (changes = {}) =>
      signVerifiedIdentity({
        identity: { ...identityAt(clock.now, options.card ?? maria), ...changes },
        signer: evidenceSigner,
      }),
    token: async (offerOptions) => redeem(rooms, offerOptions),
    nonce: () => fetchNonce(`${url}/nonce`, { fetch: network.fetch }),
    requestCredentials: (token, body) =>
      issuer.fetch(
        new Request(`${url}/credential`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      ),
    collect: (configurationId, { copies = 1, holder } = {}) =>
      collect(rooms, { configurationId, copies, holder }),
    request: (wanted = hotel) => request(rooms, wanted),
    respond: (body) =>
      verifier.fetch(
        new Request(`${verifierUrl}/response`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body,
        }),
      ),
  }
  return rooms
}

function identityAt(now: Date, ktp: KtpCard): VerifiedIdentity {
  return {
    jti: randomToken(),
    document: { kind: 'ktp', card: ktp },
    assuranceLevel: 'substantial',
    evidence: [
      { type: 'document', checkMethod: 'vri', organization: 'Dinas Contoh', time: now, simulated: false },
    ],
    issuedAt: now,
    expiresAt: new Date(now.getTime() + 600_000),
  }
}

async function redeem(
  { issuer, identity, network: { fetch } }: Rooms,
  options: OfferOptions,
): Promise<string> {
  const { credentialOfferUri } = await issuer.offer(await identity(), { txCode: false, ...options })
  const { grants } = await fetchCredentialOffer(credentialOfferUri, { fetch })
  const preAuthorizedCode = grants[preAuthorizedCodeGrantType]?.['pre-authorized_code'] ?? ''
  return (await fetchToken(`${issuer.url}/token`, createTokenRequest({ preAuthorizedCode }), { fetch }))
    .accessToken
}

async function collect(
  { issuer, token, nonce, clock, network: { fetch } }: Rooms,
  wanted: { readonly configurationId: string; readonly copies: number; readonly holder: Signer | undefined },
): Promise<HeldCredential[]> {
  const { configurationId, copies } = wanted
  const accessToken = await token({ configurationIds: [configurationId], copies })
  const cNonce = await nonce()
  const fresh = async (): Promise<Signer> => wanted.holder ?? createLocalSigner(await generatePrivateJwk())
  const holders = await Promise.all(Array.from({ length: copies }, fresh))
  const proofs = await Promise.all(
    holders.map((signer) =>
      createKeyProof({ signer, credentialIssuer: issuer.url, nonce: cNonce, now: clock.now }),
    ),
  )
  const response = await fetchCredentials(`${issuer.url}/credential`, {
    accessToken,
    request: createCredentialRequest({ configurationId, proofs }),
    fetch,
  })
  const texts = 'credentials' in response ? response.credentials : []
  const format = configurationId.slice(configurationId.indexOf('_') + 1) as CredentialFormatId
  return texts.map((text, index) => ({ text, format, holder: holders[index] as Signer }))
}

async function request({ verifier, network: { fetch }, clock }: Rooms, wanted: Ask): Promise<OpenRequest> {
  const created = await verifier.request(wanted)
  if (!('requestUri' in created)) throw new TypeError('this ask needs a request')
  const { clientId, requestUri = '' } = parseAuthorizationRequestUri(created.requestUri)
  const jwt = await fetchRequestObject(requestUri, { fetch })
  return {
    ...created,
    object: await verifyRequestObject(jwt, { expectedClientId: clientId, now: clock.now }),
  }
}

/** The first error or refusal that an endpoint named; undefined when it did as it was asked. */
export async function errorOf(response: Response): Promise<string | undefined> {
  const text = await response.text()
  return response.ok ? undefined : String(parseJsonObject(text)['error'])
}
