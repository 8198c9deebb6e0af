import { publicKeyOfDidUrl, resolveDidJwk } from '@lontar/credentials/did'
import { describe, expect, test } from 'vitest'
import { readVector, vectorsAbsent } from '../support/public-vectors.ts'

interface DidVector {
  readonly did: string
  readonly didUrl: string
  readonly didDocument: {
    readonly verificationMethod: readonly { readonly publicKeyJwk: { readonly kty: string } }[]
    readonly [member: string]: unknown
  }
}

describe.skipIf(vectorsAbsent)('public vectors: did:jwk', () => {
  const vectors = vectorsAbsent ? [] : readVector<readonly DidVector[]>('vectors/did-jwk/examples.json')
  const isP256 = ({ didDocument }: DidVector) => didDocument.verificationMethod[0]?.publicKeyJwk.kty === 'EC'

  test.each(vectors)('$did resolves to the printed document', ({ did, didDocument }) => {
    const resolved = JSON.parse(JSON.stringify(resolveDidJwk(did))) as Record<string, unknown>
    for (const name of ['id', 'verificationMethod', 'assertionMethod', 'authentication', 'keyAgreement']) {
      expect(resolved[name], name).toEqual(didDocument[name])
    }
  })

  test.each(vectors)(
    '$did gives its key for signatures when it is on P-256, and else is refused',
    (vector) => {
      const key = vector.didDocument.verificationMethod[0]?.publicKeyJwk ?? {}
      if (isP256(vector)) expect(publicKeyOfDidUrl(vector.didUrl)).toMatchObject(key)
      else expect(() => publicKeyOfDidUrl(vector.didUrl)).toThrow()
    },
  )

  test('both examples of the specification are there', () => expect(vectors).toHaveLength(2))
})
