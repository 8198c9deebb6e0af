import type { Signer } from '@lontar/credentials'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import {
  type ClientAttestationProverOptions,
  createClientAttestation,
  createClientAttestationPop,
  createDpopFetch,
  createDpopProof,
} from '@lontar/openid4vc/oauth'
import {
  createCredentialRequest,
  createKeyProof,
  createTokenRequest,
  fetchCredentialOffer,
  fetchCredentials,
  fetchToken,
  preAuthorizedCodeGrantType,
} from '@lontar/openid4vc/openid4vci'
import { beforeAll, describe, expect, test } from 'vitest'
import { errorOf, openRooms, type Rooms, type RoomsOptions } from './support/rooms.ts'

const configurationId = 'ktp_dc+sd-jwt'

interface Sent {
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: string
}

/** A network on which an attacker reads every request. */
function overheard(rooms: Rooms): { readonly fetch: GuardedFetch; readonly sent: Sent[] } {
  const sent: Sent[] = []
  return {
    sent,
    fetch: (url, init = {}) => {
      sent.push({ url, headers: { ...init.headers }, body: init.body ?? '' })
      return rooms.network.fetch(url, init)
    },
  }
}

async function newSigner(): Promise<Signer> {
  return createLocalSigner(await generatePrivateJwk())
}

/** Sends what was overheard, changed. */
async function send(rooms: Rooms, { url, headers, body }: Sent, changes: object = {}): Promise<Response> {
  const sent = Object.entries({ ...headers, ...changes }).filter(([, value]) => value !== undefined)
  return rooms.issuer.fetch(new Request(url, { method: 'POST', headers: Object.fromEntries(sent), body }))
}

async function tokenRequest({ issuer, identity, network: { fetch } }: Rooms, copies = 1): Promise<string> {
  const { credentialOfferUri } = await issuer.offer(await identity(), {
    configurationIds: [configurationId],
    txCode: false,
    copies,
  })
  const { grants } = await fetchCredentialOffer(credentialOfferUri, { fetch })
  const grant = grants[preAuthorizedCodeGrantType]
  return createTokenRequest({ preAuthorizedCode: String(grant?.['pre-authorized_code']) })
}

/** An honest wallet gets a token that is bound to its key, and collects one credential. */
async function honestWallet(rooms: Rooms, signer: Signer, copies = 1) {
  const { fetch, sent } = overheard(rooms)
  const dpopFetch = createDpopFetch({ fetch, signer, now: () => rooms.clock.now })
  const body = await tokenRequest(rooms, copies)
  const { accessToken, tokenType } = await fetchToken(`${rooms.issuer.url}/token`, body, { fetch: dpopFetch })
  const nonce = await rooms.nonce()
  const proof = { signer: await newSigner(), credentialIssuer: rooms.issuer.url, nonce, now: rooms.clock.now }
  const request = createCredentialRequest({ configurationId, proofs: [await createKeyProof(proof)] })
  const options = { accessToken, tokenType, request, fetch: dpopFetch }
  const response = await fetchCredentials(`${rooms.issuer.url}/credential`, options)
  return { accessToken, tokenType, response, sent }
}

describe('E15 an attacker who read a request with a token that is bound to a key', () => {
  let rooms: Rooms
  let signer: Signer
  let overheardRequest: Sent
  let accessToken: string

  beforeAll(async () => {
    rooms = await openRooms()
    signer = await newSigner()
    const honest = await honestWallet(rooms, signer, 10)
    expect([honest.tokenType, 'credentials' in honest.response]).toEqual(['DPoP', true])
    accessToken = honest.accessToken
    overheardRequest = honest.sent.at(-1) as Sent
  })

  async function refused(changes: object, error: string): Promise<void> {
    const response = await send(rooms, overheardRequest, changes)
    expect([response.status, await errorOf(response)]).toEqual([401, error])
  }

  test('gets nothing by sending it again', () => refused({}, 'invalid_dpop_proof'))

  test('gets nothing by stripping the proof, or by calling the token a bearer token', async () => {
    await refused({ DPoP: undefined }, 'invalid_token')
    await refused({ authorization: `Bearer ${accessToken}` }, 'invalid_token')
    await refused({ authorization: `Bearer ${accessToken}`, DPoP: undefined }, 'invalid_token')
  })

  test('gets nothing with a proof of his own, for another token, method or address', async () => {
    const nonce = (await send(rooms, overheardRequest)).headers.get('dpop-nonce') ?? ''
    const right = {
      signer,
      method: 'POST',
      url: overheardRequest.url,
      accessToken,
      nonce,
      now: rooms.clock.now,
    }
    const wrong = [
      { ...right, signer: await newSigner() },
      { ...right, accessToken: 'another' },
      { ...right, method: 'GET' },
      { ...right, url: `${rooms.issuer.url}/token` },
      { ...right, now: new Date(rooms.clock.now.getTime() - 301_000) },
    ]
    for (const input of wrong) await refused({ DPoP: await createDpopProof(input) }, 'invalid_dpop_proof')
    await refused({ DPoP: await createDpopProof({ ...right, nonce: 'a'.repeat(43) }) }, 'use_dpop_nonce')
    // Its twin is right, and passes: only the nonce of the key proof was used before.
    const twin = await send(rooms, overheardRequest, { DPoP: await createDpopProof(right) })
    expect([twin.status, await errorOf(twin)]).toEqual([400, 'invalid_nonce'])
  })
})

