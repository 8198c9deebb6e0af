import {
  decodeBase64Url,
  encodeUtf8,
  type JsonObject,
  parseJwk,
  parseJws,
  verifyJwsSignature,
} from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import { readVector, readVectors, vectorsAbsent } from '../support/public-vectors.ts'

interface Example {
  readonly input: { readonly key?: JsonObject }
  readonly output: { readonly compact?: string; readonly json?: object; readonly json_flat?: object }
}

const folder = 'vectors/jose/cookbook'
const error = (...codes: readonly string[]) =>
  expect.objectContaining({ code: expect.stringMatching(new RegExp(`^(${codes.join('|')})$`)) })

function examplesOf(kind: string) {
  return vectorsAbsent ? [] : readVectors<Example>(`${folder}/${kind}`)
}

describe.skipIf(vectorsAbsent)('public vectors: JOSE cookbook', () => {
  test('the EdDSA signature of RFC 8037 verifies, and not with one bit changed', async () => {
    const { input, output } = readVector<Example>(`${folder}/curve25519/jws.json`)
    const { d: _secret, ...key } = input.key ?? {}
    const [header = '', payload = '', signature = ''] = output.compact?.split('.') ?? []
    // The payload is no JSON object, so that of the parsed token is ours and the bytes are theirs.
    const jws = parseJws(`${header}.e30.${signature}`)
    const signingInput = encodeUtf8(`${header}.${payload}`)
    const expectations = { expectedKey: parseJwk(key), expectedType: 'JWT', acceptMissingType: true }
    await verifyJwsSignature({ ...jws, signingInput }, expectations)
    const changed = decodeBase64Url(signature)
    changed[40] = (changed[40] ?? 0) ^ 1
    const verifying = verifyJwsSignature({ ...jws, signingInput, signature: changed }, expectations)
    await expect(verifying).rejects.toThrow(error('jws_signature_invalid'))
  })

  const compact = [...examplesOf('jws'), ...examplesOf('jwe'), ...examplesOf('rfc7797')].filter(
    ({ vector }) => vector.output.compact !== undefined,
  )
  test.each(compact)('$name: another algorithm, an extension or encryption is refused', ({ vector }) => {
    expect(() => parseJws(vector.output.compact ?? '')).toThrow(
      error('jws_algorithm_unexpected', 'jws_critical_header_unsupported', 'jws_malformed'),
    )
  })

  const json = [...examplesOf('jws'), ...examplesOf('rfc7797')].flatMap(({ name, vector }) =>
    [vector.output.json, vector.output.json_flat].flatMap((form) => (form ? [{ name, form }] : [])),
  )
  test.each(json)('$name: a JSON serialisation is refused (A12)', ({ form }) => {
    expect(() => parseJws(JSON.stringify(form))).toThrow(error('jws_malformed'))
    expect(() => parseJws(form as never)).toThrow(error('jws_malformed'))
  })

  const keys = vectorsAbsent ? [] : readVectors<JsonObject>(`${folder}/jwk`)
  test.each(keys)('$name: a private or symmetric part and another key type are refused', ({ vector }) => {
    const secret = 'd' in vector || 'k' in vector
    expect(() => parseJwk(vector)).toThrow(error(secret ? 'jwk_private_part' : 'jwk_malformed'))
  })

  test('all of them are there', () => {
    expect([compact.length, json.length, keys.length]).toEqual([15, 19, 6])
  })
})
