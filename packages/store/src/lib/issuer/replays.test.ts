import { describe, expect, it } from 'vitest'
import { issuerStores } from '../../../fixtures/issuer-stores.ts'
import { later, start } from '../../../fixtures/records.ts'

describe('used proofs', () => {
  it.each(issuerStores)('are new once, each for itself (%s)', async (_where, create) => {
    const issuer = await create()
    expect(await issuer.rememberJti('a', later(300))).toBe('new')
    expect(await issuer.rememberJti('a', later(300))).toBe('seen')
    expect(await issuer.rememberJti('b', later(300))).toBe('new')
  })

  it.each(issuerStores)('are new for one of 200 simultaneous callers (E15) (%s)', async (_where, create) => {
    const issuer = await create()
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => issuer.rememberJti('a', later(300))))
    expect(outcomes.filter((outcome) => outcome === 'new')).toHaveLength(1)
  })

  it.each(issuerStores)(
    'are forgotten when they would not verify any more, and not before (%s)',
    async (_where, create) => {
      const issuer = await create()
      await issuer.rememberJti('a', later(300))
      expect(await issuer.purge(later(299))).toBe(0)
      expect(await issuer.rememberJti('a', later(300))).toBe('seen')
      expect(await issuer.purge(later(300))).toBe(1)
      expect(await issuer.rememberJti('a', later(600))).toBe('new')
    },
  )
})

describe('server nonces', () => {
  it.each(issuerStores)('serve many times until their end (%s)', async (_where, create) => {
    const issuer = await create()
    await issuer.createServerNonce('a', later(300))
    expect(await issuer.hasServerNonce('a', start, later(300))).toBe(true)
    expect(await issuer.hasServerNonce('a', later(299), later(600))).toBe(true)
    expect(await issuer.hasServerNonce('a', later(300), later(600))).toBe(false)
    expect(await issuer.hasServerNonce('b', start, later(300))).toBe(false)
  })

  it.each(issuerStores)('are forgotten at their end (%s)', async (_where, create) => {
    const issuer = await create()
    await issuer.createServerNonce('a', later(300))
    expect(await issuer.purge(later(299))).toBe(0)
    expect(await issuer.purge(later(300))).toBe(1)
  })

  it.each(issuerStores)('are no credential nonces, and the other way round (%s)', async (_where, create) => {
    const issuer = await create()
    await issuer.createServerNonce('a', later(300))
    await issuer.createNonce('b', later(300))
    expect(await issuer.consumeNonces(['a'], start)).toBe(false)
    expect(await issuer.hasServerNonce('b', start, later(300))).toBe(false)
  })
})
