import type { ClaimPath } from '@lontar/credentials'
import { createLocalSigner, generatePrivateJwk, type JsonObject } from '@lontar/credentials/jose'
import { issueSdJwt, parseSdJwt, presentSdJwt } from '@lontar/credentials/sd-jwt'
import { describe, expect, test } from 'vitest'
import { readVectors, vectorsAbsent } from '../support/public-vectors.ts'

interface Frame {
  readonly _sd?: readonly (string | number)[]
  readonly [member: string]: unknown
}

interface FrameVector {
  readonly claims: JsonObject
  readonly disclosureFrame: Frame
  readonly presentationFrames: Readonly<Record<string, unknown>>
  readonly presentedClaims: JsonObject
}

/** The paths that a disclosure frame makes disclosable. */
function framedPaths(claims: unknown, frame: Frame, path: ClaimPath = []): readonly ClaimPath[] {
  const step = (name: string | number) => [...path, Array.isArray(claims) ? Number(name) : String(name)]
  const own = (frame._sd ?? []).map(step)
  const inner = Object.entries(frame)
    .filter(([name]) => !name.startsWith('_sd'))
    .flatMap(([name, child]) =>
      framedPaths((claims as Record<string, unknown>)[name], child as Frame, step(name)),
    )
  return [...own, ...inner]
}

/** The paths that a presentation frame shows. */
function shownPaths(claims: unknown, frame: unknown, path: ClaimPath = []): readonly ClaimPath[] {
  // One frame names an element that its claims do not have; there is nothing to show for it.
  if (claims === undefined) return []
  if (frame === true) return [path]
  return Object.entries(frame as Record<string, unknown>).flatMap(([name, child]) =>
    shownPaths((claims as Record<string, unknown>)[name], child, [
      ...path,
      Array.isArray(claims) ? Number(name) : name,
    ]),
  )
}

/**
 * Where the other implementation differs: an object whose members are all held back stays, and is empty, since
 * RFC 9901 section 7.1 step 3 removes `_sd` and not the object that held it.
 */
const expectedByRfc9901: Readonly<Record<string, JsonObject>> = {
  'array_none_disclosed.json': { is_over: {} },
}

describe.skipIf(vectorsAbsent)('public vectors: disclosure frames of another implementation', () => {
  const vectors = vectorsAbsent ? [] : readVectors<FrameVector>('vectors/sd-jwt/owf-sd-jwt-js')

  test.each(vectors)('$name issues, presents and gives the presented claims', async ({ name, vector }) => {
    const { claims, disclosureFrame, presentationFrames, presentedClaims } = vector
    const signer = await createLocalSigner(await generatePrivateJwk())
    const disclosable = framedPaths(claims, disclosureFrame)
    const sdJwt = await issueSdJwt({
      signer,
      header: { typ: 'example+sd-jwt' },
      payload: claims,
      disclosable,
    })
    const presentation = await presentSdJwt({ sdJwt, disclose: shownPaths(claims, presentationFrames) })
    const { claims: presented } = await parseSdJwt(presentation)
    expect(JSON.parse(JSON.stringify(presented))).toEqual(expectedByRfc9901[name] ?? presentedClaims)
  })

  test('all 16 frames are there', () => expect(vectors.length).toBeGreaterThanOrEqual(15))
})
