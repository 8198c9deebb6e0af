/**
 * Encodes one DER element.
 *
 * @param tag its identifier octet, such as 0x30 for a SEQUENCE.
 * @param parts what stands in it, in order.
 * @see X.690 section 8.1
 */
export function encodeDer(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts)
  return Buffer.concat([Uint8Array.of(tag, ...lengthOf(content.length)), content])
}

function lengthOf(length: number): readonly number[] {
  if (length < 0x80) return [length]
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return [0x80 + octets.length, ...octets]
}

/**
 * Encodes an INTEGER that is not negative.
 *
 * @param bytes the number, its most significant byte first.
 * @see X.690 section 8.3
 */
export function encodeUnsignedInteger(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0)
  const shortest = start === -1 ? Uint8Array.of(0) : bytes.subarray(start)
  // The first bit is the sign.
  return encodeDer(0x02, ...((shortest[0] ?? 0) >= 0x80 ? [Uint8Array.of(0)] : []), shortest)
}

/**
 * Encodes an OBJECT IDENTIFIER from its dotted form.
 *
 * @see X.690 section 8.19
 */
export function encodeObjectIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return encodeDer(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)))
}

function base128(value: number): readonly number[] {
  const octets = [value % 128]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    octets.unshift((rest % 128) + 0x80)
  }
  return octets
}
