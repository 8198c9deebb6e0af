import { expect, it } from 'vitest'
import { createOpenReviews } from './open-reviews.ts'

it('forgets the oldest review where too many wait', () => {
  const reviews = createOpenReviews<number>({ now: () => new Date(0), maxOpen: 2 })
  const [first = '', second = '', third = ''] = [1, 2, 3].map((review) => reviews.keep(review))
  expect(() => reviews.require(first)).toThrow(TypeError)
  expect([reviews.require(second), reviews.require(third)]).toEqual([2, 3])
})

it('forgets a review at the end of its life and when it is told to', () => {
  let now = new Date(0)
  const reviews = createOpenReviews<number>({ now: () => now, lifeSeconds: 10 })
  const [ended, answered] = [reviews.keep(1), reviews.keep(2)]
  reviews.forget(answered)
  expect(() => reviews.require(answered)).toThrow(TypeError)
  now = new Date(9_999)
  expect(reviews.require(ended)).toBe(1)
  now = new Date(10_000)
  expect(() => reviews.require(ended)).toThrow(TypeError)
})
