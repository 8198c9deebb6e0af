import { engine } from '#engine'
import { LontarError } from '../../errors/lontar-error.ts'
import { parseDateTimeStamp } from '../../formats/date-time-stamp.ts'
import { sha256 } from '../../jose/digest.ts'
import type { JsonObject } from '../../jose/json.ts'
import { parseJwk } from '../../jose/parse-jwk.ts'
import { encodeUtf8 } from '../../jose/utf8.ts'
import { decodeBase58Btc } from '../base58btc.ts'
import { decodeMultikey, jwkOfMultikey } from '../multikey.ts'
import { canonicalizeJson, type WrittenJson } from './jcs.ts'

/**
 * Tells which key made a Data Integrity proof of the suite eddsa-jcs-2022, the only one of did:webvh.
 *
 * @param document what was signed, without its proof.
 * @param proof the proof.
 * @param now the time at which it must not have expired.
 * @param written what of the document was written before, see `canonicalizeJson`.
 * @returns the Multikey, or `undefined` when the proof is of another kind, names its key in two ways, has expired, or
 * is wrong.
 * @see Data Integrity EdDSA Cryptosuites section 3.3, did:webvh v1.0, "Authorized keys"
 */
export async function signerOfProof(
  document: JsonObject,
  proof: JsonObject,
  now: Date,
  written?: WrittenJson,
): Promise<string | undefined> {
  const { proofValue } = proof
  const multikey = keyOfProof(proof)
  const signature =
    typeof proofValue === 'string' && proofValue.startsWith('z')
      ? decodeBase58Btc(proofValue.slice(1))
      : undefined
  if (!isAcceptable(proof, now) || multikey === undefined || signature === undefined) return undefined
  return (await isSignedBy(multikey, await hashData(document, proof, written), signature))
    ? multikey
    : undefined
}

/**
 * Tells which key a proof names, without a look at its signature.
 *
 * @param proof the proof.
 * @returns the Multikey of a did:key whose fragment is the key again, or `undefined`: two different keys would leave
 * open which one is meant.
 */
export function keyOfProof({ verificationMethod }: JsonObject): string | undefined {
  const [, key, fragment] =
    typeof verificationMethod === 'string' ? (/^did:key:(z[^#]+)#(z.+)$/.exec(verificationMethod) ?? []) : []
  return key === fragment ? key : undefined
}

function isAcceptable({ type, cryptosuite, proofPurpose, expires }: JsonObject, now: Date): boolean {
  const expiresAt = parseDateTimeStamp(expires)
  return (
    type === 'DataIntegrityProof' &&
    cryptosuite === 'eddsa-jcs-2022' &&
    proofPurpose === 'assertionMethod' &&
    (expires === undefined || (expiresAt !== undefined && expiresAt > now))
  )
}

async function hashData(
  document: JsonObject,
  { proofValue: _proofValue, ...options }: JsonObject,
  written?: WrittenJson,
): Promise<Uint8Array> {
  const context = document['@context']
  const configuration: JsonObject = context === undefined ? options : { ...options, '@context': context }
  const hashes = await Promise.all(
    [configuration, document].map((part) => sha256(encodeUtf8(canonicalizeJson(part, written)))),
  )
  return Uint8Array.of(...hashes.flatMap((hash) => [...hash]))
}

async function isSignedBy(multikey: string, bytes: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const decoded = decodeMultikey(multikey)
  if (decoded?.crv !== 'Ed25519') return false
  try {
    return await engine.verify(parseJwk(jwkOfMultikey(decoded)), bytes, signature)
  } catch (error) {
    if (error instanceof LontarError) return false
    throw error
  }
}
