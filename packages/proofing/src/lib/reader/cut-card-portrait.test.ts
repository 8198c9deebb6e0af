import { mariaContoh } from '@lontar/testkit'
import { renderKtpCard, renderOtherPicture } from '@lontar/testkit/card'
import { encode } from 'jpeg-js'
import { describe, expect, it } from 'vitest'
import { openFacePicture } from '../face/open-face-picture.ts'
import { maxFaceImageBytes } from '../face/require-face-image.ts'
import { cutCardPortrait } from './cut-card-portrait.ts'
import { openCardImage } from './open-card-image.ts'

/** Whether the silhouette of an invented card is where a face belongs: darker than the blue ground at its sides. */
async function showsSilhouette(portrait: Uint8Array | undefined): Promise<boolean> {
  if (portrait === undefined) return false
  const { width, height, pixels } = await openFacePicture(portrait)
  const at = (x: number, y: number): readonly [red: number, blue: number] => {
    const from = (Math.floor(y * height) * width + Math.floor(x * width)) * 4
    return [pixels[from] ?? 0, pixels[from + 2] ?? 0]
  }
  const [face, ground] = [at(0.46, 0.45), at(0.18, 0.22)]
  return face[0] > face[1] && ground[1] > ground[0]
}

describe('the portrait of a card', () => {
  it.each(['clean', 'tilted', 'lowResolution'] as const)(
    'is cut out of a picture that is %s',
    async (condition) => {
      const portrait = await cutCardPortrait(renderKtpCard(mariaContoh, { condition, seed: 3 }))
      expect(portrait?.length).toBeLessThan(maxFaceImageBytes)
      expect(await showsSilhouette(portrait)).toBe(true)
    },
  )

  it('is upright, though the card lies upside down', async () => {
    const { width, height, pixels } = await openCardImage(renderKtpCard(mariaContoh))
    const data = Buffer.alloc(pixels.length)
    for (let from = 0; from < pixels.length; from += 4) {
      data.set(pixels.subarray(from, from + 4), pixels.length - 4 - from)
    }
    const portrait = await cutCardPortrait(encode({ width, height, data }, 90).data)
    expect(await showsSilhouette(portrait)).toBe(true)
  })

  it.each(['landscape', 'twoCards'] as const)('is not taken from %s', async (kind) => {
    expect(await showsSilhouette(await cutCardPortrait(renderOtherPicture(kind)))).toBe(false)
  })

  it('is not taken from what is no picture', async () => {
    expect(await cutCardPortrait(Buffer.from('%PDF-1.7'))).toBeUndefined()
  })
})
