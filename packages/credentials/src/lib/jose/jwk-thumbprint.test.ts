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
