import type { TrustList } from '@lontar/credentials'
import { NetworkError, VerificationError } from '@lontar/credentials/errors'
import { describe, expect, it } from 'vitest'
import { memoryEnvironment } from './memory-environment.test-support.ts'
import { createTrustWatch } from './watch-trust.ts'

function scene() {
  const environment = memoryEnvironment()
  const watch = createTrustWatch({ environment })
  let answer: () => TrustList
  const source = watch.watched(async () => answer())
  return {
    watch,
    /** Asks a source that answers so; the events since then. */
    async ask(next: () => TrustList): Promise<readonly object[]> {
      environment.output.stderr = ''
      answer = next
      await source().catch(() => undefined)
      return events()
    },
    events,
  }
  function events(): readonly object[] {
    const lines = environment.output.stderr.split('\n').filter((line) => line !== '')
    return lines.map((line) => JSON.parse(line) as object)
  }
}

const list = (): TrustList => ({ issuers: [], roots: [], verifiers: [] })
const ended = (): never => {
  throw new VerificationError('trust_list_expired', 'The trust list has expired.', { cause: 'MARKED' })
}
const away = new NetworkError('trust_list_unreachable', 'The trust list cannot be fetched.')

describe('a trust list that is watched', () => {
  it('tells once that none holds any more, and once that one holds again', async () => {
    const { ask } = scene()
    expect(await ask(list)).toEqual([])
    const error = {
      name: 'VerificationError',
      code: 'trust_list_expired',
      message: 'The trust list has expired.',
    }
    expect(await ask(ended)).toEqual([{ event: 'trust_list_lost', error }])
    expect(await ask(ended)).toEqual([])
    expect(await ask(list)).toEqual([{ event: 'trust_list_holds' }])
    expect(await ask(list)).toEqual([])
    expect(await ask(ended)).toHaveLength(1)
  })

  it('tells nothing of a failure that is not one of ours', async () => {
    const told = await scene().ask(() => {
      throw new RangeError('MARKED')
    })
    expect(JSON.stringify(told)).toContain('"internal"')
    expect(JSON.stringify(told)).not.toContain('MARKED')
  })

  it('tells once why it is not renewed, until it was renewed', async () => {
    const { ask, watch, events } = scene()
    const [held, renewed] = [list(), list()]
    await ask(() => held)
    watch.onRefused(away)
    await ask(() => {
      watch.onRefused(away)
      return held
    })
    expect(events()).toEqual([])
    await ask(() => renewed)
    watch.onRefused(away)
    expect(events()).toMatchObject([{ event: 'trust_list_not_renewed', error: { code: away.code } }])
  })
})
