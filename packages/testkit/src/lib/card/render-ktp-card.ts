import { encode } from 'jpeg-js'
import type { KtpFile } from '../ktp-file.ts'
import { addNoise, blurred, dazzle, lightUp } from './camera.ts'
import { type Draw, seededDraw } from './draw.ts'
import { cardSize, ktpCardSvg } from './ktp-card-svg.ts'
import { type Raster, rasterize } from './raster.ts'
import { type Colour, type Corners, layInto, type Point, plainRaster, turnedCorners } from './scene.ts'

/** How a card is pictured: a flat scan, or a photo of a telephone in a certain plight. */
export const cardConditions = ['clean', 'tilted', 'dim', 'glare', 'lowResolution'] as const

/** One of `cardConditions`. */
export type CardCondition = (typeof cardConditions)[number]

/** How a card is rendered. */
export interface RenderedTraits {
  /** Default `clean`. */
  readonly condition?: CardCondition
  /** Any integer; the same one gives the same bytes. Default 1. */
  readonly seed?: number
}

/** What a photo is made of. */
interface Photo {
  readonly width: number
  readonly height: number
  /** Width of the card as a part of the picture's. */
  readonly part: number
  readonly degrees: number
  /** How far each corner strays, as a part of the card's width. */
  readonly perspective: number
  readonly light: number
  readonly blur: number
  readonly noise: number
  readonly quality: number
}

const grounds: readonly [Colour, Colour, Colour, Colour] = [
  [112, 84, 62],
  [58, 62, 70],
  [176, 168, 156],
  [66, 92, 74],
]

/**
 * Pictures an invented card. `clean` is a flat scan; `tilted` a photo turned by 2 to 9 degrees and seen a little from
 * the side; `dim` has a third of the light, more on one side, and noise; `glare` has the reflection of a lamp somewhere
 * on the card; `lowResolution` is 640 pixels wide and strongly compressed.
 *
 * @returns a JPEG file
 */
export function renderKtpCard(
  card: KtpFile,
  { condition = 'clean', seed = 1 }: RenderedTraits = {},
): Uint8Array {
  const draw = seededDraw(seed)
  const drawn = rasterize(ktpCardSvg(card))
  return condition === 'clean' ? scan(drawn, draw) : photograph(drawn, condition, draw)
}

function scan(card: Raster, draw: Draw): Uint8Array {
  const margin = draw.pick([0, 26])
  const scene = plainRaster(card.width + 2 * margin, card.height + 2 * margin, [250, 250, 248])
  const middle = { x: scene.width / 2, y: scene.height / 2 }
  layInto(scene, card, turnedCorners(middle, card, 0))
  addNoise(scene, 2, draw)
  return encoded(scene, 90)
}

function photograph(card: Raster, condition: Exclude<CardCondition, 'clean'>, draw: Draw): Uint8Array {
  const photo = photoOf(condition, draw)
  const scene = plainRaster(photo.width, photo.height, draw.pick(grounds))
  const corners = cornersOf(photo, draw)
  layInto(scene, card, corners)
  const [dark, slope] = [photo.light, draw.between(-0.35, 0.35) * (condition === 'dim' ? 1 : 0.3)]
  lightUp(scene, ({ x, y }) => dark * (1 + slope * (x - 0.5) + 0.2 * slope * (y - 0.5)))
  if (condition === 'glare') reflectLamp(scene, corners, draw)
  const seen = blurred(scene, photo.blur)
  addNoise(seen, photo.noise, draw)
  return encoded(seen, photo.quality)
}

function photoOf(condition: Exclude<CardCondition, 'clean'>, draw: Draw): Photo {
  const common = { width: 1600, height: 1200, part: draw.between(0.66, 0.8), light: 1, blur: 0.8, noise: 4 }
  const straight = { ...common, degrees: draw.between(-2, 2), perspective: 0.006, quality: 75 }
  if (condition === 'tilted') {
    const degrees = draw.between(2, 9) * draw.pick([-1, 1])
    return { ...straight, degrees, perspective: 0.02, quality: 70 }
  }
  if (condition === 'dim') return { ...straight, light: draw.between(0.25, 0.42), noise: 5 }
  if (condition === 'glare') return straight
  return {
    ...straight,
    width: 640,
    height: 480,
    part: draw.between(0.88, 0.94),
    blur: 0.5,
    noise: 3,
    quality: 50,
  }
}

function cornersOf({ width, height, part, degrees, perspective }: Photo, draw: Draw): Corners {
  const size = { width: width * part, height: (width * part * cardSize.height) / cardSize.width }
  const middle = { x: width * draw.between(0.49, 0.51), y: height * draw.between(0.48, 0.52) }
  const stray = (point: Point): Point => ({
    x: point.x + draw.between(-perspective, perspective) * size.width,
    y: point.y + draw.between(-perspective, perspective) * size.width,
  })
  const [first, second, third, fourth] = turnedCorners(middle, size, degrees)
  return [stray(first), stray(second), stray(third), stray(fourth)]
}

/** A soft white spot somewhere on the card. */
function reflectLamp(scene: Raster, [topLeft, topRight, , bottomLeft]: Corners, draw: Draw): void {
  const width = topRight.x - topLeft.x
  const [across, down] = [draw.between(0.1, 0.9), draw.between(0.1, 0.9)]
  const middle = { x: topLeft.x + across * width, y: topLeft.y + down * (bottomLeft.y - topLeft.y) }
  const [wide, high] = [width * draw.between(0.06, 0.14), width * draw.between(0.05, 0.1)]
  const strength = draw.between(0.75, 1)
  dazzle(scene, ({ x, y }) => {
    const far = Math.hypot((x - middle.x) / wide, (y - middle.y) / high)
    return strength * Math.min(1, 1.6 * Math.exp(-far * far))
  })
}

function encoded({ width, height, pixels }: Raster, quality: number): Uint8Array {
  return Uint8Array.from(encode({ width, height, data: pixels }, quality).data)
}
