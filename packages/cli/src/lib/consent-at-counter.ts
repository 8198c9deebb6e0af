import { VerificationError } from '@lontar/credentials/errors'
import { parseJws } from '@lontar/credentials/jose'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import {
  bindConsent,
  type ConsentItemId,
  type ConsentOffice,
  type ConsentReceipt,
  checkConsent,
  createConsentText,
  receiptKeptUntil,
  recordConsent,
  type SubjectDocument,
} from '@lontar/proofing/consent'
import { confirm } from './confirm.ts'
import { consentDoor } from './consent-office.ts'
import { explained } from './explained.ts'
import type { Invocation } from './invocation.ts'

/**
 * Records the consent of the person at the counter, before the card is read. At a terminal the text is shown and asked
 * about; else whoever runs the command says by `--consent` what the person agreed to.
 *
 * @throws {VerificationError} `consent_missing` when the answer is no.
 */
export async function takeConsent(
  invocation: Invocation,
  office: ConsentOffice,
  agreed: readonly ConsentItemId[],
): Promise<ConsentReceipt> {
  const { language } = invocation
  if (invocation.interactive && !invocation.yes) {
    const { lines } = await createConsentText({ controller: office.controller, items: agreed, language })
    const text = lines.join('\n')
    invocation.note({ id: text, en: text })
    const question = {
      id: 'Apakah orangnya menyetujui setiap butir?',
      en: 'Does the person agree to each item?',
    }
    if (!(await confirm(invocation, question))) throw notGiven()
  }
  return recordConsent(office, { agreed, language })
}

function notGiven(): Error {
  return explained(
    new VerificationError('consent_missing', 'the person did not agree'),
    'orangnya tidak menyetujui',
  )
}

/**
 * Verifies a visitor under a consent, as `verifyKtp` does by itself: nothing is processed that it does not cover, and what comes out is recorded with it
 * before it is handed on.
 *
 * @throws {VerificationError} `consent_missing`, `consent_withdrawn`, `processing_restricted`; what the work throws.
 */
export async function underConsent(
  office: ConsentOffice,
  { id }: ConsentReceipt,
  document: SubjectDocument,
  work: () => Promise<SignedVerifiedIdentity>,
): Promise<SignedVerifiedIdentity> {
  await bindConsent(office, id, document)
  // Nobody asks the population registry about a passport.
  const needs = { document, items: ['identity'], isChild: false } as const
  const [failure] = await checkConsent(consentDoor(office), id, needs)
  if (failure !== undefined) throw failure
  const identity = await work()
  const decidedAt = (office.now ?? (() => new Date()))()
  const identityJti = String(parseJws(identity).payload['jti'])
  await office.records.recordProofing({
    ...{ consentId: id, identityJti, decidedAt },
    keptUntil: receiptKeptUntil(decidedAt),
  })
  return identity
}
