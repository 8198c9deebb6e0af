/** A stream of bytes that is the same for the same seed. */
export type SeededRandomBytes = (length: number) => Uint8Array<ArrayBuffer>

/**
 * Opens a stream of pseudo-random bytes (xorshift128). It replaces `randomBytes` where a test must repeat itself, and
 * it is no source of secrets.
 *
 * @param seed any integer
 */
export function seededRandomBytes(seed: number): SeededRandomBytes {
  const state = Uint32Array.of(seed, 0x9e3779b9, seed ^ 0x85ebca6b, 0xc2b2ae35)
  const next = (): number => {
    const [x = 0, y = 0, z = 0, w = 0] = state
    const t = x ^ (x << 11)
    state.set([y, z, w, w ^ (w >>> 19) ^ t ^ (t >>> 8)])
    return (state[3] ?? 0) & 0xff
  }
  for (let round = 0; round < 16; round += 1) next()
  return (length) => Uint8Array.from({ length }, next)
}
