import { createECDH, createHash, createPrivateKey } from 'node:crypto'
import { createLocalSigner, type PrivateJwk, type Signer } from '@lontar/credentials'
import { createDidJwk } from '@lontar/credentials/did'
import { encodeBase64Url } from '@lontar/credentials/jose'
import { nobleSignatures } from '../../credentials/src/lib/engine/noble-signatures.ts'

/** What a seeded signer is made of. */
export interface SeededSignerTraits {
  /** Another name gives another key. */
  readonly name: string
  readonly crv: 'P-256' | 'Ed25519'
  /** The `kid`; the DID URL of its own did:jwk by default. */
  readonly keyId?: string
}

/** So many signatures are remembered, because the same texts are signed again and again. */
const maxSignatures = 10_000

/**
 * Creates a signer whose key follows from a seed, and whose signature follows from what it signs. The platform's ECDSA
 * chooses a fresh nonce each time; this one derives it (RFC 6979).
 *
 * @param seed any integer.
 * @param traits see `SeededSignerTraits`.
 * @returns the signer. It keeps no secret: whoever knows the seed has the key.
 */
export async function createSeededSigner(
  seed: number,
  { name, crv, keyId }: SeededSignerTraits,
): Promise<Signer> {
  const privateJwk = derivePrivateJwk(createHash('sha256').update(`${seed} ${crv} ${name}`).digest(), crv)
  const { publicJwk } = await createLocalSigner(privateJwk)
  const kid = keyId ?? `${createDidJwk(publicJwk)}#0`
  const local = await createLocalSigner(privateJwk, { keyId: kid })
  const sign = crv === 'Ed25519' ? local.sign : await nobleSignatures.importPrivateKey(privateJwk)
  return Object.freeze({ ...local, sign: remember(sign) })
}

/** A hash is below the order of P-256 but for one in four thousand million, and then `createLocalSigner` refuses it. */
function derivePrivateJwk(secret: Buffer, crv: SeededSignerTraits['crv']): PrivateJwk {
  const d = encodeBase64Url(secret)
  if (crv === 'Ed25519') {
    const prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
    const key = createPrivateKey({ key: Buffer.concat([prefix, secret]), format: 'der', type: 'pkcs8' })
    return { kty: 'OKP', crv, x: key.export({ format: 'jwk' }).x ?? '', d }
  }
  const curve = createECDH('prime256v1')
  curve.setPrivateKey(secret)
  const point = curve.getPublicKey()
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((bytes) => encodeBase64Url(bytes))
  return { kty: 'EC', crv, x: x ?? '', y: y ?? '', d }
}

function remember(sign: Signer['sign']): Signer['sign'] {
  const signatures = new Map<string, Uint8Array>()
  return async (bytes) => {
    const key = createHash('sha256').update(bytes).digest('base64')
    const signature = signatures.get(key) ?? (await sign(bytes))
    if (signatures.size < maxSignatures) signatures.set(key, signature)
    return signature
  }
}
