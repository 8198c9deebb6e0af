import { createHash } from 'node:crypto'
import { LontarError } from '@lontar/credentials/errors'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import type { Offer } from '@lontar/issuer'
import type { ConsentItemId } from '@lontar/proofing/consent'
import { createConsentText } from '@lontar/proofing/consent'
import {
  confirmFields,
  decideRegistration,
  type Registration,
  type RegistrationDoor,
  type RegistrationOffice,
  registrationIdentity,
  registrationStatus,
  reviewRegistration,
  startRegistration,
  uploadCard,
} from '@lontar/proofing/registration'
import { confirm } from '../confirm.ts'
import type { Invocation } from '../invocation.ts'
import type { OpenData } from '../open-data.ts'
import { type DeskOptions, openOfficerDesk } from '../open-officer-desk.ts'
import { askConsent } from '../take-consent.ts'
import { confirmedFields } from './ask-fields.ts'
import { readCardFile } from './card-files.ts'
import { tellReading } from './reading-progress.ts'

/** Everything that a registration at the counter takes place in. */
export interface Counter {
  readonly invocation: Invocation
  readonly data: OpenData
  readonly office: RegistrationOffice
  /** What persons are asked to agree to. */
  readonly agreed: readonly ConsentItemId[]
  /** The file with the confirmed fields. */
  readonly fieldsFile: string | undefined
  /** Who decides; nobody when no officer was named. */
  readonly officers: DeskOptions
  /** True when a run before was broken off. */
  readonly takesOver: boolean
  /** Makes the offer of an accepted registration. */
  offer(identity: SignedVerifiedIdentity): Promise<Offer>
}

/** How a registration at the counter ended. */
export interface Registered {
  readonly registration: Registration
  /** For the wallet, when it was accepted and the offer made. */
  readonly offer?: Offer
}

/**
 * Takes a person through a registration, from where it stands to where it can go now.
 *
 * @param path the picture of the card; without one the fields are typed.
 * @param id of a registration that is gone on with; without one it is found by the picture, or begins.
 * @throws what the steps of `@lontar/proofing/registration` throw.
 */
export async function registerPerson(
  counter: Counter,
  { path, id }: { readonly path?: string; readonly id?: string },
): Promise<Registered> {
  const image = path === undefined ? undefined : await readCardFile(path)
  const door = await openDoor(counter, image, id)
  const { office } = counter
  let registration = await registrationStatus(office, door)
  if (registration.state === 'started' && image !== undefined) registration = await read(counter, door, image)
  if (['started', 'read', 'unanswered'].includes(registration.state)) {
    registration = await confirmPerson(counter, door, registration)
  }
  if (registration.state === 'review') registration = await review(counter, door, registration)
  if (registration.state !== 'accepted') return { registration }
  return { registration, ...(await makeOffer(counter, door)) }
}

/** The same picture is the same registration, however often the command runs. */
async function openDoor(
  { invocation, office, agreed }: Counter,
  image: Uint8Array | undefined,
  id: string | undefined,
): Promise<RegistrationDoor> {
  if (id !== undefined) return { id, access: 'office' }
  const label = image && createHash('sha256').update(image).digest('base64url')
  const known = label === undefined ? undefined : await office.store.findByLabel(label)
  if (known !== undefined && known.expiresAt > invocation.environment.now()) {
    return { id: known.id, access: 'office' }
  }
  const { controller } = office.consents
  await askConsent(invocation, { controller }, agreed)
  const { language } = invocation
  const { version: textVersion } = await createConsentText({ controller, items: agreed, language })
  const said = { textVersion, language, agreed, ...(label !== undefined && { label }) }
  const started = await startRegistration(office, said)
  invocation.note({
    id: `Nomor pendaftaran: ${started.id} (lanjutkan dengan --resume)`,
    en: `Registration: ${started.id} (go on with --resume)`,
  })
  return { id: started.id, access: 'office' }
}

async function read(
  { invocation, office, takesOver }: Counter,
  door: RegistrationDoor,
  image: Uint8Array,
): Promise<Registration> {
  const { stopSignal: signal } = invocation.environment
  const onProgress = tellReading(invocation)
  return await uploadCard(office, { ...door, image, signal, onProgress, takesOver })
}

async function confirmPerson(
  { invocation, office, fieldsFile, takesOver }: Counter,
  door: RegistrationDoor,
  { fields = {} }: Registration,
): Promise<Registration> {
  const confirmed = await confirmedFields(invocation, fieldsFile, fields)
  return await confirmFields(office, { ...door, fields: confirmed, takesOver })
}

async function review(
  { invocation, data, office, officers, takesOver }: Counter,
  { id }: RegistrationDoor,
  registration: Registration,
): Promise<Registration> {
  if (officers.officers.length === 0) return registration
  const desk = await openOfficerDesk(invocation, data.store, officers)
  const decisions = await desk.review.decide(await reviewRegistration(office, id))
  if (decisions.length === 0) return registration
  return (await decideRegistration(office, { id, decisions, takesOver })).registration
}

async function makeOffer(
  { invocation, office, offer }: Counter,
  { id }: RegistrationDoor,
): Promise<Pick<Registered, 'offer'>> {
  const identity = await registrationIdentity(office, id)
  if (identity === undefined) return {}
  const question = { id: 'Buat tawaran untuk dompet sekarang?', en: 'Make the offer for a wallet now?' }
  if (invocation.interactive && !invocation.yes && !(await confirm(invocation, question))) return {}
  try {
    return { offer: await offer(identity) }
  } catch (error) {
    // A run before made it, and showed it.
    if (error instanceof LontarError && error.code === 'verified_identity_used') return {}
    throw error
  }
}
