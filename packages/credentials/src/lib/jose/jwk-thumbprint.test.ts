import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { generatePrivateJwk } from './generate-private-jwk.ts'
import type { EcPublicJwk } from './jwk.ts'
import { jwkThumbprint } from './jwk-thumbprint.ts'

it('hashes the required members in their fixed order, whatever the order and the labels of the key', async () => {
  const { x, y } = (await generatePrivateJwk()) as EcPublicJwk
  const key = { kty: 'EC', crv: 'P-256', x, y } as const
  const canonical = `{"crv":"P-256","kty":"EC","x":"${key.x}","y":"${key.y}"}`
  const expected = createHash('sha256').update(canonical).digest('base64url')
  expect(await jwkThumbprint(key)).toBe(expected)
  expect(await jwkThumbprint({ y: key.y, kid: 'a', use: 'sig', x: key.x, crv: 'P-256', kty: 'EC' })).toBe(
    expected,
  )
})

it('makes the thumbprint of RFC 8037 appendix A.3', async () => {
  const key = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' } as const
  expect(await jwkThumbprint(key)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
})

it.each(['P-384', 'secp256k1'] as const)('hashes a key on %s as RFC 7638 section 3.2 says', async (crv) => {
  const { x, y } = (await generatePrivateJwk(crv)) as EcPublicJwk
  const canonical = `{"crv":"${crv}","kty":"EC","x":"${x}","y":"${y}"}`
  const expected = createHash('sha256').update(canonical).digest('base64url')
  expect(await jwkThumbprint({ kty: 'EC', crv, x, y, alg: 'ES384', kid: '1' })).toBe(expected)
})
