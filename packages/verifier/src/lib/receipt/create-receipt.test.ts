import { describe, expect, it } from 'vitest'
import { hotel, resident } from '../fixtures/asks.ts'
import { cardQuery, openQueryScene } from '../fixtures/query-scene.ts'
import { openScene } from '../fixtures/scene.ts'

const day = 86_400_000

describe('the receipt of a verdict', () => {
  it('says who asked for what, why, and how it ended, and no value of a claim', async () => {
    const scene = await openScene()
    const { transactionId } = await scene.exchange()
    const receipts = await scene.verifier.receipts()
    expect(receipts).toEqual([
      {
        transactionId,
        ask: 'hotel',
        service: 'hotel_wni',
        purpose: hotel.purpose,
        legalBasis: 'contract',
        retentionDays: 1,
        claims: ['name', 'age_equal_or_over.18'],
        state: 'accepted',
        code: null,
        issuers: [scene.issuer.trusted.issuer],
        requestedAt: scene.now,
        decidedAt: scene.now,
        keptUntil: new Date(scene.now.getTime() + 30 * day),
      },
    ])
    expect(JSON.stringify(receipts)).not.toMatch(/MARIA|true/)
  })

  it('of a refusal has its code and no issuer, whatever was presented', async () => {
    const scene = await openScene()
    scene.issuer.statuses[7] = 1
    await scene.exchange()
    await scene.exchange({ provinceCode: '35', ask: resident, typeId: 'ktp-proof', index: 8 })
    const { object } = await scene.request()
    await scene.post(`state=${object.state}&error=access_denied`)
    expect((await scene.verifier.receipts()).map(({ ask, code, issuers }) => [ask, code, issuers])).toEqual([
      ['hotel', 'presentation_declined', []],
      ['resident-ticket', 'dcql_not_satisfied', []],
      ['hotel', 'status_invalid', []],
    ])
  })

  it('of a query of one’s own names its claims by path, with * for every element', async () => {
    const scene = await openQueryScene()
    const request = await scene.ask({
      credentials: [
        {
          ...cardQuery('card', []),
          claims: [{ path: ['name'] }, { path: ['nationalities', null] }],
        },
      ],
    })
    const card = await scene.credential({ formatId: 'dc+sd-jwt' })
    const { state } = await scene.answer(request, await scene.present(request.object, { card: [card] }))
    expect(await scene.verifier.receipts()).toMatchObject([
      { ask: null, service: 'car_rental', claims: ['name', 'nationalities.*'], state, retentionDays: 3 },
    ])
  })

  it('is not written for a request that nobody answered, nor twice for one that was answered twice', async () => {
    const scene = await openScene()
    await scene.verifier.request(hotel)
    const { object } = await scene.request()
    const body = await scene.holder.present(object, await scene.credential(), scene.now)
    const answers = await Promise.all(Array.from({ length: 20 }, () => scene.post(body)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await scene.verifier.receipts()).toHaveLength(1)
  })

  it('outlives its transaction, and lasts as long as the answer but never less than 30 days', async () => {
    const scene = await openScene()
    await scene.exchange({ ask: { ...hotel, retentionDays: 90 } })
    await scene.exchange()
    const later = async (days: number) => {
      await scene.store.purge(new Date(scene.now.getTime() + days * day + 1))
      return (await scene.verifier.receipts()).map(({ retentionDays }) => retentionDays)
    }
    expect(await later(29)).toEqual([1, 90])
    expect(await later(30)).toEqual([90])
    expect(await later(89)).toEqual([90])
    expect(await later(90)).toEqual([])
  })

  it('is read page by page, the latest first', async () => {
    const scene = await openScene()
    for (let count = 0; count < 5; count++) {
      await scene.exchange()
      scene.now = new Date(scene.now.getTime() + 1000)
    }
    const all = await scene.verifier.receipts()
    const first = await scene.verifier.receipts({ limit: 2 })
    const next = await scene.verifier.receipts({ limit: 9, olderThan: first[1]?.transactionId ?? '' })
    expect([...first, ...next]).toEqual(all)
    expect(all).toHaveLength(5)
    expect(await scene.verifier.receipts({ olderThan: 'unknown' })).toEqual([])
    for (const limit of [0, 1.5, 1_001])
      await expect(scene.verifier.receipts({ limit })).rejects.toMatchObject({
        code: 'ERR_INVALID_ARG_VALUE',
      })
  })
})
