import { VerificationError } from '@lontar/credentials/errors'
import {
  type ConsentItemId,
  type ConsentOffice,
  type ConsentReceipt,
  createConsentText,
  recordConsent,
} from '@lontar/proofing/consent'
import { confirm } from './confirm.ts'
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
