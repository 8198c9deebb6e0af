import { encode } from 'jpeg-js'
import { addNoise, blurred, lightUp } from './camera.ts'
import { seededDraw } from './draw.ts'
import { ocrBAdvance, ocrBOutlines } from './ocr-b-outlines.ts'
import { type Raster, rasterize } from './raster.ts'
import type { RenderedTraits } from './render-ktp-card.ts'
import { layInto, plainRaster, turnedCorners } from './scene.ts'

/** A character is 2.54 mm wide and a line 6.35 mm high, here at 300 dots an inch (ICAO Doc 9303-3 section 4). */
const [pitch, lineHeight, margin] = [30, 75, 40]

/**
 * Pictures the machine-readable zone of an invented passport, in OCR-B: a flat scan, a strip that is turned by a degree and a
 * little out of focus, one in a third of the light, one with a soft reflection, or one of half the resolution.
 *
 * @param lines two lines of 44 characters
 * @returns a JPEG file
 */
export function renderMrz(
  lines: readonly [string, string],
  { condition = 'clean', seed = 1 }: RenderedTraits = {},
): Uint8Array {
  const draw = seededDraw(seed)
  const zone = rasterize(mrzSvg(lines))
  const scale = condition === 'lowResolution' ? 0.5 : 1
  const size = { width: zone.width * scale, height: zone.height * scale }
  const scene = plainRaster(Math.round(size.width) + 40, Math.round(size.height) + 120, [228, 230, 224])
  const degrees = condition === 'clean' ? 0 : draw.between(-1, 1)
  layInto(scene, zone, turnedCorners({ x: scene.width / 2, y: scene.height / 2 }, size, degrees))
  return encoded(photographed(scene, condition, draw), condition === 'lowResolution' ? 50 : 80)
}

function photographed(
  scene: Raster,
  condition: NonNullable<RenderedTraits['condition']>,
  draw: ReturnType<typeof seededDraw>,
): Raster {
  if (condition === 'dim') lightUp(scene, ({ x }) => draw.between(0.3, 0.31) * (1 + 0.3 * (x - 0.5)))
  if (condition === 'glare') lightUp(scene, ({ x }) => 1 + 0.35 * Math.exp(-(((x - 0.5) / 0.12) ** 2)))
  const seen = condition === 'clean' ? scene : blurred(scene, condition === 'lowResolution' ? 0.5 : 0.9)
  addNoise(seen, condition === 'clean' ? 2 : 5, draw)
  return seen
}

function mrzSvg(lines: readonly [string, string]): string {
  const [width, height] = [44 * pitch + 2 * margin, 2 * lineHeight + margin]
  const scale = pitch / ocrBAdvance
  const glyphs = lines.flatMap((line, row) =>
    [...line].map((character, column) => {
      const [x, y] = [margin + column * pitch, margin / 2 + (row + 0.75) * lineHeight]
      return `<path transform="translate(${x} ${y}) scale(${scale} ${-scale})" d="${ocrBOutlines[character]}"/>`
    }),
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" fill="#15171a"><rect width="100%" height="100%" fill="#e4e6e0"/>${glyphs.join('')}</svg>`
}

function encoded({ width, height, pixels }: Raster, quality: number): Uint8Array {
  return Uint8Array.from(encode({ width, height, data: pixels }, quality).data)
}
