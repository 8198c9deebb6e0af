import { describe, expect, it } from 'vitest'
import { NetworkError } from '../errors/lontar-error.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import { parseJson } from '../jose/parse-json.ts'
import { fetchStatusListAggregation } from './fetch-status-list-aggregation.ts'

const uri = 'https://issuer.example/status'
const answers =
  (text: string, status = 200, type = 'application/json'): GuardedFetch =>
  async () => ({
    status,
    headers: new Headers({ 'content-type': type }),
    text: () => text,
    json: () => parseJson(text),
  })
const code = (value: string) => expect.objectContaining({ code: value })

describe('a status list aggregation', () => {
  it('names each list once', async () => {
    const text = JSON.stringify({ status_lists: [`${uri}/1`, `${uri}/2`, `${uri}/1`], more: 1 })
    expect(await fetchStatusListAggregation(uri, answers(text))).toEqual([`${uri}/1`, `${uri}/2`])
  })

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['no lists', '{}'],
    ['lists of another kind', '{"status_lists":"https://a.example"}'],
    ['no address', '{"status_lists":["a"]}'],
    ['a number', '{"status_lists":[1]}'],
    [
      'too many',
      JSON.stringify({ status_lists: Array.from({ length: 4097 }, (_, index) => `${uri}/${index}`) }),
    ],
  ])('is refused with %s', async (_name, text) => {
    await expect(fetchStatusListAggregation(uri, answers(text))).rejects.toThrow(
      code('status_aggregation_malformed'),
    )
  })

  it('is refused as another media type', async () => {
    const html = answers('{"status_lists":[]}', 200, 'text/html')
    await expect(fetchStatusListAggregation(uri, html)).rejects.toThrow(code('status_aggregation_malformed'))
  })

  it('is unreachable without an answer, or with another status', async () => {
    const down: GuardedFetch = async () => {
      throw new NetworkError('network_unreachable', 'down')
    }
    for (const fetch of [down, answers('{"status_lists":[]}', 500)])
      await expect(fetchStatusListAggregation(uri, fetch)).rejects.toThrow(code('status_list_unreachable'))
  })
})
