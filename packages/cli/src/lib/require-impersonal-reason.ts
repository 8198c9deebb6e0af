import { isStatusReason } from '@lontar/issuer'
import { usageError } from './explained.ts'

/**
 * A reason is kept in clear. It is looked at here and not by the parser, whose refusal would repeat it.
 *
 * @throws {OperationError} `usage`.
 */
export function requireImpersonalReason(reason = ''): void {
  if (!isStatusReason(reason)) {
    throw usageError({
      id: 'alasan paling panjang 200 karakter dalam satu baris, tanpa NIK',
      en: 'a reason is at most 200 characters on one line, without a NIK',
    })
  }
}
