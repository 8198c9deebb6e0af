import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { VerificationError } from '@lontar/credentials/errors'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import { createConsentText } from '@lontar/proofing/consent'
import type { OfficerDesk } from '@lontar/proofing/officer'
import {
  confirmFields,
  decideRegistration,
  type Registration,
  type RegistrationDoor,
  type RegistrationOffice,
  reviewRegistration,
  startRegistration,
  uploadCard,
} from '@lontar/proofing/registration'
import { readCardFile } from '../registration/card-files.ts'

/** The picture of Maria's invented card that the command brings along. */
const ownPicture = new URL('../../../demo/maria-contoh.jpg', import.meta.url)

/** The picture that the demo starts from. */
export async function demoPicture(path: string | undefined): Promise<Uint8Array> {
  return path === undefined ? await readFile(fileURLToPath(ownPicture)) : await readCardFile(path)
}

/** A card that was read, and waits for its holder to confirm it. */
export interface ScannedCard {
  readonly door: RegistrationDoor
  readonly fields: NonNullable<Registration['fields']>
}

/** Asks for the consent of the demo's person, and reads the card. */
export async function scanCard(office: RegistrationOffice, image: Uint8Array): Promise<ScannedCard> {
  const agreed = ['identity', 'registry'] as const
  const { controller } = office.consents
  const { version: textVersion } = await createConsentText({ controller, items: agreed, language: 'id' })
  const { id } = await startRegistration(office, { textVersion, language: 'id', agreed })
  const door = { id, access: 'office' } as const
  const { fields = {} } = await uploadCard(office, { ...door, image })
  return { door, fields }
}

/** Confirms the fields as they were read, and takes the registration to the officers and to its end. */
export async function confirmCard(
  office: RegistrationOffice,
  { door, fields }: ScannedCard,
  { review }: OfficerDesk,
): Promise<SignedVerifiedIdentity> {
  const entries = Object.entries(fields).map(([key, field]) => [key, field.text])
  const confirmed = await confirmFields(office, { ...door, fields: Object.fromEntries(entries) })
  if (confirmed.state !== 'review') {
    const code = confirmed.reasons[0]?.code ?? 'assurance_level_too_low'
    throw new VerificationError(code, 'The registration ended before an officer could decide.')
  }
  const decisions = await review.decide(await reviewRegistration(office, door.id))
  const { identity } = await decideRegistration(office, { id: door.id, decisions })
  if (identity === undefined) {
    throw new VerificationError('officer_not_confirmed', 'The officers did not accept.')
  }
  return identity
}
