import { MalformedError, OperationError, VerificationError } from '@lontar/credentials/errors'
import { encodeBase64Url, sha256 } from '@lontar/credentials/jose'
import { requireConsent } from '../consent/check-consent.ts'
import type { CardReading } from '../reader/card-reading.ts'
import type { DocumentReader, ReadingOptions } from '../reader/document-reader.ts'
import { type Registration, toRegistration } from './registration.ts'
import { doorOf, fieldsUnder } from './registration-consent.ts'
import type { KeptField, RegistrationContent } from './registration-content.ts'
import type { RegistrationDoor, RegistrationOffice } from './registration-office.ts'
import { untilResumed } from './registration-times.ts'
import { keepImage } from './settle-images.ts'
import { type StepBegun, type StepEnd, takeStep } from './take-step.ts'

/** The longest file of a picture, in bytes: 10 MiB. */
export const maxCardBytes: number = 10 * 1024 * 1024

/** A picture of a card. */
export interface UploadCardInput extends RegistrationDoor, ReadingOptions {
  /** The bytes of a JPEG or PNG file; they are zeros afterwards, whatever happens. */
  readonly image: Uint8Array
  /** See `confirmFields`. */
  readonly takesOver?: boolean
}

/**
 * Reads the picture of a card, and keeps what was read as an offer to the applicant. The picture waits sealed for an
 * officer, where the office has a custody, and nowhere else. It may be repeated, also after a failure: a picture that was
 * read takes the place of the one before, and one that could not be read is gone and changes nothing.
 *
 * @returns the registration with the fields, each with its confidence and warning
 * @throws what `DocumentReader.read` throws; `card_reader_unavailable` also without a reader
 * @throws what the custody throws; then the fields are kept, and an officer has no picture
 * @throws VerificationError `registration_unknown`, `registration_expired`, `registration_state_conflict`,
 *   `registration_limit_reached` too many pictures; `consent_missing`, `consent_receipt_invalid`, `consent_withdrawn`,
 *   `processing_restricted`
 */
export async function uploadCard(office: RegistrationOffice, input: UploadCardInput): Promise<Registration> {
  const { image, signal: _, onProgress: __, ...door } = input
  try {
    const reader = requireReader(office, image)
    const begin = (content: RegistrationContent) => countUpload(office, content)
    const step = { ...door, from: ['started', 'read'], begin } as const
    return toRegistration(await takeStep(office, step, (begun) => read(office, reader, input, begun)))
  } finally {
    image.fill(0)
  }
}

async function read(
  office: RegistrationOffice,
  reader: DocumentReader,
  { image, signal, onProgress }: UploadCardInput,
  { record, content }: StepBegun,
): Promise<StepEnd> {
  const consent = await requireConsent(doorOf(office), record.consentId, {
    items: ['identity'],
    isChild: false,
  })
  const cardDigest = encodeBase64Url(await sha256(image))
  const reading = await reader.read(image, { ...(signal && { signal }), ...(onProgress && { onProgress }) })
  return {
    state: 'read',
    content: { ...content, reading: fieldsUnder(consent, keptFields(reading)), cardDigest },
    ...untilResumed(record.createdAt),
    settle: keepImage(office, consent, 'card', image),
  }
}

function requireReader({ reader }: RegistrationOffice, image: Uint8Array): DocumentReader {
  if (reader === undefined) {
    throw new OperationError('card_reader_unavailable', 'This office reads no cards; type the fields.')
  }
  if (image.length > maxCardBytes) {
    throw new MalformedError('card_image_too_large', 'The picture has too many bytes.')
  }
  return reader
}

function countUpload({ limits }: RegistrationOffice, content: RegistrationContent): RegistrationContent {
  if (content.uploads >= (limits?.maxUploads ?? 20)) {
    throw new VerificationError('registration_limit_reached', 'Too many pictures for one registration.')
  }
  return { ...content, uploads: content.uploads + 1 }
}

function keptFields({ fields }: CardReading): Readonly<Record<string, KeptField>> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, { text, confidence, warning }]) => [
      key,
      { text, confidence, ...(warning !== undefined && { warning: warning.code }) },
    ]),
  )
}
