import { OperationError, VerificationError } from '@lontar/credentials/errors'
import { encodeBase64Url, hashText, randomBytes as secureRandomBytes } from '@lontar/credentials/jose'
import { consentTextVersion } from '../consent/consent-texts.ts'
import { type ConsentAnswer, recordConsent } from '../consent/record-consent.ts'
import { encodeRegistrationContent } from './registration-content.ts'
import type { RegistrationOffice } from './registration-office.ts'
import { nowAt } from './registration-office.ts'
import { untilFirstStep } from './registration-times.ts'

/** What the applicant read and said. */
export interface StartRegistrationInput extends Omit<ConsentAnswer, 'document'> {
  /** The version of the text that was read, as `createConsentText` gave it. */
  readonly textVersion: string
  /** What the office finds the registration again by; see `RegistrationRecord`. */
  readonly label?: string
}

/** A registration that begins. */
export interface StartedRegistration {
  /** Its id; it names nobody and opens nothing. */
  readonly id: string
  /** The applicant's secret for the other steps: 128 random bits in base64url, shown here and kept nowhere. */
  readonly token: string
  /** The receipt of the consent. */
  readonly consentId: string
  /** From then on it is unknown: half an hour. A card that was read makes it a day, an officer's review seven. */
  readonly expiresAt: Date
}

/**
 * Starts a registration: records the consent before anything of the person is taken.
 *
 * @returns the id and the applicant's token
 * @throws VerificationError `consent_missing` when `identity` or `registry` was not agreed to, or another version of the
 *   text was read than is in force
 * @throws OperationError `registration_busy` when too many are open
 * @see UU 27/2022 articles 20 to 22
 */
export async function startRegistration(
  office: RegistrationOffice,
  { textVersion, label, ...answer }: StartRegistrationInput,
): Promise<StartedRegistration> {
  const lacks = (['identity', 'registry'] as const).some((item) => !answer.agreed.includes(item))
  if (lacks || textVersion !== consentTextVersion) {
    throw new VerificationError(
      'consent_missing',
      'Identity and registry of the text in force must be agreed to.',
    )
  }
  const { maxOpen = 1000 } = office.limits ?? {}
  // Before the consent, so that whoever is turned away leaves nothing behind.
  if (!(await office.store.hasRoom(maxOpen, nowAt(office)))) throw busy()
  const { randomBytes = secureRandomBytes } = office.consents
  const [id, token] = [encodeBase64Url(randomBytes(16)), encodeBase64Url(randomBytes(16))]
  const consent = await recordConsent(office.consents, answer)
  const createdAt = nowAt(office)
  const until = untilFirstStep(createdAt)
  const record = {
    ...{
      id,
      tokenDigest: await hashText(token),
      state: 'started' as const,
      revision: 0,
      consentId: consent.id,
    },
    ...(label !== undefined && { label }),
    content: encodeRegistrationContent({ uploads: 0, confirmations: 0 }),
    ...{ ...until, createdAt },
  }
  if (!(await office.store.create(record, maxOpen))) throw busy()
  return { id, token, consentId: consent.id, expiresAt: until.expiresAt }
}

function busy(): OperationError {
  return new OperationError('registration_busy', 'Too many registrations are open.')
}
