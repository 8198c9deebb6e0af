import { VerificationError } from '@lontar/credentials/errors'
import {
  type ConsentAnswer,
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
  { agreed, givenBy = 'subject' }: Pick<ConsentAnswer, 'agreed' | 'givenBy'>,
): Promise<ConsentReceipt> {
  await askConsent(invocation, office, agreed)
  return recordConsent(office, { agreed, givenBy, language: invocation.language })
}

/**
 * Shows the text and asks, where somebody can be asked.
 *
 * @throws {VerificationError} `consent_missing` when the answer is no.
 */
export async function askConsent(
  invocation: Invocation,
  { controller }: Pick<ConsentOffice, 'controller'>,
  agreed: readonly ConsentItemId[],
): Promise<void> {
  if (!invocation.interactive || invocation.yes) return
  const { lines } = await createConsentText({ controller, items: agreed, language: invocation.language })
  const text = lines.join('\n')
  invocation.note({ id: text, en: text })
  const question = {
    id: 'Apakah orangnya menyetujui setiap butir?',
    en: 'Does the person agree to each item?',
  }
  if (!(await confirm(invocation, question))) throw notGiven()
}

function notGiven(): Error {
  return explained(
    new VerificationError('consent_missing', 'the person did not agree'),
    'orangnya tidak menyetujui',
  )
}
