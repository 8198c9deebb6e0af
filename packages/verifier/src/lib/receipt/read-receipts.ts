import { invalidArgument } from '@lontar/credentials/errors'
import type { VerifierContext } from '../verifier-context.ts'
import type { ReceiptPage } from '../verifier-store.ts'
import { decodeReceipt } from './receipt-text.ts'
import type { VerifierReceipt } from './verifier-receipt.ts'

/**
 * Reads receipts, the latest first.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a limit that is not 1 to 1,000
 */
export async function readReceipts(
  { store }: Pick<VerifierContext, 'store'>,
  { limit = 100, olderThan }: Partial<ReceiptPage>,
): Promise<readonly VerifierReceipt[]> {
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > 1_000)
    throw invalidArgument('limit must be a whole number from 1 to 1,000.')
  const records = await store.readReceipts({ limit, ...(olderThan !== undefined && { olderThan }) })
  return records.map(({ receipt }) => decodeReceipt(receipt))
}