describe('E17 an attacker who read a request with a client attestation', () => {
  let rooms: Rooms
  let attester: Signer
  let client: Omit<ClientAttestationProverOptions, 'now'>

  async function open(options: RoomsOptions['issuer']): Promise<void> {
    rooms = await openRooms({ issuer: options ?? {} })
    const instance = await newSigner()
    const attestation = await createClientAttestation({
      signer: attester,
      clientId: 'https://wallet.example',
      instanceKey: instance.publicJwk,
      now: rooms.clock.now,
    })
    const endpoints = [`${rooms.issuer.url}/token`]
    client = { attestation, signer: instance, audience: rooms.issuer.url, endpoints }
  }

  beforeAll(async () => {
    attester = await newSigner()
    const attesters = [{ jwks: { keys: [attester.publicJwk] } }]
    await open({
      clientAttestation: { attesters, required: true, challengeRequired: true },
      dpop: 'required',
    })
  })

  /** The request of an honest wallet, which gets its token. */
  async function honestRequest(): Promise<Sent> {
    const { fetch, sent } = overheard(rooms)
    const now = () => rooms.clock.now
    const dpopFetch = createDpopFetch({ fetch, signer: await newSigner(), now, clientAttestation: client })
    const token = await fetchToken(`${rooms.issuer.url}/token`, await tokenRequest(rooms), {
      fetch: dpopFetch,
    })
    expect(token.tokenType).toBe('DPoP')
    return sent.at(-1) as Sent
  }

  test('gets no token with the headers of another, for a code of his own', async () => {
    const overheardRequest = await honestRequest()
    const body = await tokenRequest(rooms)
    const response = await send(rooms, { ...overheardRequest, body })
    expect([response.status, await errorOf(response)]).toEqual([400, 'invalid_client'])
  })

  test('gets no token with the attestation of another and a proof by his own key', async () => {
    const overheardRequest = await honestRequest()
    const challenge =
      (await send(rooms, overheardRequest)).headers.get('oauth-client-attestation-challenge') ?? ''
    const { audience } = client
    const own = { signer: await newSigner(), audience, challenge, now: rooms.clock.now }
    const pop = await createClientAttestationPop(own)
    const body = await tokenRequest(rooms)
    const response = await send(rooms, { ...overheardRequest, body }, { 'OAuth-Client-Attestation-PoP': pop })
    expect([response.status, await errorOf(response)]).toEqual([400, 'invalid_client'])
  })

  test('gets no token with an attestation of an attester that nobody trusts', async () => {
    const overheardRequest = await honestRequest()
    const challenge =
      (await send(rooms, overheardRequest)).headers.get('oauth-client-attestation-challenge') ?? ''
    const [signer, attesterOfHis] = [await newSigner(), await newSigner()]
    const [now, clientId] = [rooms.clock.now, 'https://wallet.example']
    const instanceKey = signer.publicJwk
    const changes = {
      'OAuth-Client-Attestation': await createClientAttestation({
        signer: attesterOfHis,
        clientId,
        instanceKey,
        now,
      }),
      'OAuth-Client-Attestation-PoP': await createClientAttestationPop({
        signer,
        audience: client.audience,
        challenge,
        now,
      }),
    }
    const response = await send(rooms, { ...overheardRequest, body: await tokenRequest(rooms) }, changes)
    expect([response.status, await errorOf(response)]).toEqual([400, 'invalid_client'])
  })

  test('leaves the code of the one he would rob alone', async () => {
    const body = await tokenRequest(rooms)
    const stripped = await send(rooms, {
      url: `${rooms.issuer.url}/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    })
    expect([stripped.status, await errorOf(stripped)]).toEqual([400, 'invalid_client'])
    const { fetch } = overheard(rooms)
    const now = () => rooms.clock.now
    const dpopFetch = createDpopFetch({ fetch, signer: await newSigner(), now, clientAttestation: client })
    const token = await fetchToken(`${rooms.issuer.url}/token`, body, { fetch: dpopFetch })
    expect(token.tokenType).toBe('DPoP')
  })
})
