import { encodeBase64Url, sha256 } from '@lontar/credentials/jose'
import type { EvidenceImageKind } from '../evidence-images/evidence-images.ts'
import { nowAt, type RegistrationOffice } from './registration-office.ts'

/**
 * One of the images that wait for a decision, if it is the one that the registration speaks of; another one is not
 * handed out, and the rest is filled with zeros.
 *
 * @param consentId of the registration
 * @param kind which image
 * @param digest SHA-256 of it, base64url, as the registration keeps it
 * @returns the image, which is the caller's to fill with zeros; `undefined` when it does not wait
 */
export async function loadImage(
  office: RegistrationOffice,
  consentId: string,
  kind: EvidenceImageKind,
  digest: string | undefined,
): Promise<Uint8Array | undefined> {
  const waiting = (await office.images?.load(consentId, nowAt(office))) ?? new Map<string, Uint8Array>()
  const image = waiting.get(kind)
  const isIt = image !== undefined && encodeBase64Url(await sha256(image)) === digest
  for (const bytes of waiting.values()) if (!isIt || bytes !== image) bytes.fill(0)
  return isIt ? image : undefined
}
