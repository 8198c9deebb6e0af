import { expect, it } from 'vitest'
import { randomBytes, randomToken } from './random.ts'

it('makes tokens of 256 bits that do not repeat', () => {
  const tokens = Array.from({ length: 1000 }, () => randomToken())
  expect(new Set(tokens).size).toBe(1000)
  for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
})

it('takes another length', () => {
  expect(randomToken(16)).toHaveLength(22)
  expect(randomBytes(5)).toHaveLength(5)
})
