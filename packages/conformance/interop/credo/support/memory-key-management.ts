import { randomBytes } from 'node:crypto'
import { Kms } from '@credo-ts/core'
import { calculateJwkThumbprint, type JWK } from 'jose'
import { agreementOf, decryptByAgreement, encryptByAgreement, isContentEncryption } from './key-agreement.ts'

/** The key type that this agent has. */
type EcPublicJwk = Kms.KmsJwkPublicEc & { readonly kid: string }

interface KeptKey {
  readonly privateKey: CryptoKey
  readonly privateJwk: JWK
  readonly publicJwk: EcPublicJwk
}

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const
const { subtle } = crypto
const es256 = { name: 'ECDSA', hash: 'SHA-256' } as const

/**
 * Keys of a Credo agent in memory: P-256, ES256 and ECDH-ES with AES-GCM, which is what HAIP has everywhere. Credo ships its
 * key management with a native library or in a package of its own; an agent takes whatever has these functions.
 */
export function createMemoryKeyManagement(): Kms.KeyManagementService {
  const keys = new Map<string, KeptKey>()
  const keep = (key: KeptKey) => {
    keys.set(key.publicJwk.kid, key)
    // Of a `cnf` without kid Credo looks for the key by an id of its own making.
    keys.set(Kms.PublicJwk.fromPublicJwk(key.publicJwk).legacyKeyId, key)
    return { keyId: key.publicJwk.kid, publicJwk: key.publicJwk }
  }
  const existing = (keyId: string): KeptKey => {
    const key = keys.get(keyId)
    if (key === undefined) throw new TypeError('the agent has no such key')
    return key
  }
  const service = {
    backend: 'memory',
    isOperationSupported: (_agent: unknown, operation: Kms.KmsOperation): boolean => isSupported(operation),
    getPublicKey: async (_agent: unknown, keyId: string) => keys.get(keyId)?.publicJwk ?? null,
    createKey: async (_agent: unknown, { keyId }: Kms.KmsCreateKeyOptions) => keep(await generateKey(keyId)),
    importKey: async (_agent: unknown, { privateJwk }: Kms.KmsImportKeyOptions<Kms.KmsJwkPrivateEc>) =>
      keep(await keptKey(privateJwk, privateJwk.kid)),
    deleteKey: async (_agent: unknown, { keyId }: Kms.KmsDeleteKeyOptions) => keys.delete(keyId),
    sign: async (_agent: unknown, { keyId, data }: Kms.KmsSignOptions) => {
      const { privateKey } = existing(keyId)
      return { signature: new Uint8Array(await subtle.sign(es256, privateKey, Uint8Array.from(data))) }
    },
    verify: async (_agent: unknown, options: Kms.KmsVerifyOptions) => verify(keys, options),
    randomBytes: (_agent: unknown, { length }: Kms.KmsRandomBytesOptions) =>
      Uint8Array.from(randomBytes(length)),
    encrypt: async (_agent: unknown, options: Kms.KmsEncryptOptions) =>
      encryptByAgreement(existing(agreementOf(options.key).keyId).privateJwk, options),
    decrypt: async (_agent: unknown, options: Kms.KmsDecryptOptions) =>
      decryptByAgreement(existing(agreementOf(options.key).keyId).privateJwk, options),
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
    case 'importKey':
      return operation.privateJwk.kty === 'EC' && operation.privateJwk.crv === 'P-256'
    case 'encrypt':
      return isContentEncryption(operation.encryption.algorithm)
    case 'decrypt':
      return isContentEncryption(operation.decryption.algorithm)
    case 'deleteKey':
    case 'randomBytes':
      return true
    default:
      return false
  }
}

async function generateKey(keyId: string | undefined): Promise<KeptKey> {
  const { privateKey } = await subtle.generateKey(curve, true, ['sign', 'verify'])
  return keptKey(await subtle.exportKey('jwk', privateKey), keyId)
}

async function keptKey(
  { x = '', y = '', d = '' }: Pick<JWK, 'x' | 'y' | 'd'>,
  keyId: string | undefined,
): Promise<KeptKey> {
  const jwk = { kty: 'EC', crv: 'P-256', x, y } as const
  const privateJwk = { ...jwk, d }
  const privateKey = await subtle.importKey('jwk', privateJwk, curve, false, ['sign'])
  return {
    privateKey,
    privateJwk,
    publicJwk: { ...jwk, kid: keyId ?? (await calculateJwkThumbprint(jwk)) },
  }
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
