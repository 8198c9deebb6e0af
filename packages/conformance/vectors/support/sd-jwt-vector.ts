import type { JsonObject, PublicJwk } from '@lontar/credentials/jose'
import { parseJws } from '@lontar/credentials/jose'
import { verifySdJwt } from '@lontar/credentials/sd-jwt'

/** The layout of a vector made by the reference implementation. */
export interface SdJwtVector {
  readonly verified_contents: JsonObject
  readonly sd_jwt_issuance: string
  readonly sd_jwt_presentation: string
  readonly keys: { readonly issuer_key: JsonObject }
  readonly verify: { readonly aud: string; readonly nonce: string; readonly now: number }
}

/** The public part of a published test key. */
export function publicPart({ kty, crv, x, y }: JsonObject): PublicJwk {
  return { kty, crv, x, y } as unknown as PublicJwk
}

/** Verifies a presentation of a vector, with key binding when it has one. */
export async function verifyVector(vector: SdJwtVector, text: string): Promise<JsonObject> {
  const bound = !text.endsWith('~')
  const { header } = parseJws(text.slice(0, text.indexOf('~')))
  const { claims } = await verifySdJwt(text, {
    expectedKey: publicPart(vector.keys.issuer_key),
    expectedType: String(header.typ),
    expectedKeyBinding: bound
      ? { expectedNonce: vector.verify.nonce, expectedAudience: vector.verify.aud }
      : 'none',
    now: new Date(vector.verify.now * 1000),
  })
  return claims
}

/** Every presentation with one character of one part replaced. */
export function mutations(text: string): readonly string[] {
  const parts = text.split('~')
  return parts.flatMap((part, index) => {
    if (part === '') return []
    const at = Math.floor(part.length / 2)
    const changed = part.slice(0, at) + (part[at] === 'A' ? 'B' : 'A') + part.slice(at + 1)
    return [parts.with(index, changed).join('~')]
  })
}
