import {
  type Check,
  type JsonObject,
  type JsonValue,
  skipped,
  type UnverifiedCredential,
} from '@lontar/credentials'
import { OperationError } from '@lontar/credentials/errors'
import { credentialTypeUrl } from '@lontar/documents/credential-types'
import { equalJson } from './equal-json.ts'
import type { IssuerContext } from './issuer-context.ts'
import { ownTrust } from './own-trust.ts'
import type { PlannedCredential } from './plan-credential.ts'

/**
 * Signs a planned credential and believes its own signature no more than a stranger's: the text must verify under
 * the issuer's key and say exactly what was planned, else it is never handed out (security R7, X13).
 *
 * @throws OperationError `signer_failed` when the format or the signer did something else
 */
export async function signCredential(context: IssuerContext, planned: PlannedCredential): Promise<string> {
  const { format } = planned.configuration
  const text = await format.issue({
    signer: context.signer,
    payload: planned.payload,
    disclosable: planned.disclosable,
  })
  const parsed = await format.parse(text)
  if (!saysWhatWasPlanned(parsed, planned) || !(await verifies(context, planned, text))) {
    throw new OperationError('signer_failed', 'The signed credential is not the planned one.')
  }
  return text
}

function saysWhatWasPlanned(
  parsed: UnverifiedCredential,
  { payload, disclosable }: PlannedCredential,
): boolean {
  const reference = statusListOf(payload)
  return (
    equalJson(comparable(parsed.claims), comparable(payload)) &&
    (parsed.status !== undefined || parsed.credentialStatus.length > 0) &&
    equalJson({ ...parsed.status }, { ...reference }) &&
    equalJson(pathSet(parsed.disclosable), pathSet(disclosable))
  )
}

async function verifies(context: IssuerContext, planned: PlannedCredential, text: string): Promise<boolean> {
  const { format, typeId } = planned.configuration
  const verdict = await format.verify(text, {
    expectedIssuers: [ownTrust(context)],
    expectedTypes: [credentialTypeUrl(context.url, typeId)],
    expectedKeyBinding: 'none',
    checkStatus: statusOfNewborn,
    now: planned.intent.createdAt,
  })
  return verdict.ok
}

/** Nobody can have revoked what does not exist yet. */
async function statusOfNewborn(): Promise<Check> {
  return skipped('status', 'Token Status List section 8.3')
}

/**
 * The claims without the status, which a JWT of VC 1.1 holds outside of the credential and which is compared apart.
 * Its dates come back from whole seconds, so that they may be written differently (VC Data Model 1.1 section 6.3.1).
 */
function comparable({ status: _status, ...claims }: JsonObject): JsonObject {
  const { issuanceDate, expirationDate } = claims
  return {
    ...claims,
    ...(issuanceDate === undefined ? {} : { issuanceDate: instantOf(issuanceDate) }),
    ...(expirationDate === undefined ? {} : { expirationDate: instantOf(expirationDate) }),
  }
}

function instantOf(dateTime: JsonValue): number {
  return Date.parse(String(dateTime))
}

function statusListOf({ status }: JsonObject): JsonObject | undefined {
  return (status as { readonly status_list?: JsonObject } | undefined)?.status_list
}

function pathSet(paths: PlannedCredential['disclosable']): string[] {
  return paths.map((path) => JSON.stringify(path)).sort()
}
