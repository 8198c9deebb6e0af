import { expect, it } from 'vitest'
import { createRandomStock } from './random-stock.ts'

/** Counts up, so that every byte shows where it came from. */
function counting() {
  const asked: number[] = []
  let next = 0
  const randomBytes = (length: number) => {
    asked.push(length)
    return Uint8Array.from({ length }, () => next++)
  }
  return { asked, randomBytes }
}

it('a stock gives out each byte once, in few draws', () => {
  const { asked, randomBytes } = counting()
  const draw = createRandomStock(randomBytes, 40)
  const given = [16, 16, 16, 8].flatMap((length) => [...draw(length)])
  expect(new Set(given).size).toBe(56)
  expect(asked).toEqual([40, 40])
})

it('what is given out is not shared with what comes later', () => {
  const draw = createRandomStock(counting().randomBytes, 4)
  draw(2).fill(0xff)
  expect([...draw(2)]).toEqual([2, 3])
})

it('a wish beyond the stock goes to the source', () => {
  const { asked, randomBytes } = counting()
  expect(createRandomStock(randomBytes, 4)(5)).toHaveLength(5)
  expect(asked).toEqual([5])
})
