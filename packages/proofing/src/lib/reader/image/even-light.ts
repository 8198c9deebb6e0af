import { type GreyImage, greyAt } from './grey-image.ts'

/** Larger than a letter, smaller than a shadow. */
const block = 24

/**
 * Evens out the light: each point is set against the paper around it, so that paper becomes white and ink keeps its
 * depth, in shade and under a lamp. Where glare has eaten the ink nothing comes back.
 */
export function evenLight(image: GreyImage): GreyImage {
  const paper = paperOf(image)
  const values = new Uint8Array(image.values.length)
  for (let at = 0; at < values.length; at += 1) {
    const [x, y] = [at % image.width, Math.floor(at / image.width)]
    const here = Math.max(8, greyAt(paper, (x + 0.5) / block - 0.5, (y + 0.5) / block - 0.5))
    values[at] = Math.min(255, Math.round(((image.values[at] ?? 0) / here) * 245))
  }
  return { width: image.width, height: image.height, values }
}

/** The brightness of the paper, block by block: what three quarters of the points there do not reach, smoothed. */
function paperOf({ width, height, values }: GreyImage): GreyImage {
  const [columns, rows] = [Math.ceil(width / block), Math.ceil(height / block)]
  const bright = new Uint8Array(columns * rows)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const inside: number[] = []
      for (let y = row * block; y < Math.min(height, (row + 1) * block); y += 2) {
        for (let x = column * block; x < Math.min(width, (column + 1) * block); x += 2) {
          inside.push(values[y * width + x] ?? 0)
        }
      }
      inside.sort((one, other) => one - other)
      bright[row * columns + column] = inside[Math.floor(inside.length * 0.75)] ?? 0
    }
  }
  return smoothed({ width: columns, height: rows, values: bright })
}

/** Each block takes the brighter of itself and the mean of its neighbours: a block full of ink is not paper. */
function smoothed(image: GreyImage): GreyImage {
  const values = new Uint8Array(image.values.length)
  for (let at = 0; at < values.length; at += 1) {
    const [x, y] = [at % image.width, Math.floor(at / image.width)]
    let sum = 0
    for (let step = 0; step < 9; step += 1)
      sum += greyAt(image, x + (step % 3) - 1, y + Math.floor(step / 3) - 1)
    values[at] = sum / 9
  }
  return { width: image.width, height: image.height, values }
}
