import type { JWK } from 'jose'
import { expect, test } from 'vitest'
import { expectPresented } from '../support/expect-answer.ts'
import { openPresentingScene } from '../support/presenting-scene.ts'
import type { AskingChanges } from '../support/scripted-verifier.ts'

const use = { use: 'enc', kid: 'unusable' }
const unusable: readonly (readonly [string, JWK])[] = [
  ['of an algorithm that nobody knows yet', { kty: 'AKP', alg: 'ML-KEM-4096', pub: 'AAAA', ...use }],
  ['of a made-up type', { kty: 'MADE-UP', alg: 'MADE-UP', ...use }],
  ['of another curve', { kty: 'OKP', crv: 'X448', x: 'AAAA', alg: 'ECDH-ES', ...use }],
  ['without its coordinates', { kty: 'EC', crv: 'P-256', alg: 'ECDH-ES', ...use }],
]

/** HAIP alone: an answer in clear needs no key. */
function beside(key: JWK, first: boolean): AskingChanges {
  return {
    payload: ({ client_metadata, ...payload }) => {
      const own = client_metadata.jwks?.keys ?? []
      const keys = first ? [key, ...own] : [...own, key]
      return { ...payload, client_metadata: { ...client_metadata, jwks: { keys } } }
    },
  }
}

test.each(unusable)('a key %s is skipped, before and after the one that can be used', async (_what, key) => {
  for (const first of [true, false]) {
    const scene = await openPresentingScene('haip')
    await scene.present(beside(key, first))
    const { encryption } = await expectPresented(scene, { vpToken: { card: ['name'] } })
    expect(encryption?.kid).toBe(scene.verifier.encryptionKid)
  }
})

test('a key for signatures is skipped, though it is of the right curve', async () => {
  const scene = await openPresentingScene('haip')
  await scene.present({
    payload: ({ client_metadata, ...payload }) => {
      const own = client_metadata.jwks?.keys ?? []
      const keys = [...own.map((key) => ({ ...key, use: 'sig', kid: 'for-signatures' })), ...own]
      return { ...payload, client_metadata: { ...client_metadata, jwks: { keys } } }
    },
  })
  const { encryption } = await expectPresented(scene, { vpToken: { card: ['name'] } })
  expect(encryption?.kid).toBe(scene.verifier.encryptionKid)
})
