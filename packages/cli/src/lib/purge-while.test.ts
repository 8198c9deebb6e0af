import { OperationError } from '@lontar/credentials/errors'
import { describe, expect, it } from 'vitest'
import { memoryEnvironment, memoryInvocation } from './memory-environment.test-support.ts'
import { purgeOnce, purgeWhile } from './purge-while.ts'

const environment = memoryEnvironment()
const invocation = memoryInvocation(environment)
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe('purgeWhile', () => {
  it('purges at once, again at each interval, and no more after the work', async () => {
    let purged = 0
    const purge = async () => {
      purged += 1
    }
    const result = await purgeWhile(
      invocation,
      { purges: [{ purge }], intervalMilliseconds: 5 },
      async () => {
        expect(purged).toBe(1)
        while (purged < 4) await sleep(1)
        return 'done'
      },
    )
    expect(result).toBe('done')
    const atEnd = purged
    await sleep(25)
    expect(purged).toBe(atEnd)
  })

  it('tells of a failure by its code alone, and tries again', async () => {
    let purged = 0
    const purge = async () => {
      purged += 1
      if (purged === 1) throw new OperationError('database_locked', 'MARKED')
      if (purged === 2) throw new Error('MARKED')
    }
    await purgeWhile(invocation, { purges: [{ purge }], intervalMilliseconds: 5 }, async () => {
      while (purged < 3) await sleep(1)
    })
    expect(environment.output.stderr).toBe(
      'What is past its time could not be erased yet. [database_locked]\n' +
        'What is past its time could not be erased yet. [internal]\n',
    )
  })

  it('has one purge under way at a time, and waits for it before it ends, also when the work fails', async () => {
    let under = 0
    let most = 0
    const purge = async () => {
      under += 1
      most = Math.max(most, under)
      await sleep(30)
      under -= 1
    }
    const work = async () => {
      await sleep(20)
      throw new Error('the work failed')
    }
    await expect(
      purgeWhile(invocation, { purges: [{ purge }], intervalMilliseconds: 5 }, work),
    ).rejects.toThrow('the work failed')
    expect([under, most]).toEqual([0, 1])
  })

  it.each<[string, () => Promise<unknown>]>([
    ['fails', () => Promise.reject(new OperationError('database_malformed', 'MARKED'))],
    [
      'throws at once',
      () => {
        throw new OperationError('database_malformed', 'MARKED')
      },
    ],
  ])('goes on with the others when one of them %s, and says which', async (_title, broken) => {
    const purged = { before: 0, after: 0 }
    const count = (which: keyof typeof purged) => async () => {
      purged[which] += 1
    }
    const purges = [
      { name: 'ntt', purge: count('before') },
      { name: 'ntb', purge: broken },
      { name: 'nasional', purge: count('after') },
    ]
    const told = memoryEnvironment()
    await purgeWhile(memoryInvocation(told), { purges, intervalMilliseconds: 5 }, async () => {
      while (purged.before < 3 || purged.after < 3) await sleep(1)
    })
    const lines = new Set(told.output.stderr.trimEnd().split('\n'))
    expect([...lines]).toEqual(['What is past its time could not be erased yet (ntb). [database_malformed]'])
  })

  it('goes on with the others while one of them hangs', async () => {
    let release: () => void = () => {}
    let purged = 0
    const hangs = () =>
      new Promise<void>((resolve) => {
        release = resolve
      })
    const purge = async () => {
      purged += 1
    }
    await purgeWhile(
      invocation,
      { purges: [{ purge: hangs }, { purge }], intervalMilliseconds: 5 },
      async () => {
        while (purged < 3) await sleep(1)
        release()
      },
    )
    expect(purged).toBeGreaterThanOrEqual(3)
  })
})

describe('purgeOnce', () => {
  it('purges all, reports the one that failed, and returns', async () => {
    let purged = 0
    const told = memoryEnvironment()
    await purgeOnce(memoryInvocation(told), [
      { name: 'ntb', purge: () => Promise.reject(new Error('MARKED')) },
      {
        name: 'ntt',
        purge: async () => {
          purged += 1
        },
      },
    ])
    expect(purged).toBe(1)
    expect(told.output.stderr).toBe('What is past its time could not be erased yet (ntb). [internal]\n')
  })
})
