import type { PublicJwk } from '@lontar/credentials'
import { createDidJwk } from '@lontar/credentials/did'
import {
  bareJwk,
  createLocalSigner,
  encodeBase64Url,
  encodeUtf8,
  generatePrivateJwk,
  numericDate,
} from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import type { IssuerContext } from './issuer-context.ts'
import { createMemoryIssuerStore } from './memory-issuer-store.ts'
import { oddProof, startOfTest } from './test-issuer.test-support.ts'
import { verifyProofs } from './verify-proofs.ts'

/** The DID that the issuer takes from a proof by a did:jwk with this text. */
async function didTakenFor(textOf: (key: PublicJwk) => string) {
  const privateJwk = await generatePrivateJwk()
  const key = bareJwk((await createLocalSigner(privateJwk)).publicJwk)
  const did = `did:jwk:${encodeBase64Url(encodeUtf8(textOf(key)))}`
  const signer = await createLocalSigner(privateJwk, { keyId: `${did}#0` })
  const context = {
    url: 'https://issuer.example/ntt',
    now: () => startOfTest,
    store: { ...createMemoryIssuerStore(), consumeNonces: async () => true },
  } as unknown as IssuerContext
  const payload = { aud: context.url, iat: numericDate(startOfTest), nonce: 'n' }
  const proof = await oddProof({ jwk: undefined, kid: signer.keyId }, payload, signer)
  const [holderKey] = await verifyProofs(context, { type: 'jwt', values: [proof] })
  return { taken: holderKey?.did, did, own: createDidJwk(key) }
}

describe('the DID of a holder', () => {
  test.each<[string, (key: PublicJwk) => string]>([
    ['any order', (key) => JSON.stringify(Object.fromEntries(Object.entries(key).reverse()))],
    ['spaces', (key) => JSON.stringify(key, null, 1)],
  ])('keeps its spelling, with %s', async (_, textOf) => {
    const { taken, did, own } = await didTakenFor(textOf)
    expect(did).not.toBe(own)
    expect(taken).toBe(did)
  })

  test.each([{ kid: 'chosen by whoever asks' }, { alg: 'ES256' }, { name: 'MARKED' }])(
    'is written anew when its key has %o',
    async (more) => {
      const { taken, own } = await didTakenFor((key) => JSON.stringify({ ...key, ...more }))
      expect(taken).toBe(own)
    },
  )
})
