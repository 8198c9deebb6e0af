import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, decodeJwt, importJWK, type JWK, jwtVerify } from 'jose'
import { expect } from 'vitest'

/** What a presentation must be bound to. */
export interface ExpectedBinding {
  readonly audience: string
  readonly nonce: string
  readonly now: Date
}

/**
 * Verifies a `vp_token` with other libraries than ours: one presentation for each query, bound as expected by the key of
 * its credential.
 *
 * @returns the names of the disclosed claims in their order, by the id of their query
 */
export async function disclosedByQuery(
  vpToken: unknown,
  expected: ExpectedBinding,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const shown = Object.entries(vpToken as Record<string, readonly string[]>).map(async ([id, texts]) => {
    expect(texts).toHaveLength(1)
    return [id, await disclosedIn(texts[0] ?? '', expected)] as const
  })
  return Object.fromEntries(await Promise.all(shown))
}

async function disclosedIn(
  presentation: string,
  { audience, nonce, now }: ExpectedBinding,
): Promise<string[]> {
  const end = presentation.lastIndexOf('~') + 1
  const [credential = '', ...disclosures] = presentation.slice(0, end - 1).split('~')
  const { cnf } = decodeJwt<{ readonly cnf: { readonly jwk: JWK } }>(credential)
  const { payload, protectedHeader } = await jwtVerify(
    presentation.slice(end),
    await importJWK(cnf.jwk, 'ES256'),
    { typ: 'kb+jwt', currentDate: now },
  )
  const kid = await calculateJwkThumbprint(cnf.jwk)
  expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'kb+jwt', kid })
  expect(payload).toEqual({
    aud: audience,
    nonce,
    iat: Math.floor(now.getTime() / 1000),
    sd_hash: createHash('sha256').update(presentation.slice(0, end)).digest('base64url'),
  })
  return disclosures.map((text) => String(JSON.parse(Buffer.from(text, 'base64url').toString())[1])).sort()
}
