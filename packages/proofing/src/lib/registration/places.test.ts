import { describe, expect, it } from 'vitest'
import { createPlaces } from './places.ts'

/** Work that ends when it is told to. */
function held() {
  let end = (): void => undefined
  const isEnded = new Promise<void>((resolve) => {
    end = resolve
  })
  return { end, work: () => isEnded }
}

const busy = { code: 'registration_busy' }

describe('places', () => {
  it('are so many, and free again when the work ends or fails', async () => {
    const places = createPlaces({ most: 2 })
    const [one, two] = [held(), held()]
    const works = [places.take('one', one.work), places.take('two', two.work)]
    await expect(places.take('three', async () => 3)).rejects.toMatchObject(busy)
    one.end()
    await works[0]
    expect(await places.take('three', async () => 3)).toBe(3)
    const failing = places.take('three', () => Promise.reject(new Error('failed')))
    await expect(failing).rejects.toThrow('failed')
    expect(await places.take('one', async () => 1)).toBe(1)
    two.end()
    await Promise.all(works)
  })

  it('are one to a holder, who may not even wait for a second', async () => {
    const places = createPlaces({ most: 2, waitMilliseconds: 60_000 })
    const first = held()
    const work = places.take('one', first.work)
    await expect(places.take('one', async () => 1)).rejects.toMatchObject(busy)
    first.end()
    await work
    expect(await places.take('one', async () => 1)).toBe(1)
  })

  it('are given to those who wait, in their order, one after the other', async () => {
    const places = createPlaces({ most: 1, waitMilliseconds: 60_000 })
    const first = held()
    const order: string[] = []
    const work = places.take('first', first.work)
    const others = ['second', 'third'].map((name) => places.take(name, async () => order.push(name)))
    expect(order).toEqual([])
    first.end()
    await Promise.all([work, ...others])
    expect(order).toEqual(['second', 'third'])
  })

  it('are waited for so long and no longer, and whoever gave up takes none', async () => {
    let over = (): void => undefined
    const waits: number[] = []
    const wait = (milliseconds: number): Promise<void> => {
      waits.push(milliseconds)
      return new Promise((resolve) => {
        over = resolve
      })
    }
    const places = createPlaces({ most: 1, waitMilliseconds: 20_000, wait })
    const first = held()
    const work = places.take('first', first.work)
    const late = places.take('late', async () => 'late')
    await expect.poll(() => waits).toEqual([20_000])
    over()
    await expect(late).rejects.toMatchObject(busy)
    first.end()
    await work
    expect(await places.take('late', async () => 'in time')).toBe('in time')
  })

  it('that come in the very moment in which the wait is over are taken', async () => {
    let over = (): void => undefined
    const wait = (): Promise<void> =>
      new Promise((resolve) => {
        over = resolve
      })
    const places = createPlaces({ most: 1, waitMilliseconds: 1, wait })
    const first = held()
    const work = places.take('first', async () => {
      await first.work()
      over()
    })
    const late = places.take('late', async () => 'in time')
    first.end()
    await work
    expect(await late).toBe('in time')
    expect(await places.take('next', async () => 'free')).toBe('free')
  })
})
