import type { VerifiedCredential } from '@lontar/credentials'
import { LontarError } from '@lontar/credentials/errors'
import { parseVp } from '@lontar/credentials/presentation'

/**
 * Whether no two presentations are of one credential. What the issuer signed tells, for whoever shows it signs anew each
 * time; his signature is left out, for to some a second one can be made of the first. Two copies that an issuer signed of
 * the same claims are two credentials.
 *
 * @param credentials what was presented for one query, verified
 */
export async function hasDistinctCredentials(credentials: readonly VerifiedCredential[]): Promise<boolean> {
  const signed = await Promise.all(credentials.map(({ text }) => signedByIssuer(text)))
  return new Set(signed).size === signed.length
}

async function signedByIssuer(text: string): Promise<string> {
  const [jws = ''] = (await unwrapped(text)).split('~', 1)
  return jws.slice(0, jws.lastIndexOf('.'))
}

/** The credential inside a presentation, or the text itself when it is none. */
async function unwrapped(text: string): Promise<string> {
  try {
    return (await parseVp(text)).credentials[0]?.text ?? text
  } catch (error) {
    if (error instanceof LontarError) return text
    throw error
  }
}
