/**
 * Compares secrets in time that depends on their length alone.
 *
 * @param a some bytes.
 * @param b other bytes.
 * @returns true when both have the same length and content.
 */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let index = 0; index < a.length; index++) difference |= (a[index] ?? 0) ^ (b[index] ?? 0)
  return difference === 0
}
