import type { GreyImage } from './grey-image.ts'

/** Turns a picture upside down. */
export function turnRound({ width, height, values }: GreyImage): GreyImage {
  return { width, height, values: values.toReversed() }
}
