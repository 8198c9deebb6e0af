/**
 * Reads a body, counting its bytes as they come: reading stops at the limit, whatever length the sender declared.
 *
 * @param maxBytes the limit, in bytes
 * @param slow ends when the sender has had his time; without it he has any
 * @returns the bytes; `undefined` for more than the limit; `slow` when the time was over
 */
export async function readBounded(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array | undefined>
export async function readBounded(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  slow: Promise<'slow'>,
): Promise<Uint8Array | undefined | 'slow'>
export async function readBounded(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  slow?: Promise<'slow'>,
): Promise<Uint8Array | undefined | 'slow'> {
  if (body === null) return new Uint8Array()
  const reader = body.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  for (;;) {
    const next = await (slow === undefined ? reader.read() : Promise.race([reader.read(), slow]))
    if (next !== 'slow' && next.done) return joined(parts, length)
    if (next !== 'slow') length += next.value.length
    if (next === 'slow' || length > maxBytes) {
      // A sender who does not go on may never end this either.
      void reader.cancel().catch(() => {})
      return next === 'slow' ? next : undefined
    }
    parts.push(next.value)
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    bytes.set(part, offset)
    offset += part.length
  }
  return bytes
}
