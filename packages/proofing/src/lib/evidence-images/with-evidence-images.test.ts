import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { consentOffice } from '../../../fixtures/consents.ts'
import type { ConsentItemId } from '../consent/consent-item.ts'
import type { ConsentReceipt } from '../consent/consent-receipt.ts'
import { recordConsent } from '../consent/record-consent.ts'
import type { EvidenceImages } from './evidence-images.ts'
import {
  type EvidenceImageCustody,
  type EvidenceOutcome,
  withEvidenceImages,
} from './with-evidence-images.ts'

const hour = 3_600_000
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)
const card = (): Uint8Array => new TextEncoder().encode('an image of a card')
const isZero = (bytes: Uint8Array): boolean => bytes.length > 0 && bytes.every((byte) => byte === 0)

async function consentTo(...agreed: readonly ConsentItemId[]): Promise<ConsentReceipt> {
  return recordConsent(await consentOffice(), { agreed, language: 'id' })
}

/** A custody that seals nothing, so that a test can look. */
function custody() {
  const kept = new Map<string, { readonly images: Map<string, Uint8Array>; readonly until: Date }>()
  const door: EvidenceImageCustody = {
    keep: async (id, images, until) => {
      const copies = [...images].map(([kind, bytes]) => [kind, Uint8Array.from(bytes)] as const)
      kept.set(id, { images: new Map(copies), until })
    },
    load: async (id, now) => {
      const found = kept.get(id)
      return found !== undefined && found.until > now ? found.images : new Map()
    },
    erase: async (id) => void kept.delete(id),
  }
  return { kept, door }
}

const ending = (outcome: EvidenceOutcome['outcome']) => async (images: EvidenceImages) => {
  images.put('card', card())
  return { outcome }
}

describe('the images of an applicant', () => {
  it('are lent, and zero wherever they were afterwards', async () => {
    const consent = await consentTo('identity')
    const given = card()
    const lent: Uint8Array[] = []
    const result = await withEvidenceImages({ consent }, async (images) => {
      expect(images.has('card')).toBe(false)
      images.put('card', given)
      expect(images.has('card')).toBe(true)
      images.use('card', (bytes) => lent.push(bytes))
      expect(text(lent[0] ?? given)).toBe('an image of a card')
      expect(isZero(given)).toBe(true)
      return { outcome: 'accepted' as const, digest: await images.digest('card') }
    })
    expect(result.digest).toBe(createHash('sha256').update('an image of a card').digest('base64url'))
    expect(lent.every(isZero)).toBe(true)
  })

  it('are replaced without a trace of the first one', async () => {
    const consent = await consentTo('identity')
    await withEvidenceImages({ consent }, async (images) => {
      images.put('card', card())
      const first = images.use('card', (bytes) => bytes)
      images.put('card', new TextEncoder().encode('a better one'))
      expect(isZero(first)).toBe(true)
      expect(images.use('card', text)).toBe('a better one')
      return { outcome: 'accepted' }
    })
  })

  it('cannot be had after the work, nor where there is none', async () => {
    const consent = await consentTo('identity')
    const wrong = expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' })
    const late = await withEvidenceImages({ consent }, async (images) => {
      expect(() => images.use('chip', text)).toThrow(wrong)
      images.put('card', card())
      return { outcome: 'accepted' as const, images }
    })
    expect(() => late.images.use('card', text)).toThrow(wrong)
    expect(() => late.images.put('card', card())).toThrow(wrong)
    await expect(late.images.digest('card')).rejects.toEqual(wrong)
    expect(late.images.has('card')).toBe(false)
  })

  it.each(['selfie', 'portrait', 'liveness', 'face_embedding'] as const)(
    'hold no %s when the person did not agree to a comparison of faces',
    async (kind) => {
      const consent = await consentTo('identity', 'registry')
      const putting = withEvidenceImages({ consent }, async (images) => {
        images.put(kind, card())
        return { outcome: 'accepted' }
      })
      await expect(putting).rejects.toMatchObject({ code: 'consent_missing' })
      const withFace = await consentTo('identity', 'face')
      const result = await withEvidenceImages({ consent: withFace }, async (images) => {
        images.put(kind, card())
        return { outcome: 'accepted' }
      })
      expect(result.outcome).toBe('accepted')
    },
  )
})

