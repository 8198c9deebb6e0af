import { expect, it } from 'vitest'
import { multihashOf } from './multihash.ts'

// The SHA-256 of nothing, in its multihash; did:webvh v1.0 writes it without a multibase prefix.
it('hashes a text as a multihash of SHA-256 in base58btc', async () => {
  expect(await multihashOf('')).toBe('QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n')
  expect(await multihashOf('a')).toHaveLength(46)
})
