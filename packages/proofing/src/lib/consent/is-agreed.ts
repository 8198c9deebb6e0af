import type { ConsentItemId } from './consent-item.ts'
import type { ConsentReceipt } from './consent-receipt.ts'

/** Whether a consent covers an item; what was not agreed to is not covered. */
export function isAgreed({ items }: ConsentReceipt, needed: ConsentItemId): boolean {
  return items.some(({ item }) => item === needed)
}
