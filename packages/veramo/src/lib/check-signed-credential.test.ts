import type { JsonObject } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { createLocalSigner, generatePrivateJwk, parseJws, signJws } from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import { checkSignedCredential } from './check-signed-credential.ts'
import { createVeramoJwtVcJsonFormat } from './create-veramo-jwt-vc-json-format.ts'
import { proofPayload } from './proof-payload.test-support.ts'

async function createWorld() {
  const signer = await didJwkSigner(await generatePrivateJwk())
  const holder = await createLocalSigner(await generatePrivateJwk())
  const payload = proofPayload(signer.keyId.replace('#0', ''), holder.publicJwk)
  const format = await createVeramoJwtVcJsonFormat({ signer })
  const text = await format.issue({ signer, payload, disclosable: [] })
  return { signer, payload, claims: parseJws(text).payload, text }
}

const refusal = expect.objectContaining({ code: 'signer_failed' })

describe('checkSignedCredential', () => {
  test('what was planned passes', async () => {
    const { signer, payload, claims, text } = await createWorld()
    await expect(checkSignedCredential(text, { payload, signer })).resolves.toBeUndefined()
    const again = await signJws({ header: { typ: 'JWT' }, payload: claims, signer })
    await expect(checkSignedCredential(again, { payload, signer })).resolves.toBeUndefined()
  })

  const changes: readonly (readonly [string, (claims: JsonObject) => JsonObject])[] = [
    ['one more claim', (claims) => ({ ...claims, name: 'x' })],
    ['an iat', (claims) => ({ ...claims, iat: 1 })],
    ['no status', ({ status: _status, ...claims }) => claims],
    ['no end', ({ exp: _exp, ...claims }) => claims],
    ['a later end', (claims) => ({ ...claims, exp: Number(claims.exp) + 1 })],
    ['another issuer', (claims) => ({ ...claims, iss: 'did:example:x' })],
    ['another subject', (claims) => ({ ...claims, sub: 'did:example:x' })],
    ['a claim of the subject changed', (claims) => changedVc(claims, { citizenshipStatus: 'WNA' })],
    ['a claim of the subject added', (claims) => changedVc(claims, { nik: 'x' })],
  ]
  test.each(changes)('%s is refused', async (_name, change) => {
    const { signer, payload, claims } = await createWorld()
    const text = await signJws({ header: { typ: 'JWT' }, payload: change(claims), signer })
    await expect(checkSignedCredential(text, { payload, signer })).rejects.toThrow(refusal)
  })

  test('another type, another kid, another key and a text that is no JWS are refused', async () => {
    const { signer, payload, claims, text } = await createWorld()
    const stranger = await createLocalSigner(await generatePrivateJwk(), { keyId: signer.keyId })
    const wrong = [
      await signJws({ header: { typ: 'vc+jwt' }, payload: claims, signer }),
      await signJws({ header: { typ: 'JWT', x: 1 }, payload: claims, signer }),
      await signJws({ header: { typ: 'JWT' }, payload: claims, signer: { ...signer, keyId: 'x' } }),
      await signJws({ header: { typ: 'JWT' }, payload: claims, signer: stranger }),
      `${text}.`,
      'undefined',
    ]
    for (const each of wrong) {
      await expect(checkSignedCredential(each, { payload, signer })).rejects.toThrow(refusal)
    }
  })
})

function changedVc(claims: JsonObject, change: JsonObject): JsonObject {
  const vc = claims.vc as JsonObject
  return {
    ...claims,
    vc: { ...vc, credentialSubject: { ...(vc.credentialSubject as JsonObject), ...change } },
  }
}
