import { invalidArgument } from '@lontar/credentials/errors'
import type { ConsentReceipt } from '../consent/consent-receipt.ts'
import { retentionPeriods } from '../retention/retention-periods.ts'
import {
  createEvidenceImages,
  type EvidenceImages,
  isEvidenceImageKind,
  type OwnedEvidenceImages,
} from './evidence-images.ts'
import { type ImagePeriods, imagesKeptUntil } from './images-kept-until.ts'

/** Where images wait encrypted for an officer or for the applicant, such as `store.evidenceImages`. */
export interface EvidenceImageCustody {
  /** Keeps or replaces images of one consent, sealed, until then at the latest. */
  keep(consentId: string, images: ReadonlyMap<string, Uint8Array>, keptUntil: Date): Promise<void>
  /** The images of a consent whose time is not over. */
  load(consentId: string, now: Date): Promise<ReadonlyMap<string, Uint8Array>>
  /** Erases the images of a consent. */
  erase(consentId: string): Promise<void>
}

/** How a step of the proofing ended: only what is `pending` or in `review` still needs images. */
export interface EvidenceOutcome {
  /** `pending` when the applicant goes on later, `review` when an officer has to decide. */
  readonly outcome: 'accepted' | 'refused' | 'review' | 'pending'
}

/** What `withEvidenceImages` needs. */
export interface EvidenceImagesOptions {
  /** The consent under which images are taken: it says which, and its time is where their periods begin. */
  readonly consent: ConsentReceipt
  /** Where they wait; without it they never outlive the work, whatever its outcome. */
  readonly custody?: EvidenceImageCustody
  /** How many days an officer has, from the consent on; 7 by default, from 1 to 30. */
  readonly reviewDays?: number
  /** How many hours an applicant has, from the consent on; 24 by default, from 1 to 72. */
  readonly resumeHours?: number
  /** The clock; that of the system by default. */
  readonly now?: () => Date
}

/**
 * Lends a holder of images for one step of a proofing, and sees to their end. When the work is done they are erased from
 * memory, whatever happened; from custody too, unless the outcome is `pending` or `review`: then they wait there, sealed,
 * until a fixed time after the consent. A throw is an end as well. What waited from an earlier step is there when the work
 * begins.
 *
 * @param options the consent, and where images may wait
 * @param work gets the holder; what it returns says how the step ended
 * @returns what the work returned
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a period out of range
 * @throws whatever the work or the custody throws
 * @see UU 27/2022 article 16 (deleted when no longer needed); security P2
 */
export async function withEvidenceImages<Result extends EvidenceOutcome>(
  options: EvidenceImagesOptions,
  work: (images: EvidenceImages) => Promise<Result>,
): Promise<Result> {
  const periods = readPeriods(options)
  const images = createEvidenceImages(options.consent)
  try {
    return await runStep(options, periods, images, work)
  } catch (error) {
    await options.custody?.erase(options.consent.id)
    throw error
  } finally {
    images.erase()
  }
}

function readPeriods({ reviewDays, resumeHours }: EvidenceImagesOptions): ImagePeriods {
  const days = reviewDays ?? retentionPeriods.evidenceReviewDays
  const hours = resumeHours ?? retentionPeriods.evidenceResumeHours
  if (!isWithin(days, 30) || !isWithin(hours, 72)) {
    throw invalidArgument(
      'Images wait from 1 to 30 days for an officer, and from 1 to 72 hours for an applicant.',
    )
  }
  return { review: days * 86_400_000, pending: hours * 3_600_000 }
}

function isWithin(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most
}

async function runStep<Result extends EvidenceOutcome>(
  options: EvidenceImagesOptions,
  periods: ImagePeriods,
  images: OwnedEvidenceImages,
  work: (images: EvidenceImages) => Promise<Result>,
): Promise<Result> {
  const { consent, custody, now = () => new Date() } = options
  if (custody !== undefined) takeBack(images, await custody.load(consent.id, now()))
  const result = await work(images)
  if (custody !== undefined) await settle(options, custody, images, endOf(consent, periods, result))
  return result
}

/** What waited comes back; what nobody knows any more is not taken for an image. */
function takeBack(images: OwnedEvidenceImages, kept: ReadonlyMap<string, Uint8Array>): void {
  try {
    for (const [kind, bytes] of kept) if (isEvidenceImageKind(kind)) images.put(kind, bytes)
  } finally {
    for (const bytes of kept.values()) bytes.fill(0)
  }
}

/** Any other word than the two is an end. */
function endOf(
  consent: ConsentReceipt,
  periods: ImagePeriods,
  { outcome }: EvidenceOutcome,
): Date | undefined {
  if (outcome !== 'review' && outcome !== 'pending') return undefined
  return imagesKeptUntil(consent, outcome, periods)
}

async function settle(
  { consent, now = () => new Date() }: EvidenceImagesOptions,
  custody: EvidenceImageCustody,
  images: OwnedEvidenceImages,
  until: Date | undefined,
): Promise<void> {
  const entries = images.entries()
  if (until === undefined || until.getTime() <= now().getTime() || entries.size === 0) {
    return custody.erase(consent.id)
  }
  await custody.keep(consent.id, entries, until)
}
