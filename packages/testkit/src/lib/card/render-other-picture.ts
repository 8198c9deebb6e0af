import { encode } from 'jpeg-js'
import { budiMisalnya } from '../budi-misalnya.ts'
import { mariaContoh } from '../maria-contoh.ts'
import { addNoise, blurred } from './camera.ts'
import { seededDraw } from './draw.ts'
import { cardSize, ktpCardSvg } from './ktp-card-svg.ts'
import { type Raster, rasterize } from './raster.ts'
import { layInto, plainRaster, turnedCorners } from './scene.ts'

/**
 * A picture that is no picture of one KTP: two of them, a card in another alphabet, a card with other Latin writing, a
 * card without writing, or something that is no card.
 */
export type OtherPicture = 'twoCards' | 'foreignAlphabet' | 'otherCard' | 'blankCard' | 'landscape'

/** Pictures something that a reader of cards has to refuse. Returns a JPEG file. */
export function renderOtherPicture(kind: OtherPicture): Uint8Array {
  const scene = sceneOf(kind)
  const seen = blurred(scene, 0.7)
  addNoise(seen, 3, seededDraw(1))
  return Uint8Array.from(encode({ width: seen.width, height: seen.height, data: seen.pixels }, 80).data)
}

function sceneOf(kind: OtherPicture): Raster {
  if (kind === 'landscape') return landscape()
  const scene = plainRaster(1200, kind === 'twoCards' ? 1500 : 900, [72, 66, 60])
  for (const [index, card] of cardsOf(kind).entries()) {
    const middle = { x: 600, y: kind === 'twoCards' ? 380 + index * 720 : 450 }
    layInto(scene, card, turnedCorners(middle, { width: 940, height: 593 }, index * 3 - 1))
  }
  return scene
}

function cardsOf(kind: OtherPicture): readonly Raster[] {
  if (kind === 'twoCards') return [mariaContoh, budiMisalnya].map((card) => rasterize(ktpCardSvg(card)))
  return [rasterize(plainCardSvg(linesOf(kind)))]
}

function linesOf(kind: OtherPicture): readonly string[] {
  if (kind === 'foreignAlphabet') {
    return [
      'ОБРАЗЕЦ',
      'ИМЯ: ПРИМЕР ЖИЗНЬ',
      'ДАТА: ЩУКА ЯБЛОКО',
      'АДРЕС: УЛИЦА ПЧЁЛ, ДОМ',
      'ФАМИЛИЯ: ЮЖНЫЙ ЦВЕТ',
      'ПОДПИСЬ: ЭХО ЖЁЛТОЕ',
    ]
  }
  if (kind === 'otherCard')
    return [
      'LIBRARY OF EXAMPLES',
      'This card lends books.',
      'Please bring it along,',
      'and handle books with care.',
    ]
  return []
}

function plainCardSvg(lines: readonly string[]): string {
  const texts = lines.map(
    (line, index) => `<text x="60" y="${110 + index * 92}" font-size="46">${line}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${cardSize.width}" height="${cardSize.height}" font-family="Arimo"><rect width="100%" height="100%" fill="#cfe3ea"/>${texts.join('')}</svg>`
}

function landscape(): Raster {
  return rasterize(
    '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900"><rect width="1200" height="520" fill="#8ec5ee"/><circle cx="930" cy="170" r="80" fill="#ffe28a"/><path d="M0 520 L260 240 L520 520 Z" fill="#5a6b58"/><path d="M380 520 L720 180 L1060 520 Z" fill="#4c5c50"/><rect y="520" width="1200" height="380" fill="#3d6f8f"/></svg>',
  )
}
