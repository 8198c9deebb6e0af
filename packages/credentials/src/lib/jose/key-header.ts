import type { JsonObject } from './json.ts'
import type { Signer } from './signer.ts'

/** The members of a JWS header by which a signer names his key: `kid`, and `x5c` when he has certificates. */
export function keyHeader({ keyId, x5c }: Signer): JsonObject {
  return { ...(x5c !== undefined && { x5c: [...x5c] }), kid: keyId }
}
