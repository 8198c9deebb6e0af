import { parseJws } from '@lontar/credentials/jose'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import type { ConsentRecords } from './consent-records.ts'
import { receiptKeptUntil } from './record-consent.ts'

/**
 * Records from which consent an identity came. It goes before the identity is handed out: what is issued for it has to
 * be found by its person.
 *
 * @throws what the store throws; then the identity must not be handed out
 */
export async function recordIdentity(
  records: ConsentRecords,
  consentId: string,
  identity: SignedVerifiedIdentity,
  decidedAt: Date,
): Promise<void> {
  const identityJti = String(parseJws(identity).payload.jti)
  await records.recordProofing({ consentId, identityJti, decidedAt, keptUntil: receiptKeptUntil(decidedAt) })
}
