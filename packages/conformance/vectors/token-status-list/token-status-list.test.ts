import type { PublicJwk } from '@lontar/credentials/jose'
import { parseSdJwt } from '@lontar/credentials/sd-jwt'
import { decodeStatusList, encodeStatusList, verifyStatusListToken } from '@lontar/credentials/status'
import { describe, expect, test } from 'vitest'
import { readVector, vectorsAbsent } from '../support/public-vectors.ts'

interface EncodingVector {
  readonly id: string
  readonly bits: 1 | 2 | 4 | 8
  readonly lst: string
  readonly size: number
  readonly others: number | null
  readonly statuses: Readonly<Record<string, number>>
}

interface TokenVector {
  readonly jwt: string
  readonly public_jwk: PublicJwk
  readonly referenced_token_sd_jwt: string
}

describe.skipIf(vectorsAbsent)('public vectors: Token Status List', () => {
  const vectors = vectorsAbsent
    ? []
    : readVector<readonly EncodingVector[]>('vectors/token-status-list/encoding-vectors.json')

  test.each(vectors)('$id decodes to the printed statuses', async ({ bits, lst, statuses, others, size }) => {
    const values = await decodeStatusList({ bits, lst })
    expect(values.length).toBeGreaterThanOrEqual(size)
    for (const [index, status] of Object.entries(statuses)) expect(values[Number(index)], index).toBe(status)
    const rest = values.filter((value, index) => statuses[index] === undefined && value !== (others ?? value))
    expect(rest).toHaveLength(0)
  })

  test.each(vectors)('$id encodes to a list that decodes to itself', async ({ bits, lst }) => {
    const values = await decodeStatusList({ bits, lst })
    const again = await decodeStatusList({ bits, lst: await encodeStatusList({ bits, values }) })
    expect(Buffer.from(again).equals(Buffer.from(values))).toBe(true)
  })

  test.each(vectors)('$id is refused when it is cut short', async ({ bits, lst }) => {
    await expect(decodeStatusList({ bits, lst: lst.slice(0, -4) })).rejects.toMatchObject({
      code: 'status_list_malformed',
    })
  })

  test('the printed token verifies for the credential that names it, and for no other list', async () => {
    const file = readVector<TokenVector>('vectors/token-status-list/status-list-token.json')
    const { claims } = await parseSdJwt(file.referenced_token_sd_jwt)
    const { uri, idx } = (claims as unknown as { status: { status_list: { uri: string; idx: number } } })
      .status.status_list
    const expectations = {
      expectedUri: uri,
      expectedIssuer: { issuer: 'https://example.com', types: [], jwks: { keys: [file.public_jwk] } },
      now: new Date(1_700_000_000_000),
    }
    const list = await verifyStatusListToken(file.jwt, expectations)
    expect(list.statusAt(idx)).toBe(1)
    await expect(
      verifyStatusListToken(file.jwt, { ...expectations, expectedUri: `${uri}0` }),
    ).rejects.toMatchObject({ code: 'status_list_subject_mismatch' })
    await expect(
      verifyStatusListToken(file.jwt, { ...expectations, now: new Date(2_300_000_000_000) }),
    ).rejects.toMatchObject({ code: 'status_list_expired' })
  })
})
