import { OperationError } from '@lontar/credentials/errors'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { hotel, typedHotel } from '../fixtures/asks.ts'
import { openScene } from '../fixtures/scene.ts'
import { createMemoryVerifierStore } from '../memory-verifier-store.ts'
import type { Guard } from './guard-route.ts'

const call = (): Request => new Request('https://hotel.example/check-in')

describe('a guard', () => {
  it('answers 503 and tells why when its store is away', async () => {
    const reason = new OperationError('database_locked', 'The database is locked.')
    const broken = { ...createMemoryVerifierStore(), createTransaction: () => Promise.reject(reason) }
    const { verifier, errors } = await openScene({ store: broken })
    const answer = await verifier.require(hotel)(call())
    expect(answer.credential).toBeUndefined()
    expect(answer.response?.status).toBe(503)
    expect(errors).toEqual([reason])
  })

  it('answers 500 and tells why when nobody is trusted', async () => {
    const { verifier, errors } = await openScene({ trust: { issuers: [], roots: [], verifiers: [] } })
    const answer = await verifier.require(hotel)(call())
    expect(answer.response?.status).toBe(500)
    expect(await answer.response?.json()).toMatchObject({ error: 'server_error' })
    expect(errors).toMatchObject([{ code: 'issuer_untrusted' }])
  })

  it('knows the claims of its ask', async () => {
    const { verifier } = await openScene()
    const guard = verifier.require(typedHotel)
    expectTypeOf(guard).toEqualTypeOf<Guard<'name' | 'age_equal_or_over.18'>>()
    const { credential } = await guard(call())
    expectTypeOf(credential?.claims).toEqualTypeOf<
      { readonly name: string; readonly 'age_equal_or_over.18': boolean } | undefined
    >()
    // @ts-expect-error the ask does not list it
    expect(credential?.claims.sex).toBeUndefined()
  })
})
