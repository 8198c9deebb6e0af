import type { JsonObject } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import type { StatusListReference } from '../status/status-reference.ts'
import { credentialMalformed } from './credential-malformed.ts'

/** What a credential says about its status. */
export interface CredentialStatus {
  readonly reference: StatusListReference | undefined
  /** It names a mechanism that Lontar does not implement, so its status cannot be known. */
  readonly unsupported: boolean
}

/**
 * Reads `status.status_list`, and notes a `status` or `credentialStatus` of another kind.
 *
 * @param payload the signed payload.
 * @returns the reference, if there is one.
 * @throws MalformedError `credential_malformed` when a reference is there and cannot be read.
 * @see Token Status List section 6.2
 */
export function parseCredentialStatus({ status, credentialStatus }: JsonObject): CredentialStatus {
  if (status === undefined) return { reference: undefined, unsupported: credentialStatus !== undefined }
  if (!isJsonObject(status)) throw credentialMalformed()
  const known = status.status_list !== undefined
  const unsupported = credentialStatus !== undefined || !known
  return { reference: known ? parseReference(status.status_list) : undefined, unsupported }
}

function parseReference(value: JsonObject[string]): StatusListReference {
  if (!isJsonObject(value)) throw credentialMalformed()
  const { uri, idx } = value
  if (typeof uri !== 'string' || !URL.canParse(uri)) throw credentialMalformed()
  if (typeof idx !== 'number' || !Number.isSafeInteger(idx) || idx < 0) throw credentialMalformed()
  return Object.freeze({ uri, idx })
}
