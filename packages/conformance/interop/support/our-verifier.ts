import type { TrustList } from '@lontar/credentials'
import { createDidKey, didJwkSigner } from '@lontar/credentials/did'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createLocalSigner, generatePrivateJwk, type PrivateJwk } from '@lontar/credentials/jose'
import { type Ask, ask } from '@lontar/documents/ask'
import { createX509Hash } from '@lontar/openid4vc/openid4vp'
import { startLoopbackServer } from '@lontar/testkit'
import {
  createMemoryVerifierStore,
  createVerifier,
  type Verifier,
  type VerifierOptions,
} from '@lontar/verifier'
import { createVerifierCertificate } from './verifier-certificate.ts'

/** How a verifier that signs its requests is known (OpenID4VP 1.0 section 5.9.3). */
export type VerifierKind = 'did:jwk' | 'did:key' | 'x509_san_dns' | 'x509_hash'

/** Every kind that both sides know. */
export const verifierKinds: readonly VerifierKind[] = ['did:jwk', 'did:key', 'x509_san_dns', 'x509_hash']

/** What a request is made with. */
export interface OurVerifierOptions
  extends Partial<Pick<VerifierOptions, 'responseMode' | 'askFormats' | 'requestUriMethod'>> {
  /** `did:jwk` by default. */
  readonly kind?: VerifierKind
}

/** Our verifier, over real HTTP as `localhost`. */
export interface OurVerifier {
  readonly verifier: Verifier
  /** The root of its certificate in base64, for a wallet to trust; none where it has a DID. */
  readonly roots: readonly string[]
  close(): Promise<void>
}

/** Asks for the card. */
export const hotel: Ask = ask('hotel', {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name'],
  retentionDays: 1,
})

/** Asks for the proof, which exists in formats without selective disclosure too. */
export const counter: Ask = ask('counter', {
  service: 'local_ticket',
  credential: 'KtpProofCredential',
  purpose: { id: 'Tarif warga NTT', en: 'Resident tariff' },
  legalBasis: 'contract',
  claims: ['residence_province_code'],
  retentionDays: 1,
})

/** Opens a verifier of one kind with a key of its own. */
export async function openOurVerifier(
  trust: TrustList,
  { kind = 'did:jwk', ...options }: OurVerifierOptions = {},
): Promise<OurVerifier> {
  const { roots, ...identity } = await identityOf(kind)
  const server = await startLoopbackServer((request) => verifier.fetch(request))
  const verifier = createVerifier({
    url: server.url.replace('127.0.0.1', 'localhost'),
    name: 'Hotel Contoh',
    trust,
    store: createMemoryVerifierStore(),
    fetch: createGuardedFetch({ dangerouslyAllowLoopbackHttp: true }),
    ...identity,
    ...options,
  })
  return { verifier, roots, close: () => server.close() }
}

type Identity = Pick<VerifierOptions, 'signer' | 'clientId'> & Pick<OurVerifier, 'roots'>

async function identityOf(kind: VerifierKind): Promise<Identity> {
  if (kind === 'did:jwk') return { signer: await didJwkSigner(await generatePrivateJwk()), roots: [] }
  if (kind === 'did:key') {
    const key = await generatePrivateJwk()
    const did = createDidKey((await createLocalSigner(key)).publicJwk)
    const signer = await createLocalSigner(key, { keyId: `${did}#${did.slice('did:key:'.length)}` })
    return { signer, clientId: `decentralized_identifier:${did}`, roots: [] }
  }
  const { root, leaf } = await createVerifierCertificate()
  const signer = {
    ...(await createLocalSigner(leaf.privateJwk as PrivateJwk)),
    x5c: [leaf.base64],
  }
  const value = kind === 'x509_san_dns' ? 'localhost' : await createX509Hash(leaf.base64)
  return { signer, clientId: `${kind}:${value}`, roots: [root.base64] }
}
