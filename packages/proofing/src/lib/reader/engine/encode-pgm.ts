import type { GreyImage } from '../image/grey-image.ts'

/** Writes a grey picture as a PGM file in memory, which every engine reads and which costs nothing to make. */
export function encodePgm({ width, height, values }: GreyImage): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), values])
}
