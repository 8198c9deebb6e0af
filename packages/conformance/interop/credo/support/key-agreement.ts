import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  randomBytes,
} from 'node:crypto'
import type { Kms } from '@credo-ts/core'
import type { JWK } from 'jose'

type EncryptOptions = Kms.KmsEncryptOptions
type DecryptOptions = Kms.KmsDecryptOptions
type Agreement = Pick<
  Extract<NonNullable<EncryptOptions['key']['keyAgreement']>, { algorithm: 'ECDH-ES' }>,
  'keyId' | 'externalPublicJwk' | 'apu' | 'apv'
>

/** The content encryptions that are done here, and their AES. */
const ciphers = { A128GCM: 'aes-128-gcm', A256GCM: 'aes-256-gcm' } as const
type Enc = keyof typeof ciphers

/** Whether a content encryption is done here. */
export function isContentEncryption(algorithm: string): algorithm is Enc {
  return Object.hasOwn(ciphers, algorithm)
}

/** Whose key it is that an operation wants; nothing but ECDH-ES is done here. */
export function agreementOf({ keyAgreement }: EncryptOptions['key'] | DecryptOptions['key']): Agreement {
  if (keyAgreement?.algorithm !== 'ECDH-ES') throw new TypeError('the agent encrypts by ECDH-ES alone')
  return keyAgreement
}

/** Encrypts to another's public key by ECDH-ES and AES-GCM (RFC 7518 sections 4.6 and 5.3). */
export function encryptByAgreement(privateJwk: JWK, options: EncryptOptions): Kms.KmsEncryptReturn {
  const { algorithm, aad } = aesGcm(options.encryption)
  const key = agreedKey(privateJwk, agreementOf(options.key), algorithm)
  const iv = randomBytes(12)
  const cipher = createCipheriv(ciphers[algorithm], key, iv).setAAD(aad)
  const encrypted = Buffer.concat([cipher.update(options.data), cipher.final()])
  return {
    encrypted: Uint8Array.from(encrypted),
    iv: Uint8Array.from(iv),
    tag: Uint8Array.from(cipher.getAuthTag()),
  }
}

/** Decrypts the same; throws for anything that was changed. */
export function decryptByAgreement(privateJwk: JWK, options: DecryptOptions): Kms.KmsDecryptReturn {
  const { decryption } = options
  const { algorithm, aad } = aesGcm(decryption)
  if (!('tag' in decryption) || decryption.iv === undefined) throw new TypeError('AES-GCM has a tag')
  const key = agreedKey(privateJwk, agreementOf(options.key), algorithm)
  const decipher = createDecipheriv(ciphers[algorithm], key, decryption.iv, { authTagLength: 16 })
  decipher.setAAD(aad).setAuthTag(decryption.tag)
  const data = Buffer.concat([decipher.update(options.encrypted), decipher.final()])
  return { data: Uint8Array.from(data) }
}

function aesGcm(wanted: EncryptOptions['encryption'] | DecryptOptions['decryption']): {
  readonly algorithm: Enc
  readonly aad: Uint8Array
} {
  const { algorithm } = wanted
  if (!isContentEncryption(algorithm)) throw new TypeError('the agent encrypts by AES-GCM alone')
  return { algorithm, aad: ('aad' in wanted ? wanted.aad : undefined) ?? new Uint8Array() }
}

/** One round of the Concat KDF is enough for 128 and 256 bits (RFC 7518 section 4.6.2). */
function agreedKey(privateJwk: JWK, { externalPublicJwk, apu, apv }: Agreement, algorithm: Enc): Buffer {
  const shared = diffieHellman({
    privateKey: createPrivateKey({ key: { ...privateJwk }, format: 'jwk' }),
    publicKey: createPublicKey({ key: { ...(externalPublicJwk as JWK) }, format: 'jwk' }),
  })
  const bits = algorithm === 'A128GCM' ? 128 : 256
  const info = [Buffer.from(algorithm), apu ?? Buffer.of(), apv ?? Buffer.of()].flatMap((part) => [
    uint32(part.length),
    part,
  ])
  const digest = createHash('sha256').update(Buffer.concat([uint32(1), shared, ...info, uint32(bits)]))
  return digest.digest().subarray(0, bits / 8)
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
