import { describe, expect, it } from 'vitest'
import { encodeBase64Url } from './base64url.ts'
import { parseJws } from './parse-jws.ts'
import { encodeUtf8 } from './utf8.ts'

const segment = (text: string): string => encodeBase64Url(encodeUtf8(text))
const jws = (header: string, payload = '{}', signature = 'AAAA'): string =>
  `${segment(header)}.${segment(payload)}.${signature}`
const good = jws('{"alg":"ES256","typ":"t"}', '{"a":1}')
const malformed = expect.objectContaining({ name: 'MalformedError', code: 'jws_malformed' })
const algorithm = expect.objectContaining({ name: 'VerificationError', code: 'jws_algorithm_unexpected' })
const critical = expect.objectContaining({
  name: 'VerificationError',
  code: 'jws_critical_header_unsupported',
})

describe('parseJws', () => {
  it('reads the parts as they are', () => {
    const parsed = parseJws(good)
    expect(parsed.header).toEqual({ alg: 'ES256', typ: 't' })
    expect(parsed.payload).toEqual({ a: 1 })
    expect(parsed.text).toBe(good)
    expect(parsed.signingInput).toEqual(encodeUtf8(good.slice(0, good.lastIndexOf('.'))))
    expect([...parsed.signature]).toEqual([0, 0, 0])
  })

  it.each([
    ['nothing', ''],
    ['one segment', 'a'],
    ['two segments', good.split('.').slice(0, 2).join('.')],
    ['four segments', `${good}.`],
    ['five segments of a JWE', `${good}.AAAA.AAAA`],
    ['the flattened JSON form', JSON.stringify({ protected: 'e30', payload: 'e30', signature: '' })],
    ['the general JSON form', JSON.stringify({ payload: 'e30', signatures: [] })],
    ['an empty header', `.${segment('{}')}.AAAA`],
    ['an empty payload', `${segment('{"alg":"ES256"}')}..AAAA`],
    ['a header that is no object', jws('["ES256"]')],
    ['white space at the end', `${good}\n`],
    ['padding', `${good}=`],
    ['trailing bits in the signature', good.replace(/AAAA$/, 'AB')],
    ['a header in standard base64', good.replace(/^./, '+')],
    ['a repeated name in the header (H4)', jws('{"alg":"none","alg":"ES256"}')],
    ['a repeated name in the payload (H4)', jws('{"alg":"ES256"}', '{"a":1,"a":2}')],
    [
      'a payload that is not UTF-8',
      `${segment('{"alg":"ES256"}')}.${encodeBase64Url(Uint8Array.of(0x22, 0xff, 0x22))}.AAAA`,
    ],
    ['a deep payload (H1)', jws('{"alg":"ES256"}', `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`)],
  ])('refuses %s (A11, A12)', (_what, text) => {
    expect(() => parseJws(text)).toThrow(malformed)
  })

  it.each(['[]', '[{}]', '"a"', '1', 'null', 'true', 'false', 'a'])(
    'refuses the payload %s (A15)',
    (payload) => {
      expect(() => parseJws(jws('{"alg":"ES256"}', payload))).toThrow(malformed)
    },
  )

  it.each([
    '"none"',
    '"None"',
    '"NONE"',
    '"nOnE"',
    '""',
    'null',
    '"HS256"',
    '"RS256"',
    '"es256"',
    '"ES512"',
    '["ES256"]',
    '{}',
  ])('ends at once for alg %s (A1, A2)', (alg) => {
    expect(() => parseJws(jws(`{"alg":${alg}}`))).toThrow(algorithm)
  })

  it('ends at once without an alg (A1)', () => {
    expect(() => parseJws(jws('{}'))).toThrow(algorithm)
  })

  it.each([
    '"crit":[]',
    '"crit":["exp"]',
    '"crit":["b64"],"b64":true',
    '"crit":["b64"],"b64":false',
    '"crit":null',
    '"crit":"b64"',
    '"crit":{}',
    '"crit":["unknown"],"unknown":1',
    '"b64":false',
    '"b64":true',
  ])('refuses a header with %s (A13)', (member) => {
    expect(() => parseJws(jws(`{"alg":"ES256",${member}}`))).toThrow(critical)
  })

  it.each([undefined, null, 1, {}, []])('refuses %j, which is no text', (value) => {
    expect(() => parseJws(value as unknown as string)).toThrow(malformed)
  })
})
