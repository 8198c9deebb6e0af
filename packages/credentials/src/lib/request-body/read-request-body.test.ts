import { describe, expect, it } from 'vitest'
import { readRequestBody } from './read-request-body.ts'
import { waitFor } from './wait-for.ts'

const never = (): Promise<void> => new Promise(() => {})
const limits = { maxBytes: 10_000, timeoutSeconds: 7, wait: never }

function requestOf(body: ReadableStream<Uint8Array> | null, length?: string) {
  return { body, headers: new Headers(length === undefined ? {} : { 'content-length': length }) }
}

function streamOf(parts: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part)
      controller.close()
    },
  })
}

describe('readRequestBody', () => {
  it('gives the bytes of every part, in their order', async () => {
    const parts = Array.from({ length: 100 }, (_, at) => new Uint8Array(at).fill(at))
    const read = await readRequestBody(requestOf(streamOf(parts)), limits)
    expect(read).toEqual(new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer()))
    expect(await readRequestBody(requestOf(null), limits)).toHaveLength(0)
  })

  it('keeps no part that the sender or its parser may still change', async () => {
    const part = Uint8Array.of(1, 2, 3)
    let sent = false
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          if (sent) {
            part.fill(9)
            return controller.close()
          }
          sent = true
          controller.enqueue(part)
        },
      },
      { highWaterMark: 0 },
    )
    expect(await readRequestBody(requestOf(body), limits)).toEqual(Uint8Array.of(1, 2, 3))
  })

  it('takes as many bytes as it may, and refuses one more, whatever length was declared', async () => {
    const part = new Uint8Array(5_000)
    expect(await readRequestBody(requestOf(streamOf([part, part]), '2'), limits)).toHaveLength(10_000)
    const more = readRequestBody(requestOf(streamOf([part, part, new Uint8Array(1)]), '2'), limits)
    await expect(more).rejects.toMatchObject({ code: 'request_body_too_large' })
    const declared = readRequestBody(requestOf(streamOf([]), '10001'), limits)
    await expect(declared).rejects.toMatchObject({ code: 'request_body_too_large' })
  })

  it('gives up the rest of one that is too large, without waiting until it is gone', async () => {
    let given = false
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(5_000)),
      cancel() {
        given = true
        return never()
      },
    })
    await expect(readRequestBody(requestOf(endless), limits)).rejects.toMatchObject({
      code: 'request_body_too_large',
    })
    expect(given).toBe(true)
  })

  it('stops waiting for a body that stands still, after the time for the whole of it', async () => {
    const waits: number[] = []
    const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds)
    const stuck = new ReadableStream<Uint8Array>({ pull: never })
    const read = readRequestBody(requestOf(stuck), { ...limits, wait })
    await expect(read).rejects.toMatchObject({ code: 'request_body_incomplete' })
    expect(waits).toEqual([7000])
  })

  it('stops reading one that comes byte by byte without an end', async () => {
    let pulled = 0
    let over = (): void => {}
    const wait = (): Promise<void> =>
      new Promise((resolve) => {
        over = resolve
      })
    const trickle = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array(1))
        if (++pulled === 5) over()
      },
    })
    const read = readRequestBody(requestOf(trickle), { ...limits, wait })
    await expect(read).rejects.toMatchObject({ code: 'request_body_incomplete' })
    const before = pulled
    await new Promise((resolve) => setImmediate(resolve))
    expect(pulled).toBeLessThanOrEqual(before + 1)
  })

  it('says that a body broke off, and not in the words of the platform', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error('MARKED')),
    })
    const failure: unknown = await readRequestBody(requestOf(broken), limits).catch(
      (reason: unknown) => reason,
    )
    expect(failure).toMatchObject({ code: 'request_body_incomplete' })
    expect(JSON.stringify(failure)).not.toContain('MARKED')
  })

  it('leaves no timer behind', async () => {
    let ended: AbortSignal | undefined
    const wait = (milliseconds: number, signal: AbortSignal): Promise<void> => {
      ended = signal
      return waitFor(milliseconds, signal)
    }
    await readRequestBody(requestOf(streamOf([new Uint8Array(1)])), { ...limits, wait })
    expect(ended?.aborted).toBe(true)
  })
})

describe('waitFor', () => {
  it('ends when the time is over, or at once when it is aborted', async () => {
    await waitFor(1, new AbortController().signal)
    const controller = new AbortController()
    const waiting = waitFor(2 ** 30, controller.signal)
    controller.abort()
    await waiting
    await waitFor(2 ** 30, controller.signal)
    expect(controller.signal.aborted).toBe(true)
  })
})
