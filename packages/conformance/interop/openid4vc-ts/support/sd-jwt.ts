import { createHash } from 'node:crypto'
import { decodeJwt, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { keyOfDid } from './did-jwk.ts'
import type { HolderKey } from './holder-key.ts'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }
type JsonMembers = { [name: string]: Json }

/** One disclosure of an SD-JWT (RFC 9901 section 4.2). */
export interface Disclosure {
  readonly text: string
  /** Its place in the claims; array elements do not occur in what is tested here. */
  readonly path: readonly string[]
  readonly value: Json
}

/** An SD-JWT VC whose signature jose verified, with every disclosure put in its place. */
export interface ForeignSdJwtVc {
  readonly jwt: string
  readonly header: Readonly<Record<string, unknown>>
  readonly payload: JWTPayload
  readonly claims: JsonMembers
  readonly disclosures: readonly Disclosure[]
}

/** SHA-256 as SD-JWT writes it. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text, 'ascii').digest('base64url')
}

/**
 * Verifies an SD-JWT VC, or a VC 2.0 as SD-JWT, as issued: the signature by the key of its issuer, and that each disclosure is committed to by
 * exactly one digest. Written after RFC 9901 section 7.1 with jose alone.
 */
export async function readSdJwtVc(
  text: string,
  typ: 'dc+sd-jwt' | 'vc+sd-jwt' = 'dc+sd-jwt',
): Promise<ForeignSdJwtVc> {
  const [jwt = '', ...rest] = text.split('~')
  if (rest.pop() !== '') throw new TypeError('an SD-JWT without key binding ends in a tilde')
  const { iss, issuer = iss } = decodeJwt<{ issuer?: string }>(jwt)
  const { payload, protectedHeader } = await jwtVerify(jwt, await keyOfDid(String(issuer)), {
    typ,
    algorithms: ['ES256'],
  })
  const byDigest = new Map(rest.map((disclosure) => [digestOf(disclosure), disclosure]))
  const disclosures: Disclosure[] = []
  const claims = open(payload as JsonMembers, [], byDigest, disclosures)
  if (byDigest.size > 0) throw new TypeError('a disclosure belongs to no digest')
  return { jwt, header: protectedHeader, payload, claims, disclosures }
}

function open(
  members: JsonMembers,
  path: readonly string[],
  byDigest: Map<string, string>,
  found: Disclosure[],
): JsonMembers {
  const { _sd: digests = [], _sd_alg: _, ...plain } = members
  const opened: JsonMembers = { ...plain }
  for (const digest of digests as string[]) {
    const text = byDigest.get(digest)
    if (text === undefined) continue
    byDigest.delete(digest)
    const [, name, value] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [string, string, Json]
    if (name in opened) throw new TypeError('a disclosure repeats a claim')
    found.push({ text, path: [...path, name], value })
    opened[name] = value
  }
  for (const [name, value] of Object.entries(opened)) {
    if (isMembers(value)) opened[name] = open(value, [...path, name], byDigest, found)
  }
  return opened
}

function isMembers(value: Json): value is JsonMembers {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a presentation is bound to. */
export interface Binding {
  readonly audience: string
  readonly nonce: string
}

/**
 * Shows some claims: the disclosures on the way to each path and those below it, then a KB-JWT over exactly that
 * (RFC 9901 section 4.3).
 *
 * @param alter changes the SD-JWT after the holder chose and before the holder signs
 */
export async function presentSdJwtVc(
  { jwt, disclosures }: ForeignSdJwtVc,
  paths: readonly (readonly unknown[])[],
  holder: HolderKey,
  { audience, nonce }: Binding,
  alter: (sdJwt: string) => string = (sdJwt) => sdJwt,
): Promise<string> {
  const shown = disclosures.filter(({ path }) => paths.some((asked) => touches(path, asked)))
  const sdJwt = alter(`${[jwt, ...shown.map(({ text }) => text)].join('~')}~`)
  const keyBindingJwt = await new SignJWT({ nonce, sd_hash: digestOf(sdJwt) })
    .setProtectedHeader({ alg: 'ES256', typ: 'kb+jwt' })
    .setAudience(audience)
    .setIssuedAt()
    .sign(holder.privateKey)
  return sdJwt + keyBindingJwt
}

function touches(path: readonly string[], asked: readonly unknown[]): boolean {
  const shorter = Math.min(path.length, asked.length)
  return path.slice(0, shorter).every((name, index) => name === asked[index])
}
