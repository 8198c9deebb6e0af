import { parseJsonObject } from '@lontar/credentials/jose'
import type { VerifierReceipt } from './verifier-receipt.ts'

/** Writes a receipt for a store. */
export function encodeReceipt(receipt: VerifierReceipt): string {
  return JSON.stringify(receipt)
}

/** Reads a receipt that this verifier wrote. */
export function decodeReceipt(text: string): VerifierReceipt {
  const receipt = parseJsonObject(text) as unknown as Record<keyof VerifierReceipt, string>
  return {
    ...(receipt as unknown as VerifierReceipt),
    requestedAt: new Date(receipt.requestedAt),
    decidedAt: new Date(receipt.decidedAt),
    keptUntil: new Date(receipt.keptUntil),
  }
}
