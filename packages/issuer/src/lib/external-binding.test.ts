import { createLocalSigner, generatePrivateJwk, jwkThumbprint } from '@lontar/credentials/jose'
import { expect, test } from 'vitest'
import { dpopProof } from './proof-of-possession.test-support.ts'
import { createTestIssuer, keyProof, type TestIssuer } from './test-issuer.test-support.ts'

const ktp = 'ktp_vc+sd-jwt'

async function worldWith(dpopThumbprint?: string) {
  const issuance = { issuanceId: '' }
  const expiresAt = new Date('2026-11-24T02:00:00Z')
  const bound = dpopThumbprint === undefined ? {} : { dpopThumbprint }
  const introspect = async () => ({ issuance, expiresAt, ...bound })
  const world = await createTestIssuer({
    externalAuthorization: { issuer: 'https://as.example', introspect },
  })
  const options = { configurationIds: [ktp], grant: 'authorization_code', copies: 5 } as const
  issuance.issuanceId = (await world.issuer.offer(await world.identity(), options)).issuanceId
  return { ...world, issuanceId: issuance.issuanceId }
}

async function collectBound(world: TestIssuer, signer: Awaited<ReturnType<typeof createLocalSigner>>) {
  const dpop = await dpopProof(world, { signer, path: '/credential', accessToken: 'a.b.c' })
  const proof = await keyProof({ nonce: await world.nonce(), now: world.clock.now })
  const body = { credential_configuration_id: ktp, proofs: { jwt: [proof] } }
  return world.post('/credential', JSON.stringify(body), {
    'content-type': 'application/json',
    authorization: 'DPoP a.b.c',
    dpop,
  })
}

test('a token of another server that is used by five requests at once serves all of them', async () => {
  const world = await worldWith()
  const answers = await Promise.all(Array.from({ length: 5 }, () => world.collect('a.b.c', ktp)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
})

test('a bound token of another server that was stolen does not use its offer up', async () => {
  const [owner, thief] = await Promise.all([generatePrivateJwk(), generatePrivateJwk()])
  const [ownSigner, thiefSigner] = await Promise.all([createLocalSigner(owner), createLocalSigner(thief)])
  const world = await worldWith(await jwkThumbprint(ownSigner.publicJwk))
  expect((await world.collect('a.b.c', ktp)).status).toBe(401)
  expect((await collectBound(world, thiefSigner)).status).toBe(401)
  const opened = await world.store.readOffer(world.issuanceId, world.clock.now)
  expect(opened).toContain('issuer_state')
  expect((await collectBound(world, ownSigner)).status).toBe(200)
})
