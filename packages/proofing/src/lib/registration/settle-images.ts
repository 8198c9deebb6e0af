import type { ConsentReceipt } from '../consent/consent-receipt.ts'
import type { EvidenceImageKind } from '../evidence-images/evidence-images.ts'
import { imagesKeptUntil } from '../evidence-images/images-kept-until.ts'
import type { EvidenceOutcome } from '../evidence-images/with-evidence-images.ts'
import { nowAt, type RegistrationOffice } from './registration-office.ts'
import type { StepEnd } from './take-step.ts'

/** What a step does with the images in custody; only once it is in the store, so that who lost the claim does nothing. */
type Settle = NonNullable<StepEnd['settle']>

/**
 * Has an image wait, sealed, in the place of an earlier one of its kind.
 *
 * @param outcome whom it waits for; for an applicant who goes on later by default
 */
export function keepImage(
  { images: custody }: RegistrationOffice,
  consent: ConsentReceipt,
  kind: EvidenceImageKind,
  bytes: Uint8Array,
  outcome: 'review' | 'pending' = 'pending',
): Settle {
  return async () =>
    await custody?.keep(consent.id, new Map([[kind, bytes]]), imagesKeptUntil(consent, outcome))
}

/** Has what waits be erased with an end, or else wait for whom the outcome waits for. */
export function settleImages(
  office: RegistrationOffice,
  consent: ConsentReceipt,
  outcome: EvidenceOutcome['outcome'],
): Settle {
  const { images: custody } = office
  return async () => {
    if (outcome !== 'review' && outcome !== 'pending') return await custody?.erase(consent.id)
    const waiting = await custody?.load(consent.id, nowAt(office))
    if (custody === undefined || waiting === undefined || waiting.size === 0) return
    try {
      await custody.keep(consent.id, waiting, imagesKeptUntil(consent, outcome))
    } finally {
      for (const bytes of waiting.values()) bytes.fill(0)
    }
  }
}
