import type { Signer } from '@lontar/credentials'
import { jwkThumbprint } from '@lontar/credentials/jose'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  type AttestedWallet,
  askForToken,
  codeBody,
  codeFlowConfiguration,
  createAttestedWallet,
  dpopProof,
  newSigner,
  pushRequest,
  refreshBody,
} from './proof-of-possession.test-support.ts'
import { type Answer, createTestIssuer, type TestIssuer } from './test-issuer.test-support.ts'

let world: TestIssuer
let signer: Signer

beforeEach(async () => {
  world = await createTestIssuer(codeFlowConfiguration)
  signer = await newSigner()
})

function outcome({ status, json }: Answer) {
  return [status, json.error]
}

async function tokenWith(body: string, by?: Signer): Promise<Answer> {
  const headers = by === undefined ? {} : { dpop: await dpopProof(world, { signer: by, path: '/token' }) }
  return askForToken(world, body, headers)
}

describe('a code that is bound to a key', () => {
  async function byProof(): Promise<string> {
    const dpop = await dpopProof(world, { signer, path: '/par' })
    return codeBody(world, { pushHeaders: { dpop } })
  }

  async function byThumbprint(): Promise<string> {
    return codeBody(world, { parameters: { dpop_jkt: await jwkThumbprint(signer.publicJwk) } })
  }

  test.each([
    ['the proof of the pushed request', byProof],
    ['dpop_jkt', byThumbprint],
  ])('by %s is redeemed with a proof by that key alone, and is not burnt by others', async (_name, code) => {
    const body = await code()
    expect(outcome(await tokenWith(body))).toEqual([400, 'invalid_dpop_proof'])
    expect(outcome(await tokenWith(body, await newSigner()))).toEqual([400, 'invalid_dpop_proof'])
    const answer = await tokenWith(body, signer)
    expect([answer.status, answer.json.token_type]).toEqual([200, 'DPoP'])
  })

  test('a code that is bound to no key may be redeemed with any, or as a bearer token', async () => {
    expect((await tokenWith(await codeBody(world), signer)).json.token_type).toBe('DPoP')
    expect((await tokenWith(await codeBody(world))).json.token_type).toBe('Bearer')
  })
})

describe('a pushed request', () => {
  test('2.13.5 whose proof has no nonce is told to use one, with 400', async () => {
    const dpop = await dpopProof(world, { signer, path: '/par', claims: { nonce: undefined } })
    const answer = await pushRequest(world, { pushHeaders: { dpop } })
    expect(outcome(answer)).toEqual([400, 'use_dpop_nonce'])
    expect(answer.headers.get('dpop-nonce')).toMatch(/^[\w-]{43}$/)
  })

  test('whose proof is for the token endpoint, or by another key than dpop_jkt names, is refused', async () => {
    const elsewhere = await dpopProof(world, { signer, path: '/token' })
    expect(outcome(await pushRequest(world, { pushHeaders: { dpop: elsewhere } }))).toEqual([
      400,
      'invalid_dpop_proof',
    ])
    const dpop = await dpopProof(world, { signer, path: '/par' })
    const parameters = { dpop_jkt: await jwkThumbprint((await newSigner()).publicJwk) }
    expect(outcome(await pushRequest(world, { pushHeaders: { dpop }, parameters }))).toEqual([
      400,
      'invalid_dpop_proof',
    ])
  })
})

describe('a refresh token', () => {
  test('of a bound token is redeemed with a proof by the same key alone, and is not burnt by others', async () => {
    const first = await tokenWith(await codeBody(world), signer)
    const body = refreshBody(first.json.refresh_token)
    expect(outcome(await tokenWith(body))).toEqual([400, 'invalid_dpop_proof'])
    expect(outcome(await tokenWith(body, await newSigner()))).toEqual([400, 'invalid_dpop_proof'])
    const answer = await tokenWith(body, signer)
    expect([answer.status, answer.json.token_type]).toEqual([200, 'DPoP'])
  })
})

describe('a client that authenticates by attestation', () => {
  let wallet: AttestedWallet

  beforeEach(async () => {
    wallet = await createAttestedWallet()
    world = await createTestIssuer({
      ...codeFlowConfiguration,
      clientAttestation: { attesters: [{ jwks: { keys: [wallet.attester.publicJwk] } }], required: true },
      clients: { attestedClients: true },
    })
  })

  /** Another instance of the same wallet, attested by the same provider. */
  async function otherInstance(): Promise<AttestedWallet> {
    const other = await createAttestedWallet()
    return {
      ...other,
      headers: (issuer, changes = {}) => other.headers(issuer, { attestedBy: wallet.attester, ...changes }),
    }
  }

  test('2.13.9 and 2.12.3 must do so when it pushes a request', async () => {
    expect(outcome(await pushRequest(world))).toEqual([400, 'invalid_client'])
    const wrong = await wallet.headers(world, { provenBy: await newSigner() })
    expect(outcome(await pushRequest(world, { pushHeaders: wrong }))).toEqual([400, 'invalid_client'])
    const clientId = 'https://other.example'
    const headers = await wallet.headers(world)
    expect(outcome(await pushRequest(world, { pushHeaders: headers, clientId }))).toEqual([
      400,
      'invalid_client',
    ])
    const right = await pushRequest(world, { pushHeaders: await wallet.headers(world) })
    expect(right.status).toBe(201)
    expect(right.headers.get('oauth-client-attestation-challenge')).toMatch(/^[\w-]{43}$/)
  })

  test('2.13.11 the proof of a pushed request serves once, also at the token endpoint', async () => {
    const headers = await wallet.headers(world)
    const body = await codeBody(world, { pushHeaders: headers })
    expect(outcome(await askForToken(world, body, headers))).toEqual([400, 'invalid_client'])
    expect((await askForToken(world, body, await wallet.headers(world))).status).toBe(200)
  })

  test('redeems its code alone: another instance of the same wallet cannot, and does not burn it', async () => {
    const body = await codeBody(world, { pushHeaders: await wallet.headers(world) })
    const other = await (await otherInstance()).headers(world)
    expect(outcome(await askForToken(world, body, other))).toEqual([400, 'invalid_grant'])
    expect((await askForToken(world, body, await wallet.headers(world))).status).toBe(200)
  })

  test('redeems its refresh tokens alone, from the first to the last', async () => {
    const code = await codeBody(world, { pushHeaders: await wallet.headers(world) })
    let answer = await askForToken(world, code, await wallet.headers(world))
    const other = await otherInstance()
    for (let round = 0; round < 2; round++) {
      const body = refreshBody(answer.json.refresh_token)
      expect(outcome(await askForToken(world, body, await other.headers(world)))).toEqual([
        400,
        'invalid_grant',
      ])
      expect(outcome(await askForToken(world, body))).toEqual([400, 'invalid_client'])
      answer = await askForToken(world, body, await wallet.headers(world))
      expect(answer.status).toBe(200)
    }
  })
})
