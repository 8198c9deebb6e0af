import { LontarError, MalformedError, UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import {
  decodeBase64Url,
  decodeUtf8,
  type JsonObject,
  jwkThumbprint,
  type PrivateJwk,
  parseJsonObject,
} from '@lontar/credentials/jose'
import { type ContentEncryption, contentEncryptions, isContentEncryption } from './encryption-jwk.ts'

/** What an encrypted message is held against. */
export interface MessageExpectations {
  /** One's own keys on P-256; the message names the one it is for. */
  readonly expectedKeys: readonly PrivateJwk[]
  /** A256GCM and A128GCM by default. */
  readonly expectedEncryptions?: readonly ContentEncryption[]
}

const maxLength = 1_572_864

/**
 * Decrypts a request or a response: ECDH-ES alone, to a key that the message names by `kid`.
 *
 * @param text A compact JWE of at most 1.5 MiB.
 * @returns The message, encrypted for us by whoever: nothing says who wrote it.
 * @throws MalformedError `credential_encryption_malformed` when it is not such a JWE, or not of a JSON object.
 * @throws UnsupportedError `credential_encryption_unsupported` for another algorithm, and for compression.
 * @throws VerificationError `credential_encryption_undecryptable` for an unknown key, or when it was tampered with.
 * @see OpenID4VCI 1.0 section 10, OpenID4VP 1.0 section 8.3, RFC 7516 section 5.2
 */
export async function decryptMessage(text: string, expectations: MessageExpectations): Promise<JsonObject> {
  const { expectedKeys, expectedEncryptions = contentEncryptions } = expectations
  const header = readHeader(text)
  refuseOther(header, expectedEncryptions)
  const key = await findKey(expectedKeys, header.kid)
  const { kty, crv, x, d } = key
  const point = 'y' in key ? { y: key.y } : {}
  // Only who decrypts loads it.
  const { compactDecrypt, importJWK } = await import('jose')
  let plaintext: Uint8Array
  try {
    const imported = await importJWK({ kty, crv, x, ...point, d }, 'ECDH-ES')
    plaintext = (await compactDecrypt(text, imported, { keyManagementAlgorithms: ['ECDH-ES'] })).plaintext
  } catch (cause) {
    throw undecryptable(cause)
  }
  return orMalformed(() => parseJsonObject(decodeUtf8(plaintext)))
}

function readHeader(text: string): JsonObject {
  const parts = text.length > maxLength ? [] : text.split('.', 6)
  // With ECDH-ES alone the encrypted key is empty (RFC 7518 section 4.6).
  if (parts.length !== 5 || parts[1] !== '') throw malformed()
  return orMalformed(() => parseJsonObject(decodeUtf8(decodeBase64Url(parts[0] ?? ''))))
}

function refuseOther(header: JsonObject, expected: readonly ContentEncryption[]): void {
  const { alg, enc, zip, crit } = header
  const accepted = alg === 'ECDH-ES' && isContentEncryption(enc) && expected.includes(enc)
  if (accepted && zip === undefined && crit === undefined) return
  throw new UnsupportedError(
    'credential_encryption_unsupported',
    'The message is encrypted with an algorithm that is not accepted, or compressed.',
  )
}

async function findKey(keys: readonly PrivateJwk[], kid: unknown): Promise<PrivateJwk> {
  for (const key of keys) if ((key.kid ?? (await jwkThumbprint(key))) === kid) return key
  throw undecryptable()
}

function orMalformed<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof LontarError) throw malformed(cause)
    throw cause
  }
}

function malformed(cause?: unknown): MalformedError {
  return new MalformedError('credential_encryption_malformed', 'The encrypted message cannot be read.', {
    cause,
  })
}

function undecryptable(cause?: unknown): VerificationError {
  return new VerificationError(
    'credential_encryption_undecryptable',
    'The message is not encrypted to one of the keys, or was changed.',
    { cause },
  )
}
