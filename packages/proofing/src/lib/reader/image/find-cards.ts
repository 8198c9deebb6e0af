import type { CardImage } from './card-image.ts'
import type { Corners } from './corners.ts'
import { fitCorners } from './fit-corners.ts'
import { otsuThreshold } from './grey-image.ts'
import { groundDistance } from './ground-distance.ts'
import { type Region, regionsOf } from './regions-of.ts'

/** Sides of an ID-1 card: 85.6 and 53.98 mm. */
const cardRatio = 85.6 / 53.98
/** Seen from the side, and with its corners rounded, a card is not quite that. */
const ratioRange = [cardRatio * 0.84, cardRatio * 1.17] as const
/** What is smaller than this part of the picture cannot be read. */
const leastPart = 0.08

/**
 * Finds the cards of a picture: even areas, set apart from the ground at the picture's edge, with the sides of an ID-1
 * card, however they are turned. A picture that is a card from edge to edge is one card.
 *
 * @returns the corners of each in pixels of the picture, the largest first, beginning at one end of a long side and
 *   going round clockwise; nothing when no area looks like a card
 */
export function findCards(image: CardImage): readonly Corners[] {
  const ground = groundDistance(image)
  const threshold = Math.max(14, otsuThreshold(ground.distances.values))
  const regions = regionsOf(ground.distances, threshold, leastPart)
  const cards = regions.flatMap((region) => cornersOf(region, ground.scale))
  if (cards.length > 0) return cards
  return looksLikeCard(image.width, image.height) ? [wholeOf(image)] : []
}

function cornersOf(region: Region, scale: number): readonly Corners[] {
  const fitted = fitCorners(region)
  if (fitted === undefined) return []
  const [first, second, , fourth] = fitted.corners
  const sides = [
    Math.hypot(second.x - first.x, second.y - first.y),
    Math.hypot(fourth.x - first.x, fourth.y - first.y),
  ]
  if (!looksLikeCard(sides[0] ?? 0, sides[1] ?? 0) || fitted.filled < 0.9) return []
  const [a, b, c, d] = fitted.corners.map(({ x, y }) => ({ x: x * scale, y: y * scale }))
  return a && b && c && d ? [[a, b, c, d]] : []
}

function looksLikeCard(side: number, other: number): boolean {
  const ratio = Math.max(side, other) / Math.max(1, Math.min(side, other))
  return ratio >= ratioRange[0] && ratio <= ratioRange[1]
}

function wholeOf({ width, height }: CardImage): Corners {
  const [right, bottom] = [width, height]
  const upright: Corners = [
    { x: 0, y: 0 },
    { x: right, y: 0 },
    { x: right, y: bottom },
    { x: 0, y: bottom },
  ]
  return width >= height ? upright : [upright[3], upright[0], upright[1], upright[2]]
}
