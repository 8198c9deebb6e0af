import { engine } from '#engine'
import { invalidArgument } from '../errors/invalid-argument.ts'
import { OperationError } from '../errors/lontar-error.ts'
import { encodeBase64Url } from './base64url.ts'
import type { JsonObject } from './json.ts'
import { keyHeader } from './key-header.ts'
import type { Signer } from './signer.ts'
import { signingAlgorithmOf } from './signing-curves.ts'
import { encodeUtf8 } from './utf8.ts'

/** What `signJws` needs. */
export interface SignJwsInput {
  /** `typ` and what else the header holds; `alg` and `kid` come from the signer. */
  readonly header: JsonObject
  /** The claims. */
  readonly payload: JsonObject
  /** The key; its `x5c`, if it has one, goes into the header. */
  readonly signer: Signer
}

/**
 * Signs a JSON object as a compact JWS. The header gets the signer's `alg`, and its `kid` and `x5c` unless it carries
 * the key itself as `jwk`. The signature is verified before it is released, so that a faulty signer is found out here
 * and not by a verifier.
 *
 * @param input see `SignJwsInput`.
 * @returns the three segments.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when the header asks for `crit` or `b64`, which Lontar refuses to read.
 * @throws OperationError `signer_failed` when the signer's algorithm or signature does not fit its own public key.
 * @see RFC 7515 sections 3.1 and 5.1
 */
export async function signJws({ header, payload, signer }: SignJwsInput): Promise<string> {
  if ('crit' in header || 'b64' in header) throw invalidHeader()
  const { alg: _alg, kid: _kid, ...rest } = header
  const key = 'jwk' in rest ? {} : keyHeader(signer)
  const own = 'x5c' in rest ? { x5c: rest.x5c } : {}
  const signingInput = `${encodePart({ alg: signer.algorithm, ...rest, ...key, ...own })}.${encodePart(payload)}`
  const signature = await signAndVerify(signer, encodeUtf8(signingInput))
  return `${signingInput}.${encodeBase64Url(signature)}`
}

async function signAndVerify(signer: Signer, bytes: Uint8Array): Promise<Uint8Array> {
  const signature = await signer.sign(bytes)
  const named = signer.algorithm === signingAlgorithmOf(signer.publicJwk)
  if (named && (await engine.verify(signer.publicJwk, bytes, signature))) return signature
  throw new OperationError('signer_failed', 'The signer made a signature that does not fit its key.')
}

function encodePart(part: JsonObject): string {
  return encodeBase64Url(encodeUtf8(JSON.stringify(part)))
}

function invalidHeader(): TypeError {
  return invalidArgument('The header may hold neither crit nor b64.')
}
