import { expect, test } from 'vitest'
import { createRefreshTokenChain } from './create-refresh-token-chain.ts'

test('whoever holds an old token finds the newest that came in its place', () => {
  const chain = createRefreshTokenChain()
  chain.replace('a', 'b')
  chain.replace('b', 'c')
  expect(['a', 'b', 'c', 'x'].map((token) => chain.latest(token))).toEqual(['c', 'c', 'c', 'x'])
})

test('a server that gives an old token again closes no ring', () => {
  const chain = createRefreshTokenChain()
  chain.replace('a', 'b')
  chain.replace('b', 'a')
  expect(chain.latest('b')).toBe('a')
  expect(chain.latest('a')).toBe('a')
  chain.replace('a', 'a')
  expect(chain.latest('a')).toBe('a')
})
