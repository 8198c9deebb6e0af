import type { LocalizedText } from '@lontar/credentials'
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
  await askConsent(invocation, office, { agreed, givenBy })
  return recordConsent(office, { agreed, givenBy, language: invocation.language })
}

/** What is asked, and whom. */
export interface AskedConsent {
  /** What is to be agreed to. */
  readonly agreed: readonly ConsentItemId[]
  /** The person, or the parent or guardian of a child. */
  readonly givenBy: 'subject' | 'guardian'
}

/**
 * Shows the text and asks, where somebody can be asked.
 *
 * @throws {VerificationError} `consent_missing` when the answer is no.
 */
export async function askConsent(
  invocation: Invocation,
  { controller }: Pick<ConsentOffice, 'controller'>,
  { agreed, givenBy }: AskedConsent,
): Promise<void> {
  if (!invocation.interactive || invocation.yes) return
  const { lines } = await createConsentText({ controller, items: agreed, language: invocation.language })
  const text = lines.join('\n')
  invocation.note({ id: text, en: text })
  if (!(await confirm(invocation, questions[givenBy]))) throw notGiven()
}

/** Who is asked, in words: a visitor under 17 does not answer alone. */
const questions: Readonly<Record<AskedConsent['givenBy'], LocalizedText>> = {
  subject: {
    id: 'Apakah orangnya sendiri menyetujui setiap butir?',
    en: 'Does the person agree to each item?',
  },
  guardian: {
    id: 'Apakah orang tua atau wali menyetujui setiap butir untuk anak ini?',
    en: 'Does the parent or guardian agree to each item for this child?',
  },
}

function notGiven(): Error {
  return explained(
    new VerificationError('consent_missing', 'the person did not agree'),
    'orangnya tidak menyetujui',
  )
}
