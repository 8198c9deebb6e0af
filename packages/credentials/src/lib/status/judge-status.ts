import type { ErrorCode } from '../errors/error-code.ts'
import { failureOfStep } from '../verdict/require-step.ts'
import {
  indexInRange,
  listLongEnough,
  listPurpose,
  notRevoked,
  notSuspended,
  statusValidAlone,
} from '../verdict/steps/status-steps.ts'
import type { BitstringStatusListEntry } from './bitstring-status-list-entry.ts'
import { minBitstringEntries } from './encode-bitstring.ts'
import type { BitstringStatusList, StatusList } from './status-list.ts'
import type { StatusListReference } from './status-reference.ts'
import { statusInvalid, statusSuspended, statusValid } from './status-value.ts'

/**
 * Judges a place on a Token Status List. Values that are reserved or belong to an application mean nothing that could
 * be accepted.
 *
 * @param list the list.
 * @param reference the place.
 * @returns why the credential is not valid, or `undefined`.
 * @see Token Status List sections 7.1 and 8.3
 */
export function judgeTokenStatus(list: StatusList, { idx }: StatusListReference): ErrorCode | undefined {
  return judgeValue(list.statusAt(idx))
}

/**
 * Judges a place on a Bitstring Status List.
 *
 * @param list the list.
 * @param entry the place.
 * @returns why the credential is not valid, or `undefined`.
 * @see Bitstring Status List section 3.2
 */
export function judgeBitstringStatus(
  list: BitstringStatusList,
  { statusPurpose, statusListIndex, statusSize }: BitstringStatusListEntry,
): ErrorCode | undefined {
  const status = list.statusAt(statusListIndex, statusSize)
  return (
    failureOfStep(listPurpose, list.purposes.includes(statusPurpose)) ??
    failureOfStep(listLongEnough, list.lengthOf(statusSize) >= minBitstringEntries) ??
    judgeValue(status === undefined || status === statusValid ? status : valueOfPurpose[statusPurpose])
  )
}

/** What a bit that is set says. A message of an application is nothing that could be accepted unread. */
const valueOfPurpose: Readonly<Record<BitstringStatusListEntry['statusPurpose'], number>> = {
  revocation: statusInvalid,
  suspension: statusSuspended,
  message: 3,
}

function judgeValue(status: number | undefined): ErrorCode | undefined {
  return (
    failureOfStep(indexInRange, status !== undefined) ??
    failureOfStep(notRevoked, status !== statusInvalid) ??
    failureOfStep(notSuspended, status !== statusSuspended) ??
    failureOfStep(statusValidAlone, status === statusValid)
  )
}
