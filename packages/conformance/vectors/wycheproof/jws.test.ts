import {
  decodeBase64Url,
  encodeUtf8,
  type JsonObject,
  parseJwk,
  parseJws,
  selectJwk,
  verifyJwsSignature,
} from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import { readVector, vectorsAbsent } from '../support/public-vectors.ts'

type KeyOrKeys = JsonObject & { readonly keys?: readonly JsonObject[] }

interface JwsFile {
  readonly testGroups: readonly {
    readonly comment: string
    readonly private?: KeyOrKeys
    readonly public?: KeyOrKeys
    readonly tests: readonly {
      readonly tcId: number
      readonly comment: string
      readonly jws?: unknown
      readonly result: string
    }[]
  }[]
}

/**
 * Each file with the vectors that are accepted here. All others that the file calls valid are signed with an algorithm
 * that Lontar does not have (HS, RS, PS, ES512), or for a key whose `alg`, `use` or `key_ops` says something else. The
 * vectors for encryption, which is not of this room, are left out.
 */
const files = [
  ['json_web_signature_test.json', 401, [18, 378]],
  ['json_web_key_test.json', 26, []],
  ['json_web_crypto_test.json', 49, [18]],
] as const

/** The payloads of the files are no JSON objects, so the signature is judged on the three segments. */
async function verifies(jws: unknown, keys: readonly JsonObject[]): Promise<boolean> {
  if (typeof jws !== 'string') return false
  const [head = '', payload = '', signature = '', ...more] = jws.split('.')
  if (more.length > 0) return false
  try {
    // The strict reading of the header is that of `parseJws`: a payload of ours stands in for theirs.
    const { header } = parseJws(`${head}.e30.${signature}`)
    decodeBase64Url(payload)
    const key = selectJwk(keys.map(parseJwk), header['kid'] as string | undefined)
    if (key === undefined) return false
    await verifyJwsSignature(
      {
        text: jws,
        header,
        payload: {},
        signingInput: encodeUtf8(`${head}.${payload}`),
        signature: decodeBase64Url(signature),
      },
      { expectedKey: key, expectedType: 'JOSE', acceptMissingType: true },
    )
    return true
  } catch {
    return false
  }
}

/** The public parts; symmetric keys stay as they are and are refused by `parseJwk`. */
function publicKeysOf({ private: secret, public: open }: JwsFile['testGroups'][number]): JsonObject[] {
  const { keys, ...key } = open ?? secret ?? {}
  return (keys ?? [key]).map((each) => {
    const { d, ...rest } = each
    return each['kty'] === 'EC' ? rest : each
  })
}

describe.skipIf(vectorsAbsent).each(files)('public vectors: Wycheproof %s', (file, count, accepted) => {
  const cases = vectorsAbsent
    ? []
    : readVector<JwsFile>(`vectors/wycheproof/${file}`).testGroups.flatMap((group) =>
        group.tests
          .filter((each) => 'jws' in each)
          .map((each) => ({ ...each, group: group.comment, keys: publicKeysOf(group) })),
      )

  test.each(cases)('$tcId $group $comment', async ({ tcId, jws, keys, result }) => {
    const verified = await verifies(jws, keys)
    if (result !== 'valid') expect(verified).toBe(false)
    expect(verified).toBe((accepted as readonly number[]).includes(tcId))
  })

  test(`all ${count} vectors are there`, () => expect(cases).toHaveLength(count))
})
