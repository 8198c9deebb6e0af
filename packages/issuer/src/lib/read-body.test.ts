import { describe, expect, test } from 'vitest'
import { readBody } from './read-body.ts'

const expectations = { expectedType: 'application/json', error: 'invalid_request' } as const

const patient = { bodyTimeoutSeconds: 10, wait: () => new Promise<void>(() => {}) }

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
    expect(await readBody(patient, post('a'.repeat(65_536)), expectations)).toHaveLength(65_536)
    expect(
      await readBody(patient, post(streamOf(new Uint8Array(32_768).fill(97), 2)), expectations),
    ).toHaveLength(65_536)
  })

  test('a longer body is 413, whatever its length says (H2)', async () => {
    const refusal = expect.objectContaining({ status: 413 })
    await expect(readBody(patient, post('a'.repeat(65_537)), expectations)).rejects.toThrow(refusal)
    await expect(readBody(patient, post('a', { 'content-length': '65537' }), expectations)).rejects.toThrow(
      refusal,
    )
    const endless = streamOf(new Uint8Array(16_384), Number.POSITIVE_INFINITY)
    await expect(readBody(patient, post(endless, { 'content-length': '2' }), expectations)).rejects.toThrow(
      refusal,
    )
  })

  test('a body that does not come whole in time is 408, and the connection ends (H10)', async () => {
    const stuck = new ReadableStream({ pull: () => new Promise(() => {}) })
    const waits: number[] = []
    const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds)
    const read = readBody({ bodyTimeoutSeconds: 7, wait }, post(stuck), expectations)
    const headers = { connection: 'close' }
    await expect(read).rejects.toThrow(
      expect.objectContaining({ status: 408, error: 'invalid_request', headers }),
    )
    expect(waits).toEqual([7000])
  })

  test('a body that breaks off is 408 too', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })
    await expect(readBody(patient, post(broken), expectations)).rejects.toThrow(
      expect.objectContaining({ status: 408 }),
    )
  })

  test('bytes that are not UTF-8 are refused', async () => {
    const refusal = expect.objectContaining({ status: 400, error: 'invalid_request' })
    await expect(readBody(patient, post(Uint8Array.of(0x22, 0xff, 0x22)), expectations)).rejects.toThrow(
      refusal,
    )
  })

  test('no body is an empty one', async () => {
    expect(await readBody(patient, post(''), expectations)).toBe('')
  })
})
