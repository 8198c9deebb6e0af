/**
 * Converts an ECDSA signature of R and S (RFC 7518 section 3.4) to the DER form of RFC 3279 section 2.2.3.
 *
 * @param signature R and S of equal length, 32 or 48 bytes each.
 * @returns the DER bytes.
 */
export function encodeEcdsaDer(signature: Uint8Array): Uint8Array {
  const partLength = signature.length / 2
  const r = encodeInteger(signature.subarray(0, partLength))
  const s = encodeInteger(signature.subarray(partLength))
  return Uint8Array.of(0x30, r.length + s.length, ...r, ...s)
}

/**
 * Converts a DER signature, as our own platform made it, to R and S.
 *
 * @param der a well-formed signature: both integers minimal, all lengths below 128.
 * @param partLength the length of R and of S, 32 or 48 bytes.
 * @returns R and S.
 */
export function decodeEcdsaDer(der: Uint8Array, partLength: number): Uint8Array {
  const signature = new Uint8Array(2 * partLength)
  let offset = 2
  for (const end of [partLength, 2 * partLength]) {
    const length = der[offset + 1] ?? 0
    const integer = der.subarray(offset + 2, offset + 2 + length)
    const digits = integer[0] === 0 ? integer.subarray(1) : integer
    signature.set(digits, end - digits.length)
    offset += 2 + length
  }
  return signature
}

function encodeInteger(digits: Uint8Array): Uint8Array {
  let start = 0
  while (start < digits.length - 1 && digits[start] === 0) start++
  const minimal = digits.subarray(start)
  // DER integers are signed: a leading one bit needs a zero byte before it.
  const padding = (minimal[0] ?? 0) >= 0x80 ? [0] : []
  return Uint8Array.of(0x02, padding.length + minimal.length, ...padding, ...minimal)
}
