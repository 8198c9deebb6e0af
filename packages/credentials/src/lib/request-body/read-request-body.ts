import { MalformedError, NetworkError } from '../errors/lontar-error.ts'
import { createGrowingBytes } from './growing-bytes.ts'
import type { Wait } from './wait-for.ts'

/** What is read of a request that came over HTTP. */
export interface BoundedRequest {
  /** The body as it comes; `null` for none. */
  readonly body: ReadableStream<Uint8Array> | null
  /** Of these, `content-length` alone is looked at. */
  readonly headers: Pick<Headers, 'get'>
}

/** How much of a body is read, and for how long. */
export interface RequestBodyLimits {
  /** The most bytes that a body may have, 0 or more. */
  readonly maxBytes: number
  /** How long the whole body may take to come, in seconds, however steadily it comes. */
  readonly timeoutSeconds: number
  /** Ends after so many milliseconds, or when it is aborted. */
  readonly wait: Wait
}

/**
 * Reads the body of a request. A length that the sender declares can only refuse it: bytes are counted as they come, and
 * reading stops at the limit, or when the time is over. What is left of a body that is too large is given up. What is
 * left of one that is too late stays where it is, so that the answer still reaches the sender; that answer should say
 * `Connection: close`.
 *
 * @param request the request, whose body nobody has read.
 * @param limits how much, and for how long.
 * @returns the bytes; none for no body.
 * @throws MalformedError `request_body_too_large`.
 * @throws NetworkError `request_body_incomplete` when the body took too long, or broke off.
 * @see RFC 9110 sections 15.5.9 and 15.5.14
 */
export async function readRequestBody(
  { body, headers }: BoundedRequest,
  limits: RequestBodyLimits,
): Promise<Uint8Array> {
  if (Number(headers.get('content-length') ?? 0) > limits.maxBytes) throw tooLarge()
  if (body === null) return new Uint8Array()
  const reading = new AbortController()
  try {
    return await Promise.race([readToEnd(body, limits.maxBytes, reading.signal), endOfTime(limits, reading)])
  } finally {
    reading.abort()
  }
}

async function readToEnd(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const reader = body.getReader()
  const received = createGrowingBytes()
  for (let next = await nextOf(reader); !next.done; next = await nextOf(reader)) {
    if (signal.aborted) throw incomplete()
    if (received.length + next.value.length > maxBytes) {
      // Nobody waits for it: behind some servers it ends only with the body.
      reader.cancel().catch(() => {})
      throw tooLarge()
    }
    received.append(next.value)
  }
  return received.bytes()
}

/** The platform's own error may quote the request. */
function nextOf(reader: ReadableStreamDefaultReader<Uint8Array>): ReturnType<typeof reader.read> {
  return reader.read().catch(() => {
    throw incomplete()
  })
}

async function endOfTime(
  { timeoutSeconds, wait }: RequestBodyLimits,
  { signal }: AbortController,
): Promise<never> {
  await wait(timeoutSeconds * 1000, signal)
  throw incomplete()
}

function tooLarge(): MalformedError {
  return new MalformedError('request_body_too_large', 'The body is too large.')
}

function incomplete(): NetworkError {
  return new NetworkError('request_body_incomplete', 'The body did not come whole in time.')
}
