import type { TrustList } from '@lontar/credentials'
import { describe, expect, it } from 'vitest'
import { memoryEnvironment, memoryInvocation } from './memory-environment.test-support.ts'
import { readAsks, requireAnswerable } from './read-asks.ts'

const hotel = `asks:
  hotel:
    service: hotel_wni
    credential: KtpCredential
    purpose: { id: Check-in hotel, en: Hotel check-in }
    legalBasis: contract
    claims: [name]
    retentionDays: 1
`

function asksOf(input: string): ReturnType<typeof readAsks> {
  return readAsks(memoryInvocation(memoryEnvironment({ input })), '-')
}

describe('a file of asks', () => {
  it('is read', async () => {
    expect((await asksOf(hotel)).get('hotel')?.claims).toEqual(['name'])
  })

  it('that is wrong says which ask and which key, and of which option it is', async () => {
    const reason =
      'The ask is not well-formed: a list of at most 64 elements is expected (ask hotel, key claims).'
    await expect(asksOf(hotel.replace('[name]', 'MARKED'))).rejects.toMatchObject({
      code: 'ask_malformed',
      message: `the file of --asks: ${reason}`,
      why: { id: `berkas dari --asks: ${reason}` },
    })
    await expect(asksOf(hotel.replace('[name]', '[MARKED]'))).rejects.toMatchObject({
      code: 'claim_unknown',
      message: expect.stringMatching(/^the file of --asks: [^M]*\(ask hotel, key claims, element 1\)\.$/),
    })
  })

  it('that is not YAML says in which line', async () => {
    await expect(asksOf(hotel.replace('[name]', '[MARKED'))).rejects.toMatchObject({
      code: 'ask_malformed',
      message: expect.stringMatching(/^the file of --asks: It is not YAML \(line 8, column \d+\)\.$/),
    })
  })

  it('with an ask that nobody trusted can answer says which', async () => {
    const asks = await asksOf(hotel)
    const nobody = { issuers: [], roots: [], verifiers: [] } as unknown as TrustList
    expect(() => requireAnswerable(asks, nobody)).toThrow(
      expect.objectContaining({
        code: 'issuer_untrusted',
        message: expect.stringMatching(/^the file of --asks: .*\(ask hotel\)\.$/),
      }),
    )
  })
})
