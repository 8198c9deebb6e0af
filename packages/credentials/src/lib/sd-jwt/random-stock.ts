import type { RandomBytes } from '../jose/random.ts'

/**
 * Draws random bytes in one piece for many salts: asking the platform costs the same for one salt as for fifty. What
 * is left when the stock ends is never given out, and none of it is given out twice.
 *
 * @param randomBytes the source.
 * @param stockBytes how many are drawn at a time, 1 to 65,536; a longer wish is passed on as it is.
 * @returns a source that lives as long as its caller.
 */
export function createRandomStock(randomBytes: RandomBytes, stockBytes: number): RandomBytes {
  let stock: Uint8Array = new Uint8Array()
  return (length) => {
    if (length > stockBytes) return randomBytes(length)
    if (stock.length < length) stock = randomBytes(stockBytes)
    const taken = stock.slice(0, length)
    stock = stock.subarray(length)
    return taken
  }
}
