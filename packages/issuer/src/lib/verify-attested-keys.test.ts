import type { Signer } from '@lontar/credentials'
import { bareJwk, numericDate } from '@lontar/credentials/jose'
import { beforeEach, describe, expect, test } from 'vitest'
import type { KeyAttestationPolicy } from './attestation-policy.ts'
import { keyAttestation, newSigner } from './proof-of-possession.test-support.ts'
import {
  type Answer,
  createTestIssuer,
  credentialsOf,
  keyProof,
  type TestIssuer,
} from './test-issuer.test-support.ts'

const ktp = 'ktp_vc+sd-jwt'

let attester: Signer
let keys: Signer[]
let world: TestIssuer

beforeEach(async () => {
  attester = await newSigner()
  keys = await Promise.all([1, 2, 3].map(newSigner))
  world = await issuerWith({})
})

function issuerWith(policy: Partial<KeyAttestationPolicy>): Promise<TestIssuer> {
  const attesters = [{ jwks: { keys: [attester.publicJwk] } }]
  return createTestIssuer({ keyAttestation: { attesters, ...policy } })
}

/** The public keys of the first signers. */
function publicKeys(count: number) {
  return keys.slice(0, count).map(({ publicJwk }) => publicJwk)
}

interface Attempt {
  readonly attestation?: { readonly count?: number; readonly claims?: object; readonly by?: Signer }
  /** Which of the keys make a proof. */
  readonly provers?: readonly number[]
  readonly copies?: number
}

/** Collects with `jwt` proofs whose header holds one attestation. */
async function collectByJwt({ attestation, provers = [0], copies = 1 }: Attempt): Promise<Answer> {
  const token = await world.redeem({ copies })
  const nonce = await world.nonce()
  const attested =
    attestation &&
    (await keyAttestation(world, {
      attester: attestation.by ?? attester,
      keys: publicKeys(attestation.count ?? 1),
      nonce,
      ...(attestation.claims && { claims: attestation.claims }),
    }))
  const jwt = await Promise.all(
    provers.map((index) =>
      keyProof({
        nonce,
        now: world.clock.now,
        signer: keys[index] as Signer,
        ...(attested && { keyAttestation: attested }),
      }),
    ),
  )
  return world.request(token, { credential_configuration_id: ktp, proofs: { jwt } })
}

/** Collects with one proof of the type `attestation`. */
async function collectByAttestation(
  count: number,
  { claims = {}, by = attester, copies = count }: { claims?: object; by?: Signer; copies?: number } = {},
): Promise<Answer> {
  const token = await world.redeem({ copies })
  const nonce = await world.nonce()
  const attestation = await keyAttestation(world, { attester: by, keys: publicKeys(count), nonce, claims })
  return world.request(token, { credential_configuration_id: ktp, proofs: { attestation: [attestation] } })
}

/** The keys that credentials are bound to, by their `x`. */
async function boundKeys(answer: Answer): Promise<unknown[]> {
  return credentialsOf(answer).map((text) => {
    const payload = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString())
    return payload.cnf.jwk.x
  })
}

function outcome({ status, json }: Answer) {
  return [status, json.error]
}

describe('in the header of a jwt proof', () => {
  test('an attestation of the key is taken, and the credential is bound to that key', async () => {
    const answer = await collectByJwt({ attestation: { count: 3 } })
    expect(answer.status).toBe(200)
    expect(await boundKeys(answer)).toEqual([keys[0]?.publicJwk.x])
  })

  test('2.1.25 each proof gets one credential, whatever else the attestation names', async () => {
    const answer = await collectByJwt({ attestation: { count: 3 }, provers: [1, 0], copies: 3 })
    expect(await boundKeys(answer)).toEqual([keys[1]?.publicJwk.x, keys[0]?.publicJwk.x])
  })

  test.each<[string, object]>([
    ['no end', { exp: undefined }],
    ['no nonce', { nonce: undefined }],
    ['no keys', { attested_keys: [] }],
  ])('2.1.39 an attestation with %s is refused', async (_name, claims) => {
    expect(outcome(await collectByJwt({ attestation: { claims } }))).toEqual([400, 'invalid_proof'])
  })

  test('2.1.39 an attestation that has ended is refused', async () => {
    const claims = { exp: numericDate(world.clock.now) }
    expect(outcome(await collectByJwt({ attestation: { claims } }))).toEqual([400, 'invalid_proof'])
  })

  test('2.1.39 a key that is not among the attested ones is refused', async () => {
    const answer = await collectByJwt({ attestation: { count: 2 }, provers: [0, 2], copies: 2 })
    expect(outcome(answer)).toEqual([400, 'invalid_proof'])
  })

  test('fail-invalid-key-attestation-signature', async () => {
    const answer = await collectByJwt({ attestation: { by: await newSigner() } })
    expect(outcome(answer)).toEqual([400, 'invalid_proof'])
  })

  test('2.1.39 and 2.1.21 the nonce of an attestation must be one of the server', async () => {
    const answer = await collectByJwt({ attestation: { claims: { nonce: 'a'.repeat(43) } } })
    expect(outcome(answer)).toEqual([400, 'invalid_nonce'])
  })

  test('2.1.39 an attestation may hold a nonce of its own, which is used up with that of the proof', async () => {
    const own = await world.nonce()
    expect((await collectByJwt({ attestation: { claims: { nonce: own } } })).status).toBe(200)
    const again = await collectByJwt({ attestation: { claims: { nonce: own } } })
    expect(outcome(again)).toEqual([400, 'invalid_nonce'])
  })

  test('where attestations are required a proof without one is refused', async () => {
    expect((await collectByJwt({})).status).toBe(200)
    world = await issuerWith({ required: true })
    expect(outcome(await collectByJwt({}))).toEqual([400, 'invalid_proof'])
    expect((await collectByJwt({ attestation: {} })).status).toBe(200)
  })

  test('an issuer without a policy does not look at who made an attestation', async () => {
    world = await createTestIssuer()
    expect((await collectByJwt({ attestation: { by: await newSigner() } })).status).toBe(200)
  })
})

