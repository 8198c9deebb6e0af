import type { JsonObject } from '@lontar/credentials/jose'

/**
 * Finds whether an attestation still stands, by the `status` in it, such as a place on a Token Status List.
 *
 * @param payload The claims of the attestation, whose signature was verified; `status` is among them.
 * @returns False for one that was revoked or suspended, and for a status that cannot be found.
 */
export type CheckAttestationStatus = (payload: JsonObject) => Promise<boolean>

/**
 * Whether the status of an attestation lets it be believed. One that names no status was given until its end; one that
 * names a status and meets nobody who could look is not believed.
 *
 * @see OpenID4VCI 1.0 appendix D.1; Token Status List section 8.3
 */
export async function holdsAttestationStatus(
  payload: JsonObject,
  checkStatus: CheckAttestationStatus | undefined,
): Promise<boolean> {
  if (payload['status'] === undefined) return true
  return checkStatus !== undefined && (await checkStatus(payload))
}
