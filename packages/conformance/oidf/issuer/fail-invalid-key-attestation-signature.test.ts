import { createCredentialRequest } from '@lontar/openid4vc/openid4vci'
import { expect, test } from 'vitest'
import { breakSignature } from '../support/break-signature.ts'
import { expectRefusal } from '../support/expect-refusal.ts'
import { configurationId } from '../support/issuer-scene.ts'
import { issuedIn } from '../support/read-issued.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()

async function askWith(change: (attestation: string) => string) {
  const { client } = used
  const token = await client.accessToken()
  const keys = await client.keys()
  const nonce = await client.nonce()
  const attestation = change(await client.attestKeys(keys, nonce))
  const proofs = await client.prove(keys, { nonce, attestation })
  return client.post(token, createCredentialRequest({ configurationId, proofs }))
}

test('a key attestation with a signature by nobody is refused, and with its own it is taken', async () => {
  expectRefusal(await askWith(breakSignature), 'invalid_proof')
  expect(issuedIn(await askWith((attestation) => attestation))).toHaveLength(1)
})

test('it is refused as a proof of its own, too', async () => {
  const { client } = used
  const token = await client.accessToken({ copies: 2 })
  const attestation = await client.attestKeys(await client.keys(2), await client.nonce())
  const ask = (value: string) =>
    client.post(
      token,
      createCredentialRequest({ configurationId, proofs: { type: 'attestation', values: [value] } }),
    )
  expectRefusal(await ask(breakSignature(attestation)), 'invalid_proof')
  expect(issuedIn(await ask(attestation))).toHaveLength(2)
})