describe('custody', () => {
  it.each(['accepted', 'refused'] as const)('is empty after a step that ended in %s', async (outcome) => {
    const consent = await consentTo('identity')
    const { kept, door } = custody()
    const options = { consent, custody: door, now: () => consent.time }
    await withEvidenceImages(options, ending('pending'))
    expect(kept.size).toBe(1)
    await withEvidenceImages(options, ending(outcome))
    expect(kept.size).toBe(0)
  })

  it('is empty after a throw, also when the images came out of it', async () => {
    const consent = await consentTo('identity')
    const { kept, door } = custody()
    const options = { consent, custody: door, now: () => consent.time }
    await withEvidenceImages(options, ending('review'))
    let lent: Uint8Array | undefined
    const failing = withEvidenceImages(options, async (images) => {
      lent = images.use('card', (bytes) => bytes)
      throw new Error('the engine broke')
    })
    await expect(failing).rejects.toThrow('the engine broke')
    expect(kept.size).toBe(0)
    expect(isZero(lent ?? card())).toBe(true)
  })

  it('gives back what waits, and wipes what it handed over', async () => {
    const consent = await consentTo('identity')
    const { kept, door } = custody()
    const options = { consent, custody: door, now: () => consent.time }
    await withEvidenceImages(options, ending('review'))
    const stored = kept.get(consent.id)?.images.get('card') ?? card()
    await withEvidenceImages(options, async (images) => {
      expect(images.use('card', text)).toBe('an image of a card')
      expect(isZero(stored)).toBe(true)
      return { outcome: 'accepted' }
    })
  })

  it('keeps for a time that begins with the consent and is never drawn out', async () => {
    const consent = await consentTo('identity')
    const { kept, door } = custody()
    const at = (hours: number) => ({
      ...{ consent, custody: door },
      now: () => new Date(consent.time.getTime() + hours * hour),
    })
    const until = () => (kept.get(consent.id)?.until.getTime() ?? 0) - consent.time.getTime()
    await withEvidenceImages(at(1), ending('pending'))
    expect(until()).toBe(24 * hour)
    await withEvidenceImages(at(20), ending('review'))
    expect(until()).toBe(7 * 24 * hour)
    await withEvidenceImages(at(100), ending('review'))
    expect(until()).toBe(7 * 24 * hour)
    await withEvidenceImages(at(7 * 24), ending('review'))
    expect(kept.size).toBe(0)
    await withEvidenceImages({ ...at(1), reviewDays: 2 }, ending('review'))
    expect(until()).toBe(2 * 24 * hour)
  })

  it('keeps nothing where nothing was taken, and takes no other kinds for images', async () => {
    const consent = await consentTo('identity')
    const { kept, door } = custody()
    const options = { consent, custody: door, now: () => consent.time }
    await door.keep(consent.id, new Map([['constructor', card()]]), new Date(consent.time.getTime() + hour))
    await withEvidenceImages(options, async () => ({ outcome: 'review' }))
    expect(kept.size).toBe(0)
  })

  it('is not needed: then a review sees no images', async () => {
    const consent = await consentTo('identity')
    expect(await withEvidenceImages({ consent }, ending('review'))).toEqual({ outcome: 'review' })
  })

  it.each([{ reviewDays: 0 }, { reviewDays: 31 }, { reviewDays: 1.5 }, { resumeHours: 73 }])(
    'is not asked to keep for a period out of range: %j',
    async (period) => {
      const consent = await consentTo('identity')
      const { kept, door } = custody()
      const keeping = withEvidenceImages({ consent, custody: door, ...period }, ending('review'))
      await expect(keeping).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
      expect(kept.size).toBe(0)
    },
  )

  it('that cannot erase is told, and memory is erased all the same', async () => {
    const consent = await consentTo('identity')
    const { door } = custody()
    const erase = () => Promise.reject(new Error('the disk is gone'))
    let lent: Uint8Array | undefined
    const failing = withEvidenceImages({ consent, custody: { ...door, erase } }, async (images) => {
      images.put('card', card())
      lent = images.use('card', (bytes) => bytes)
      return { outcome: 'refused' }
    })
    await expect(failing).rejects.toThrow('the disk is gone')
    expect(isZero(lent ?? card())).toBe(true)
  })
})
