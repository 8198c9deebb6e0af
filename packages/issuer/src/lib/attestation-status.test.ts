import { describe, expect, test } from 'vitest'
import type { AttestationPolicy } from './attestation-policy.ts'
import { expectRefusal } from './expect-refusal.test-support.ts'
import {
  askForToken,
  createAttestedWallet,
  keyAttestation,
  newSigner,
  tokenBody,
} from './proof-of-possession.test-support.ts'
import { createTestIssuer, keyProof } from './test-issuer.test-support.ts'

const status = { status_list: { idx: 7, uri: 'https://wallet-provider.example/status/1' } }
const ktp = 'ktp_vc+sd-jwt'
type Policy = Pick<AttestationPolicy, 'checkStatus'>

/** A policy that remembers what it was asked about. */
function asking(answer: boolean): Policy & { readonly asked: unknown[] } {
  const asked: unknown[] = []
  const checkStatus: AttestationPolicy['checkStatus'] = async (payload) => {
    asked.push(payload['status'])
    return answer
  }
  return { asked, checkStatus: checkStatus as NonNullable<typeof checkStatus> }
}

async function collectByKey(policy: Policy, claims: object, by?: Awaited<ReturnType<typeof newSigner>>) {
  const [attester, signer] = [await newSigner(), await newSigner()]
  const attesters = [{ jwks: { keys: [attester.publicJwk] } }]
  const world = await createTestIssuer({ keyAttestation: { attesters, ...policy } })
  const nonce = await world.nonce()
  const keys = [signer.publicJwk]
  const attestation = await keyAttestation(world, { attester: by ?? attester, keys, nonce, claims })
  const proof = await keyProof({ nonce, now: world.clock.now, signer, keyAttestation: attestation })
  return world.request(await world.redeem(), { credential_configuration_id: ktp, proofs: { jwt: [proof] } })
}

async function tokenFor(policy: Policy, attestation: object) {
  const wallet = await createAttestedWallet()
  const attesters = [{ jwks: { keys: [wallet.attester.publicJwk] } }]
  const world = await createTestIssuer({ clientAttestation: { attesters, required: true, ...policy } })
  return askForToken(world, await tokenBody(world), await wallet.headers(world, { attestation }))
}

describe('2.1.39 a key attestation', () => {
  test('that names a status is invalid_proof where nobody can look it up', async () => {
    expectRefusal(await collectByKey({}, { status }), 'invalid_proof')
    expect((await collectByKey({}, {})).status).toBe(200)
  })

  test('is taken while its status holds, and invalid_proof once it does not', async () => {
    const [good, bad] = [asking(true), asking(false)]
    expect((await collectByKey(good, { status })).status).toBe(200)
    expectRefusal(await collectByKey(bad, { status }), 'invalid_proof')
    expect([good.asked, bad.asked]).toEqual([[status], [status]])
  })

  test('of somebody has nobody look anything up', async () => {
    const policy = asking(true)
    expectRefusal(await collectByKey(policy, { status }, await newSigner()), 'invalid_proof')
    expect(policy.asked).toEqual([])
  })
})

describe('2.13.10 a client attestation', () => {
  test('that names a status is invalid_client where nobody can look it up', async () => {
    expectRefusal(await tokenFor({}, { status }), 'invalid_client')
    expect((await tokenFor({}, {})).status).toBe(200)
  })

  test('is taken while its status holds, and invalid_client once it does not', async () => {
    const [good, bad] = [asking(true), asking(false)]
    expect((await tokenFor(good, { status })).status).toBe(200)
    expectRefusal(await tokenFor(bad, { status }), 'invalid_client')
    expect([good.asked, bad.asked]).toEqual([[status], [status]])
  })
})
