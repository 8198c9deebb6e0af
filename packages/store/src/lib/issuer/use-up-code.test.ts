import { expect, it } from 'vitest'
import { memoryDatabase } from '../../../fixtures/memory-database.ts'
import { later, offerRecord } from '../../../fixtures/records.ts'
import { createOffer } from './create-offer.ts'
import { useUpCode } from './use-up-code.ts'

/** The statement alone, without the checks that usually come before it. */
async function useUpTwice(changes: { readonly maxTries?: number; readonly seconds?: number }) {
  const database = await memoryDatabase()
  const offer = offerRecord()
  await createOffer(database, offer)
  const input = {
    codeHash: offer.codeHash,
    maxTries: changes.maxTries ?? 5,
    now: later(changes.seconds ?? 1),
  }
  return await database.queries
    .transaction()
    .execute(async (transaction) => [
      await useUpCode(transaction, input),
      await useUpCode(transaction, input),
      await useUpCode(transaction, { ...input, codeHash: 'unknown' }),
    ])
}

it('the first statement uses a code up, the second finds nothing', async () => {
  expect(await useUpTwice({})).toEqual([true, false, false])
})

it('an expired code is not used up', async () => {
  expect(await useUpTwice({ seconds: 300 })).toEqual([false, false, false])
  expect(await useUpTwice({ seconds: 299 })).toEqual([true, false, false])
})

it('a code without tries left is not used up', async () => {
  expect(await useUpTwice({ maxTries: 0 })).toEqual([false, false, false])
})
