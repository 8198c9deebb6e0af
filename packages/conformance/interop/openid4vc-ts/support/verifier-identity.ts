import { createHash } from 'node:crypto'
import type { JwtSigner } from '@openid4vc/oauth2'
import type { VerifierKind } from '../../support/our-verifier.ts'
import { createVerifierCertificate } from '../../support/verifier-certificate.ts'
import { didKeyOf } from './did-key.ts'
import { createHolderKey, type HolderKey, holderKeyOf } from './holder-key.ts'

/** Who a foreign verifier is. */
export interface ForeignIdentity {
  /** The full Client Identifier. */
  readonly clientId: string
  readonly signer: JwtSigner
  readonly key: HolderKey
  /** The root of its certificate as PEM; none where it has a DID. */
  readonly roots: readonly string[]
}

/** Makes an identity of a kind, for a verifier that is served as `localhost`. */
export async function createForeignIdentity(kind: VerifierKind): Promise<ForeignIdentity> {
  if (kind === 'did:jwk' || kind === 'did:key') {
    const key = await createHolderKey()
    const didUrl = kind === 'did:jwk' ? key.didUrl : didKeyUrlOf(key)
    const signer = { method: 'did', alg: 'ES256', didUrl } as const
    return { clientId: `decentralized_identifier:${didUrl.split('#', 1)[0]}`, signer, key, roots: [] }
  }
  const { root, leaf } = await createVerifierCertificate()
  const hash = createHash('sha256').update(leaf.der).digest('base64url')
  return {
    clientId: `${kind}:${kind === 'x509_hash' ? hash : 'localhost'}`,
    signer: { method: 'x5c', alg: 'ES256', x5c: [leaf.base64] },
    key: holderKeyOf(leaf.privateKey, leaf.privateJwk),
    roots: [root.pem],
  }
}

function didKeyUrlOf({ publicJwk }: HolderKey): string {
  const did = didKeyOf(publicJwk)
  return `${did}#${did.slice('did:key:'.length)}`
}
