import { describe, expect, test } from 'vitest'
import { readBody } from './read-body.ts'

const expectations = { expectedType: 'application/json', error: 'invalid_request' } as const

function post(body: BodyInit, headers: Record<string, string> = {}): Request {
  const init = {
    method: 'POST',
    body,
    duplex: 'half',
    headers: { 'content-type': 'application/json', ...headers },
  }
  return new Request('https://issuer.example/token', init)
}

function streamOf(chunk: Uint8Array, count: number): ReadableStream<Uint8Array> {
  let sent = 0
  return new ReadableStream({
    pull(controller) {
      if (sent++ < count) controller.enqueue(chunk)
      else controller.close()
    },
  })
}

describe('readBody', () => {
  test('a body of 64 KiB is read', async () => {
    expect(await readBody(post('a'.repeat(65_536)), expectations)).toHaveLength(65_536)
    expect(await readBody(post(streamOf(new Uint8Array(32_768).fill(97), 2)), expectations)).toHaveLength(
      65_536,
    )
  })

  test('a longer body is 413, whatever its length says (H2)', async () => {
    const refusal = expect.objectContaining({ status: 413 })
    await expect(readBody(post('a'.repeat(65_537)), expectations)).rejects.toThrow(refusal)
    await expect(readBody(post('a', { 'content-length': '65537' }), expectations)).rejects.toThrow(refusal)
    const endless = streamOf(new Uint8Array(16_384), Number.POSITIVE_INFINITY)
    await expect(readBody(post(endless, { 'content-length': '2' }), expectations)).rejects.toThrow(refusal)
  })

  test('bytes that are not UTF-8 are refused', async () => {
    const refusal = expect.objectContaining({ status: 400, error: 'invalid_request' })
    await expect(readBody(post(Uint8Array.of(0x22, 0xff, 0x22)), expectations)).rejects.toThrow(refusal)
  })

  test('no body is an empty one', async () => {
    expect(await readBody(post(''), expectations)).toBe('')
  })
})
