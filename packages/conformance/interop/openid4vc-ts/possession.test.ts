import { createHash, randomBytes } from 'node:crypto'
import type { PrivateJwk, Signer } from '@lontar/credentials'
import { bareJwk, createLocalSigner, generatePrivateJwk, parseJwk } from '@lontar/credentials/jose'
import {
  createClientAttestation,
  createClientAttestationPop,
  createDpopProof,
  parseClientAttestationHeaders,
  verifyClientAttestation,
} from '@lontar/openid4vc/oauth'
import {
  type CallbackContext,
  clientAuthenticationAnonymous,
  clientAuthenticationClientAttestationJwt,
  createClientAttestationJwt,
  Oauth2AuthorizationServer,
} from '@openid4vc/oauth2'
import { importJWK, type JWK, type JWTHeaderParameters, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'

const authorizationServer = 'https://issuer.example/ntt'
const clientId = 'https://wallet.example'
const now = new Date()

interface Key {
  readonly secret: PrivateJwk
  readonly signer: Signer
}

let attester: Key
let instance: Key

beforeAll(async () => {
  ;[attester, instance] = await Promise.all([newKey(), newKey()])
})

async function newKey(): Promise<Key> {
  const secret = await generatePrivateJwk()
  return { secret, signer: await createLocalSigner(secret) }
}

/** Theirs, with jose for the signatures: the key that signs is found by its public part. */
const callbacks: Omit<CallbackContext, 'decryptJwe' | 'encryptJwe'> = {
  clientAuthentication: clientAuthenticationAnonymous(),
  hash: (data, algorithm) => createHash(algorithm.replace('-', '')).update(data).digest(),
  generateRandom: (length) => randomBytes(length),
  signJwt: async (signer, { header, payload }) => {
    if (signer.method !== 'jwk') throw new TypeError('only jwk')
    const { secret } = signer.publicJwk['x'] === attester.secret.x ? attester : instance
    const key = await importJWK(secret as JWK, 'ES256')
    const jwt = await new SignJWT(payload as JWTPayload)
      .setProtectedHeader(header as JWTHeaderParameters)
      .sign(key)
    return { jwt, signerJwk: signer.publicJwk }
  },
  verifyJwt: async (signer, { compact }) => {
    const jwk = signer.method === 'jwk' ? signer.publicJwk : { ...bareJwk(attester.signer.publicJwk) }
    try {
      await jwtVerify(compact, await importJWK(jwk as JWK, 'ES256'), { currentDate: now })
      return { verified: true, signerJwk: jwk }
    } catch {
      return { verified: false }
    }
  },
}

describe('possession between @openid4vc and ours', () => {
  test('their server takes our DPoP proof, and refuses it for another token', async () => {
    const url = `${authorizationServer}/credential`
    const proof = { signer: instance.signer, method: 'POST', url, accessToken: 'token', nonce: 'n', now }
    const server = new Oauth2AuthorizationServer({ callbacks })
    const expectations = {
      dpopJwt: await createDpopProof(proof),
      request: { method: 'POST' as const, url, headers: new Headers() },
      expectedNonce: 'n',
      allowedSigningAlgs: ['ES256'],
      now,
    }
    expect(await server.verifyDpopJwt({ ...expectations, accessToken: 'token' })).toMatchObject({
      payload: { htu: url },
    })
    await expect(server.verifyDpopJwt({ ...expectations, accessToken: 'another' })).rejects.toThrow()
  })

  test('their server takes our client attestation and its proof, and refuses a proof by another key', async () => {
    const issuer = 'https://attester.example'
    const { publicJwk: instanceKey } = instance.signer
    const attested = { signer: attester.signer, clientId, instanceKey, now, issuer }
    const pop = { audience: authorizationServer, challenge: 'c', clientId, now }
    const server = new Oauth2AuthorizationServer({ callbacks })
    const received = {
      authorizationServer,
      clientAttestationJwt: await createClientAttestation(attested),
      clientAttestationPopJwt: await createClientAttestationPop({ ...pop, signer: instance.signer }),
      now,
    }
    expect(await server.verifyClientAttestation(received)).toMatchObject({
      clientAttestation: { payload: { sub: clientId } },
    })
    const foreign = await createClientAttestationPop({ ...pop, signer: attester.signer })
    await expect(
      server.verifyClientAttestation({ ...received, clientAttestationPopJwt: foreign }),
    ).rejects.toThrow()
  })

  test('we take the headers of their client, and refuse them for another server', async () => {
    const alg = 'ES256'
    const clientAttestationJwt = await createClientAttestationJwt({
      issuer: 'https://attester.example',
      clientId,
      confirmation: { jwk: { ...bareJwk(instance.signer.publicJwk) } },
      expiresAt: new Date(now.getTime() + 600_000),
      signer: { method: 'jwk', alg, publicJwk: { ...bareJwk(attester.signer.publicJwk) } },
      callbacks,
    })
    const headers = new Headers()
    const request: Parameters<CallbackContext['clientAuthentication']>[0] = {
      url: `${authorizationServer}/token`,
      method: 'POST',
      headers,
      // The library's own enumeration is not exported from here.
      contentType: 'application/x-www-form-urlencoded' as never,
      body: {},
      authorizationServerMetadata: {
        issuer: authorizationServer,
        token_endpoint: `${authorizationServer}/token`,
      },
    }
    await clientAuthenticationClientAttestationJwt({ clientAttestationJwt, callbacks })(request)
    const received = parseClientAttestationHeaders(headers)
    if (received === undefined) throw new TypeError('their client sent no headers')
    const expectations = {
      expectedAttesters: [{ jwks: { keys: [parseJwk(bareJwk(attester.signer.publicJwk))] } }],
      expectedAudience: authorizationServer,
      now,
    }
    expect(await verifyClientAttestation(received, expectations)).toMatchObject({
      clientId,
      instanceKey: bareJwk(instance.signer.publicJwk),
    })
    await expect(
      verifyClientAttestation(received, {
        ...expectations,
        expectedAudience: `${authorizationServer}/token`,
      }),
    ).rejects.toMatchObject({ code: 'client_attestation_invalid' })
  })
})
