import { createHash } from 'node:crypto'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import type { Offer } from '@lontar/issuer'
import type { ConsentItemId } from '@lontar/proofing/consent'
import { createConsentText } from '@lontar/proofing/consent'
import type { OfficerDesk } from '@lontar/proofing/officer'
import {
  confirmFields,
  decideRegistration,
  type Registration,
  type RegistrationDoor,
  type RegistrationOffice,
  registrationStatus,
  reviewRegistration,
  startRegistration,
  uploadCard,
} from '@lontar/proofing/registration'
import type { Invocation } from '../invocation.ts'
import { askConsent } from '../take-consent.ts'
import { type ConfirmedFields, confirmedFields, requireFieldsSource } from './ask-fields.ts'
import { readCardFile } from './card-files.ts'
import { type Handout, handOut } from './hand-out.ts'
import { tellReading } from './reading-progress.ts'
import { standingOf } from './standing.ts'
import { tellCase } from './tell-case.ts'

/** Everything that a registration at the counter takes place in. */
export interface Counter {
  readonly invocation: Invocation
  readonly office: RegistrationOffice
  /** What persons are asked to agree to. */
  readonly agreed: readonly ConsentItemId[]
  /** What the file of `--fields` holds. */
  readonly fields: ConfirmedFields | undefined
  /** Who decides, ready to sign; nobody when no officer was named. */
  readonly desk: OfficerDesk | undefined
  /** True when a run before was broken off. */
  readonly takesOver: boolean
  /** Makes the offer of an accepted registration. */
  offer(identity: SignedVerifiedIdentity): Promise<Offer>
}

/** How a registration at the counter ended. */
export interface Registered {
  readonly registration: Registration
  /** What became of the offer for the wallet, when the registration was accepted. */
  readonly handout?: Handout
}

/**
 * Takes a person through a registration, from where it stands to where it can go now.
 *
 * @param path the picture of the card; without one the fields are typed.
 * @param id of a registration that is gone on with; without one it is found by the picture, or begins.
 * @throws what the steps of `@lontar/proofing/registration` throw; `OperationError` `usage`, before anything begins or is
 *   read, when nobody can confirm the fields.
 */
export async function registerPerson(
  counter: Counter,
  { path, id }: { readonly path?: string; readonly id?: string },
): Promise<Registered> {
  const { invocation, office } = counter
  const image = path === undefined ? undefined : await readCardFile(path)
  const label = image && createHash('sha256').update(image).digest('base64url')
  const known = id ?? (await idOf(counter, label))
  const standing = known === undefined ? undefined : await registrationStatus(office, doorOf(known))
  if (isOpen(standing)) requireFieldsSource(invocation, counter.fields, image ?? standing?.fields)
  const door = doorOf(known ?? (await begin(counter, label)))
  let registration = await registrationStatus(office, door)
  if (registration.state === 'started' && image !== undefined) registration = await read(counter, door, image)
  const showsFields = !isOpen(registration)
  if (isOpen(registration)) registration = await confirmPerson(counter, door, registration)
  if (registration.state === 'review') registration = await review(counter, registration, showsFields)
  if (registration.state !== 'accepted') return { registration }
  return { registration, handout: await handOut(counter, registration.id) }
}

/** True as long as fields are to be confirmed. */
function isOpen(registration: Registration | undefined): boolean {
  return registration === undefined || ['started', 'read', 'unanswered'].includes(registration.state)
}

function doorOf(id: string): RegistrationDoor {
  return { id, access: 'office' }
}

/** The same picture is the same registration, however often the command runs. */
async function idOf({ invocation, office }: Counter, label: string | undefined): Promise<string | undefined> {
  const known = label === undefined ? undefined : await office.store.findByLabel(label)
  return known !== undefined && known.expiresAt > invocation.environment.now() ? known.id : undefined
}

async function begin({ invocation, office, agreed }: Counter, label: string | undefined): Promise<string> {
  const { controller } = office.consents
  await askConsent(invocation, { controller }, { agreed, givenBy: 'subject' })
  const { language } = invocation
  const { version: textVersion } = await createConsentText({ controller, items: agreed, language })
  const said = { textVersion, language, agreed, ...(label !== undefined && { label }) }
  const { id } = await startRegistration(office, said)
  invocation.note({
    id: `Nomor pendaftaran: ${id} (lanjutkan dengan --resume)`,
    en: `Registration: ${id} (go on with --resume)`,
  })
  return id
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
  { invocation, office, fields: given, takesOver }: Counter,
  door: RegistrationDoor,
  { fields = {} }: Registration,
): Promise<Registration> {
  const confirmed = await confirmedFields(invocation, given, fields)
  return await confirmFields(office, { ...door, fields: confirmed, takesOver })
}

/** No officer signs what no officer can take out of the way. */
async function review(
  { invocation, office, desk, takesOver }: Counter,
  registration: Registration,
  showsFields: boolean,
): Promise<Registration> {
  if (desk === undefined || standingOf(registration) === 'held') return registration
  const { id } = registration
  const opened = await reviewRegistration(office, id)
  tellCase(invocation, opened.fields, { showsFields, timeZone: office.policy.timeZone })
  const decisions = await desk.review.decide(opened)
  if (decisions.length === 0) return registration
  return (await decideRegistration(office, { id, decisions, takesOver })).registration
}
