import { randomBytes } from 'node:crypto'
import type { Kms } from '@credo-ts/core'
import { calculateJwkThumbprint } from 'jose'

/** The key type that this agent has. */
type EcPublicJwk = Kms.KmsJwkPublicEc & { readonly kid: string }

interface KeptKey {
  readonly privateKey: CryptoKey
  readonly publicJwk: EcPublicJwk
}

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const
const { subtle } = crypto
const es256 = { name: 'ECDSA', hash: 'SHA-256' } as const

/**
 * Keys of a Credo agent in memory, on Web Crypto: P-256 and ES256, which is what HAIP has everywhere. Credo ships its
 * key management with a native library or in a package of its own; an agent takes whatever has these functions.
 */
export function createMemoryKeyManagement(): Kms.KeyManagementService {
  const keys = new Map<string, KeptKey>()
  const service = {
    backend: 'memory',
    isOperationSupported: (_agent: unknown, operation: Kms.KmsOperation): boolean => isSupported(operation),
    getPublicKey: async (_agent: unknown, keyId: string) => keys.get(keyId)?.publicJwk ?? null,
    createKey: async (_agent: unknown, { keyId }: Kms.KmsCreateKeyOptions) => {
      const key = await generateKey(keyId)
      keys.set(key.publicJwk.kid, key)
      return { keyId: key.publicJwk.kid, publicJwk: key.publicJwk }
    },
    deleteKey: async (_agent: unknown, { keyId }: Kms.KmsDeleteKeyOptions) => keys.delete(keyId),
    sign: async (_agent: unknown, { keyId, data }: Kms.KmsSignOptions) => {
      const key = keys.get(keyId)
      if (key === undefined) throw new TypeError('the agent has no such key')
      return { signature: new Uint8Array(await subtle.sign(es256, key.privateKey, Uint8Array.from(data))) }
    },
    verify: async (_agent: unknown, options: Kms.KmsVerifyOptions) => verify(keys, options),
    randomBytes: (_agent: unknown, { length }: Kms.KmsRandomBytesOptions) =>
      Uint8Array.from(randomBytes(length)),
    importKey: unsupported,
    encrypt: unsupported,
    decrypt: unsupported,
  }
  return service as unknown as Kms.KeyManagementService
}

function isSupported(operation: Kms.KmsOperation): boolean {
  switch (operation.operation) {
    case 'createKey':
      return operation.type.kty === 'EC' && operation.type.crv === 'P-256'
    case 'sign':
    case 'verify':
      return operation.algorithm === 'ES256'
    case 'deleteKey':
    case 'randomBytes':
      return true
    default:
      return false
  }
}

async function generateKey(keyId: string | undefined): Promise<KeptKey> {
  const { privateKey, publicKey } = await subtle.generateKey(curve, true, ['sign', 'verify'])
  const { x = '', y = '' } = await subtle.exportKey('jwk', publicKey)
  const jwk = { kty: 'EC', crv: 'P-256', x, y } as const
  return { privateKey, publicJwk: { ...jwk, kid: keyId ?? (await calculateJwkThumbprint(jwk)) } }
}

async function verify(
  keys: ReadonlyMap<string, KeptKey>,
  { key, data, signature }: Kms.KmsVerifyOptions,
): Promise<Kms.KmsVerifyReturn> {
  const publicJwk = key.publicJwk ?? keys.get(key.keyId)?.publicJwk
  if (publicJwk?.kty !== 'EC') return { verified: false }
  const { kty, crv, x, y } = publicJwk
  const publicKey = await subtle.importKey('jwk', { kty, crv, x, y }, curve, false, ['verify'])
  const isGood = await subtle.verify(es256, publicKey, Uint8Array.from(signature), Uint8Array.from(data))
  return isGood ? { verified: true, publicJwk } : { verified: false }
}

async function unsupported(): Promise<never> {
  throw new TypeError('the agent neither imports keys nor encrypts')
}
