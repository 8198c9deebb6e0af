import type { ErrorCode } from '@lontar/credentials/errors'
import { openTrustBundle, parseTrustBundle } from '@lontar/credentials/trust-bundle'
import { codeOf, type NegativeCase } from '../negative-case.ts'

const answer = {
  url: 'https://issuer.example/status/1',
  status: 200,
  mediaType: 'application/statuslist+jwt',
  body: 'a',
}
const right = {
  createdAt: '2026-11-01T04:00:00.000Z',
  expiresAt: '2026-11-08T04:00:00.000Z',
  trust: { issuers: [{ issuer: 'did:web:issuer.example', types: ['urn:type'] }] },
  answers: [answer],
}
const malformed = 'trust_bundle_malformed'

type Run = NegativeCase['run']

const read = (changes: object) => (): ReturnType<Run> =>
  codeOf(() => parseTrustBundle(JSON.parse(JSON.stringify({ ...right, ...changes }))))
const use = (at: string) => (): ReturnType<Run> => {
  const { trust } = openTrustBundle(parseTrustBundle(right), () => new Date(at))
  return codeOf(trust)
}
const answersAt = (at: string) => (): ReturnType<Run> => {
  const { fetch } = openTrustBundle(parseTrustBundle(right), () => new Date(at))
  return codeOf(() => fetch(answer.url))
}

function refuses(step: string, expected: ErrorCode, name: string, run: Run, twin: Run): NegativeCase {
  return { step: `bundle.${step}`, expected, name, run, twin }
}

export const cases: readonly NegativeCase[] = [
  ...[{ answers: undefined }, { answers: {} }, { more: 1 }].map((changes) =>
    refuses('members', malformed, JSON.stringify(changes), read(changes), read({})),
  ),
  ...[
    { createdAt: '2026-11-01' },
    { expiresAt: 7 },
    { expiresAt: right.createdAt },
    { expiresAt: '2026-02-30T00:00:00Z' },
  ].map((changes) => refuses('times', malformed, JSON.stringify(changes), read(changes), read({}))),
  ...[{ body: 7 }, { url: null }, { status: '200' }, { mediaType: 7 }, { headers: {} }].map((changes) =>
    refuses(
      'answer',
      malformed,
      `an answer with ${Object.keys(changes)} of another kind`,
      read({ answers: [{ ...answer, ...changes }] }),
      read({ answers: [{ ...answer, mediaType: null }] }),
    ),
  ),
  refuses(
    'once',
    malformed,
    'two answers of one address',
    read({ answers: [answer, { ...answer, body: 'b' }] }),
    read({ answers: [answer, { ...answer, url: `${answer.url}0` }] }),
  ),
  ...[use, answersAt].flatMap((at) => [
    refuses(
      'not-from-the-future',
      'trust_bundle_not_yet_valid',
      'a clock that was set back',
      at('2026-11-01T03:58:59.999Z'),
      at('2026-11-01T03:59:00.000Z'),
    ),
    refuses(
      'not-expired',
      'trust_bundle_expired',
      'the first instant after its life',
      at('2026-11-08T04:00:00.000Z'),
      at('2026-11-08T03:59:59.999Z'),
    ),
  ]),
]
