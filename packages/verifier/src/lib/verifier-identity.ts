import type { Signer } from '@lontar/credentials'
import { createDidJwk } from '@lontar/credentials/did'
import { invalidArgument, LontarError } from '@lontar/credentials/errors'
import { type ClientId, parseClientId } from '@lontar/openid4vc/openid4vp'
import type { VerifierOptions } from './verifier-options.ts'

/** Who a verifier is to wallets. */
export interface VerifierIdentity {
  /** The full Client Identifier with its prefix. */
  readonly clientId: string
  /** Signs Request Objects; `undefined` under `redirect_uri`, whose requests nobody signs. */
  readonly signer: Signer | undefined
}

/**
 * Settles who a verifier is: by what its options say, or by the did:jwk of its key.
 *
 * @param responseUri where wallets answer.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a Client Identifier that the signer cannot speak for.
 * @see OpenID4VP 1.0 section 5.9.3
 */
export function createVerifierIdentity(
  options: Pick<VerifierOptions, 'clientId' | 'signer' | 'verifierAttestation'>,
  responseUri: string,
): VerifierIdentity {
  const { clientId, signer } = options
  if (clientId === undefined) {
    if (signer === undefined) throw invalidArgument('A verifier without a clientId has a signer.')
    const named = didJwkSigner(signer)
    return { clientId: `decentralized_identifier:${named.keyId.split('#', 1)[0]}`, signer: named }
  }
  const client = readClientId(clientId)
  if (client.kind === 'redirect_uri') {
    if (client.value === responseUri) return { clientId, signer: undefined }
    throw invalidArgument('The clientId redirect_uri: goes on with the URL of the verifier and /response.')
  }
  if (signer === undefined) throw invalidArgument('A verifier of this clientId has a signer.')
  if (!speaksFor(client, signer, options)) {
    throw invalidArgument(
      'The signer has not what the clientId names: its DID, a certificate or an attestation.',
    )
  }
  return { clientId, signer }
}

/** Whether the certificate is that of the clientId is for the wallet to see: reading one would make every bundle larger. */
function speaksFor(
  { kind, value }: ClientId,
  { keyId, x5c }: Signer,
  { verifierAttestation }: Pick<VerifierOptions, 'verifierAttestation'>,
): boolean {
  if (kind === 'decentralized_identifier') return keyId.startsWith(`${value}#`)
  if (kind === 'verifier_attestation') return verifierAttestation !== undefined
  return kind === 'pre-registered' || (x5c !== undefined && x5c.length > 0)
}

function readClientId(clientId: string): ClientId {
  try {
    return parseClientId(clientId)
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw invalidArgument('The clientId is none that a verifier may have.')
  }
}

/** The `kid` is a verification method of the DID in the Client Identifier. */
function didJwkSigner(signer: Signer): Signer {
  if (signer.keyId.startsWith('did:jwk:')) return signer
  return {
    algorithm: signer.algorithm,
    publicJwk: signer.publicJwk,
    keyId: `${createDidJwk(signer.publicJwk)}#0`,
    sign: (bytes) => signer.sign(bytes),
  }
}
