import { MalformedError, OperationError, VerificationError } from '@lontar/credentials/errors'
import { withEvidenceImages } from '../evidence-images/with-evidence-images.ts'
import type { CardReading } from '../reader/card-reading.ts'
import type { DocumentReader, ReadingOptions } from '../reader/document-reader.ts'
import { type Registration, toRegistration } from './registration.ts'
import { consentInForce, fieldsUnder } from './registration-consent.ts'
import type { KeptField, RegistrationContent } from './registration-content.ts'
import { nowAt, type RegistrationDoor, type RegistrationOffice } from './registration-office.ts'
import { untilResumed } from './registration-times.ts'
import { takeStep } from './take-step.ts'

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
 * officer, where the office has a custody, and nowhere else; a picture that could not be read is erased at once. It may be
 * repeated, also after a failure.
 *
 * @returns the registration with the fields, each with its confidence and warning
 * @throws what `DocumentReader.read` throws; `card_reader_unavailable` also without a reader
 * @throws VerificationError `registration_unknown`, `registration_expired`, `registration_state_conflict`,
 *   `registration_limit_reached` too many pictures; `consent_missing`, `consent_receipt_invalid`, `consent_withdrawn`
 */
export async function uploadCard(office: RegistrationOffice, input: UploadCardInput): Promise<Registration> {
  const { image, signal, onProgress, ...door } = input
  try {
    const reader = requireReader(office, image)
    const step = {
      ...door,
      from: ['started', 'read'],
      begin: (content: RegistrationContent) => countUpload(office, content),
    } as const
    const record = await takeStep(office, step, async ({ record, content }) => {
      const consent = await consentInForce(office, record.consentId)
      const { images: custody } = office
      const options = { consent, ...(custody !== undefined && { custody }), now: () => nowAt(office) }
      const { reading } = await withEvidenceImages(options, async (images) => {
        images.put('card', image)
        const reading = await images.use('card', (bytes) =>
          reader.read(bytes, { ...(signal && { signal }), ...(onProgress && { onProgress }) }),
        )
        return { outcome: 'pending', reading } as const
      })
      const read = { ...content, reading: fieldsUnder(consent, keptFields(reading)) }
      return { state: 'read', content: read, ...untilResumed(record.createdAt) }
    })
    return toRegistration(record)
  } finally {
    image.fill(0)
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
