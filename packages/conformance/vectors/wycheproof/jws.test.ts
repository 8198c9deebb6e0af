import {
  decodeBase64Url,
  encodeUtf8,
  type JsonObject,
  parseJwk,
  parseJws,
  verifyJwsSignature,
} from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import { readVector, vectorsAbsent } from '../support/public-vectors.ts'

interface JwsFile {
  readonly testGroups: readonly {
    readonly comment: string
    readonly private?: JsonObject
    readonly public?: JsonObject
    readonly tests: readonly {
      readonly tcId: number
      readonly comment: string
      readonly jws: unknown
      readonly result: string
    }[]
  }[]
}

/**
 * Valid in the file and refused here: every one is signed with another algorithm than ES256 on P-256, or for a key
 * whose `alg`, `use` or `key_ops` says something else. Those that do use ES256 on P-256 are listed by number.
 */
const acceptedEs256 = [18, 378]

/** The payloads of the file are no JSON objects, so the signature is judged on the three segments. */
async function verifies(jws: unknown, key: JsonObject): Promise<boolean> {
  if (typeof jws !== 'string') return false
  const [head = '', payload = '', signature = '', ...more] = jws.split('.')
  if (more.length > 0) return false
  try {
    // The strict reading of the header is that of `parseJws`: a payload of ours stands in for theirs.
    const { header } = parseJws(`${head}.e30.${signature}`)
    decodeBase64Url(payload)
    await verifyJwsSignature(
      {
        text: jws,
        header,
        payload: {},
        signingInput: encodeUtf8(`${head}.${payload}`),
        signature: decodeBase64Url(signature),
      },
      { expectedKey: parseJwk(key), expectedType: 'JOSE', acceptMissingType: true },
    )
    return true
  } catch {
    return false
  }
}

/** The public part; symmetric keys stay as they are and are refused by `parseJwk`. */
function publicKeyOf({ private: secret, public: open }: JwsFile['testGroups'][number]): JsonObject {
  const key = open ?? secret ?? {}
  if (key.kty !== 'EC') return key
  const { d: _secret, ...rest } = key
  return rest
}

describe.skipIf(vectorsAbsent)('public vectors: Wycheproof JSON Web Signature', () => {
  const cases = vectorsAbsent
    ? []
    : readVector<JwsFile>('vectors/wycheproof/json_web_signature_test.json').testGroups.flatMap((group) =>
        group.tests.map((each) => ({ ...each, group: group.comment, key: publicKeyOf(group) })),
      )

  test.each(cases)('$tcId $group $comment', async ({ tcId, jws, key, result }) => {
    const accepted = await verifies(jws, key)
    if (result !== 'valid') expect(accepted).toBe(false)
    expect(accepted).toBe(acceptedEs256.includes(tcId))
  })

  test('all 401 vectors are there', () => expect(cases).toHaveLength(401))
})
