import type { JsonObject } from '@lontar/credentials/jose'
import { verifySdJwt } from '@lontar/credentials/sd-jwt'
import { describe, expect, test } from 'vitest'
import { readVector, readVectors, vectorsAbsent } from '../support/public-vectors.ts'
import { mutations, publicPart, type SdJwtVector, verifyVector } from '../support/sd-jwt-vector.ts'

/** A number as `kid`: RFC 7515 section 4.1.4 makes it a string, and key look-up never reads a token's number. */
const folders = ['vectors/sd-jwt/rfc9901-examples', 'vectors/sd-jwt/reference-testcases', 'vectors/sd-jwt-vc']

describe.skipIf(vectorsAbsent)('public vectors: SD-JWT by the reference implementation', () => {
  const vectors = vectorsAbsent
    ? []
    : folders.flatMap((folder) =>
        readVectors<SdJwtVector>(folder)
          .filter(({ vector }) => typeof vector.sd_jwt_presentation === 'string')
          .map(({ name, vector }) => ({ name: `${folder}/${name}`, vector })),
      )

  test.each(vectors)('$name gives the published contents', async ({ vector }) => {
    const claims = await verifyVector(vector, vector.sd_jwt_presentation)
    expect(JSON.parse(JSON.stringify(claims))).toEqual(vector.verified_contents)
  })

  test.each(vectors)('$name is refused with any one part changed', async ({ vector }) => {
    for (const mutated of mutations(vector.sd_jwt_presentation)) {
      await expect(verifyVector(vector, mutated)).rejects.toThrow()
    }
  })

  test.each(vectors)('$name is refused under another key', async ({ vector }) => {
    const { x, y } = vector.keys.issuer_key
    const other = { ...vector, keys: { issuer_key: { ...vector.keys.issuer_key, x: y, y: x } as JsonObject } }
    await expect(verifyVector(other, vector.sd_jwt_presentation)).rejects.toThrow()
  })

  test('all 31 vectors are there', () => expect(vectors).toHaveLength(31))
})

interface PublishedTokens {
  readonly issuer_key_public: JsonObject
  readonly vectors: readonly {
    readonly id: string
    readonly issued: string
    readonly presented_without_kb: string
    readonly presented_with_kb?: string
    readonly expected_presented: JsonObject
    readonly kb?: { readonly aud: string; readonly nonce: string; readonly iat: number }
  }[]
}

describe.skipIf(vectorsAbsent)('public vectors: tokens printed in RFC 9901', () => {
  const file = vectorsAbsent
    ? undefined
    : readVector<PublishedTokens>('vectors/sd-jwt/rfc9901-published-tokens.json')

  test.each(file?.vectors ?? [])('$id verifies as printed', async (vector) => {
    const expectations = {
      expectedKey: publicPart(file?.issuer_key_public ?? {}),
      expectedType: 'example+sd-jwt',
      expectedKeyBinding: 'none',
      now: new Date(1_700_000_000_000),
    } as const
    const presented = await verifySdJwt(vector.presented_without_kb, expectations)
    expect(JSON.parse(JSON.stringify(presented.claims))).toEqual(vector.expected_presented)
    await expect(verifySdJwt(vector.issued, expectations)).resolves.toBeDefined()
    if (vector.presented_with_kb === undefined || vector.kb === undefined) return
    const { aud, nonce, iat } = vector.kb
    const bound = {
      ...expectations,
      expectedKeyBinding: { expectedNonce: nonce, expectedAudience: aud },
      now: new Date(iat * 1000),
    }
    await expect(verifySdJwt(vector.presented_with_kb, bound)).resolves.toBeDefined()
    await expect(
      verifySdJwt(vector.presented_with_kb, {
        ...bound,
        expectedKeyBinding: { expectedNonce: 'other', expectedAudience: aud },
      }),
    ).rejects.toMatchObject({ code: 'key_binding_nonce_mismatch' })
  })
})
