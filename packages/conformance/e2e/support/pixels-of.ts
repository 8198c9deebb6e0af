import type { Page } from 'playwright-core'

/** A picture as colours. */
export interface Pixels {
  readonly width: number
  readonly height: number
  /** Red, green, blue and opacity of each pixel. */
  readonly data: Uint8Array
}

/** Decodes a PNG with the browser that made it, on an empty page whose policy forbids nothing. */
export async function pixelsOf(page: Page, picture: Uint8Array): Promise<Pixels> {
  const blank = await page.context().newPage()
  try {
    const base64 = Buffer.from(picture).toString('base64')
    const { width, height, text } = await blank.evaluate(async (encoded) => {
      const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
      context?.drawImage(bitmap, 0, 0)
      const data = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? []
      const text = Array.from(data, (value) => String.fromCharCode(value)).join('')
      return { width: bitmap.width, height: bitmap.height, text: btoa(text) }
    }, base64)
    return { width, height, data: new Uint8Array(Buffer.from(text, 'base64')) }
  } finally {
    await blank.close()
  }
}
