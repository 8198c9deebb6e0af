import { expect, it } from 'vitest'
import { findTrustedVerifier } from './find-trusted-verifier.ts'

const verifiers = ['x509_hash:a', 'hotel'].map((clientId) => ({ clientId, asks: [clientId] }))

it('finds a verifier by its whole Client Identifier', () => {
  expect(findTrustedVerifier({ verifiers }, 'hotel')).toBe(verifiers[1])
})

it.each(['a', 'x509_hash:', 'x509_hash:A', 'redirect_uri:hotel', ''])('knows nobody by %j', (clientId) => {
  expect(findTrustedVerifier({ verifiers }, clientId)).toBeUndefined()
})

it('knows nobody without a list', () => {
  expect(findTrustedVerifier(undefined, 'hotel')).toBeUndefined()
})