describe('as a proof of its own', () => {
  test('an attestation gives a credential for each of its keys, in their order', async () => {
    const answer = await collectByAttestation(3)
    expect(answer.status).toBe(200)
    expect(await boundKeys(answer)).toEqual(publicKeys(3).map(({ x }) => x))
  })

  test('an attestation needs no end, for its nonce is fresh', async () => {
    expect((await collectByAttestation(1, { claims: { exp: undefined } })).status).toBe(200)
  })

  test.each<[string, object, string]>([
    ['no nonce', { nonce: undefined }, 'invalid_proof'],
    ['a nonce of somebody', { nonce: 'a'.repeat(43) }, 'invalid_nonce'],
    ['no keys', { attested_keys: undefined }, 'invalid_proof'],
    ['an old end', { exp: 1 }, 'invalid_proof'],
  ])('2.1.39 an attestation with %s is refused', async (_name, claims, error) => {
    expect(outcome(await collectByAttestation(1, { claims }))).toEqual([400, error])
  })

  test('2.1.39 an attestation of somebody is refused', async () => {
    const answer = await collectByAttestation(1, { by: await newSigner() })
    expect(outcome(answer)).toEqual([400, 'invalid_proof'])
  })

  test('2.1.39 a key that stands twice is refused', async () => {
    const key = bareJwk((keys[0] as Signer).publicJwk)
    const answer = await collectByAttestation(2, { claims: { attested_keys: [key, key] } })
    expect(outcome(answer)).toEqual([400, 'invalid_proof'])
  })

  test('2.1.27 more keys than batch_size are refused, and more than were granted denied, before the nonce is used', async () => {
    world = await issuerWith({})
    expect(outcome(await collectByAttestation(3, { copies: 2 }))).toEqual([400, 'credential_request_denied'])
    const attesters = [{ jwks: { keys: [attester.publicJwk] } }]
    world = await createTestIssuer({ batchSize: 2, keyAttestation: { attesters } })
    const token = await world.redeem({ copies: 2 })
    const nonce = await world.nonce()
    const attested = (count: number) => keyAttestation(world, { attester, keys: publicKeys(count), nonce })
    const request = async (count: number) =>
      world.request(token, {
        credential_configuration_id: ktp,
        proofs: { attestation: [await attested(count)] },
      })
    expect(outcome(await request(3))).toEqual([400, 'invalid_credential_request'])
    expect((await request(2)).status).toBe(200)
  })

  test('an attestation serves once, also in 200 simultaneous requests', async () => {
    const token = await world.redeem({ copies: 10 })
    const nonce = await world.nonce()
    const attestation = await keyAttestation(world, { attester, keys: publicKeys(1), nonce })
    const body = { credential_configuration_id: ktp, proofs: { attestation: [attestation] } }
    const answers = await Promise.all(Array.from({ length: 200 }, () => world.request(token, body)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('two attestations are refused', async () => {
    const token = await world.redeem()
    const nonce = await world.nonce()
    const attestation = await keyAttestation(world, { attester, keys: publicKeys(1), nonce })
    const answer = await world.request(token, {
      credential_configuration_id: ktp,
      proofs: { attestation: [attestation, attestation] },
    })
    expect(outcome(answer)).toEqual([400, 'invalid_proof'])
  })

  test('an issuer without a policy takes none', async () => {
    world = await createTestIssuer()
    expect(outcome(await collectByAttestation(1))).toEqual([400, 'invalid_proof'])
  })
})

test('an attestation must assert one of the strengths that the issuer wants', async () => {
  world = await issuerWith({
    keyStorage: ['iso_18045_high', 'iso_18045_moderate'],
    userAuthentication: ['iso_18045_high'],
  })
  const strong = { key_storage: ['iso_18045_moderate'], user_authentication: ['iso_18045_high'] }
  expect((await collectByAttestation(1, { claims: strong })).status).toBe(200)
  for (const weak of [
    {},
    { key_storage: ['iso_18045_basic'], user_authentication: ['iso_18045_high'] },
    { key_storage: ['iso_18045_high'], user_authentication: ['iso_18045_moderate'] },
  ]) {
    expect(outcome(await collectByAttestation(1, { claims: weak }))).toEqual([400, 'invalid_proof'])
  }
})

test('the metadata name the proof types, and what attestations are required', async () => {
  const proofTypes = async () => {
    const { json } = await world.get('/.well-known/openid-credential-issuer/ntt')
    const configurations = json.credential_configurations_supported as Record<string, object>
    return (configurations[ktp] as { proof_types_supported: object }).proof_types_supported
  }
  const algorithms = { proof_signing_alg_values_supported: ['ES256', 'ES384', 'ES256K', 'EdDSA'] }
  expect(await proofTypes()).toEqual({ jwt: algorithms, attestation: algorithms })
  world = await issuerWith({ required: true, keyStorage: ['iso_18045_high'] })
  const required = { ...algorithms, key_attestations_required: { key_storage: ['iso_18045_high'] } }
  expect(await proofTypes()).toEqual({ jwt: required, attestation: required })
  world = await createTestIssuer()
  expect(await proofTypes()).toEqual({ jwt: algorithms })
})
