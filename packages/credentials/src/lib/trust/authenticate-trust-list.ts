import { LontarError } from '../errors/lontar-error.ts'
import { pinnedIssuerKey } from '../issuer-key/pinned-issuer-key.ts'
import { parseNumericDate } from '../jose/numeric-date.ts'
import { parseJws, type UnverifiedJws } from '../jose/parse-jws.ts'
import { verifyJwsSignature } from '../jose/verify-jws-signature.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  trustTokenAuthority,
  trustTokenReadable,
  trustTokenSignature,
  trustTokenSubject,
} from '../verdict/steps/trust-steps.ts'
import { parseTrustList } from './parse-trust-list.ts'
import type { SignedTrustList, TrustAuthority } from './signed-trust-list.ts'

/** Who must have signed a list, and for which address. */
export interface TrustListOrigin {
  readonly expectedAuthority: TrustAuthority
  /** The address from which it is followed. */
  readonly expectedUrl: string
  readonly now: Date
}

const maxCharacters = 4 * 1024 * 1024

/**
 * Verifies who signed a trust list, and for which address. Whether it still holds is for the caller to judge.
 *
 * @param text the JWT as received, at most 4 MiB.
 * @param origin see `TrustListOrigin`.
 * @returns the list.
 * @throws MalformedError `trust_list_malformed`; VerificationError `trust_list_signature_invalid`,
 * `trust_list_subject_mismatch`.
 */
export async function authenticateTrustList(
  text: string,
  { expectedAuthority, expectedUrl, now }: TrustListOrigin,
): Promise<SignedTrustList> {
  const jws = readJws(text)
  await requireSignature(jws, expectedAuthority, now)
  const list = readList(text, jws)
  requireStep(trustTokenAuthority, jws.payload.iss === expectedAuthority.issuer)
  requireStep(trustTokenSubject, list.url === expectedUrl)
  return list
}

function readJws(text: string): UnverifiedJws {
  requireStep(trustTokenReadable, typeof text === 'string' && text.length <= maxCharacters)
  try {
    return parseJws(text)
  } catch (cause) {
    if (cause instanceof LontarError) requireStep(trustTokenReadable, false, { cause })
    throw cause
  }
}

async function requireSignature(jws: UnverifiedJws, authority: TrustAuthority, now: Date): Promise<void> {
  try {
    const expectedKey = await pinnedIssuerKey({
      issuer: { ...authority, types: [] },
      header: jws.header,
      now,
    })
    await verifyJwsSignature(jws, { expectedKey, expectedType: 'trustlist+jwt' })
  } catch (cause) {
    if (cause instanceof LontarError) requireStep(trustTokenSignature, false, { cause })
    throw cause
  }
}

function readList(text: string, { payload }: UnverifiedJws): SignedTrustList {
  const { sub, sequence, iat, exp, trust_list: trustList } = payload
  const [issuedAt, expiresAt] = [parseNumericDate(iat), parseNumericDate(exp)]
  const isNumbered = typeof sequence === 'number' && Number.isSafeInteger(sequence) && sequence >= 1
  requireStep(
    trustTokenReadable,
    typeof sub === 'string' && isNumbered && issuedAt !== undefined && expiresAt !== undefined,
  )
  return Object.freeze({
    text,
    url: sub,
    sequence,
    issuedAt,
    expiresAt,
    trustList: parseTrustList(trustList),
  })
}
