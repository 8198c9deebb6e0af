import { passed } from '@lontar/credentials'
import { findFormat } from '@lontar/documents/credential-types'
import { verifyJWT } from 'did-jwt'
import { type DIDDocument, type DIDResolutionResult, Resolver } from 'did-resolver'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jwkOfDid } from '../openid4vc-ts/support/did-jwk.ts'
import { createHolderKey } from '../openid4vc-ts/support/holder-key.ts'
import { receive } from '../openid4vc-ts/support/receive.ts'
import { type InteropRooms, openInteropRooms } from '../support/rooms.ts'

interface Parts {
  readonly header: Readonly<Record<string, unknown>>
  readonly payload: Readonly<Record<string, unknown>>
  readonly signature: string
}

let rooms: InteropRooms
let credential: string

beforeAll(async () => {
  rooms = await openInteropRooms()
  credential = (await receive(rooms, 'ktp-proof_jwt_vc_json')).text
})
afterAll(() => rooms.close())

/** Resolves did:jwk by its specification, without our resolver. */
const resolver = new Resolver({ jwk: async (did) => resolve(did) })

function resolve(did: string): DIDResolutionResult {
  const id = `${did}#0`
  const publicKeyJwk = jwkOfDid(did) as { readonly kty: string }
  const didDocument: DIDDocument = {
    id: did,
    verificationMethod: [{ id, type: 'JsonWebKey2020', controller: did, publicKeyJwk }],
    assertionMethod: [id],
  }
  return { didResolutionMetadata: {}, didDocument, didDocumentMetadata: {} }
}

async function accepts(jwt: string, now: Date): Promise<{ theirs: boolean; ours: boolean }> {
  const policies = { now: Math.floor(now.getTime() / 1000) }
  const theirs = await verifyJWT(jwt, { resolver, proofPurpose: 'assertionMethod', policies }).then(
    ({ verified }) => verified,
    () => false,
  )
  const trusted = rooms.issuer.trustList().issuers
  const verdict = await findFormat('jwt_vc_json')?.verify(jwt, {
    expectedIssuers: trusted,
    expectedTypes: trusted.flatMap(({ types }) => types),
    expectedKeyBinding: 'none',
    // did-jwt knows no status lists.
    checkStatus: async () => passed('status', 'not asked here'),
    now,
  })
  return { theirs, ours: verdict?.ok === true }
}

describe('did-jwt and our verifier agree', () => {
  test('that a jwt_vc_json is valid, by the DID of its issuer', async () => {
    const { verified, issuer, signer, payload } = await verifyJWT(credential, {
      resolver,
      proofPurpose: 'assertionMethod',
    })
    expect({ verified, issuer, signer: signer.id }).toEqual({
      verified: true,
      issuer: rooms.issuer.issuer,
      signer: `${rooms.issuer.issuer}#0`,
    })
    expect(payload['vc']).toMatchObject({ type: ['VerifiableCredential', 'KtpProofCredential'] })
    expect(await accepts(credential, new Date())).toEqual({ theirs: true, ours: true })
  })

  test.each<[string, (parts: Parts) => Partial<Parts>]>([
    ['its claims were changed', ({ payload }) => ({ payload: { ...payload, vc: otherProvince(payload) } })],
    ['its subject was changed', ({ payload }) => ({ payload: { ...payload, sub: 'did:example:thief' } })],
    ['it claims another algorithm', ({ header }) => ({ header: { ...header, alg: 'ES384' } })],
    [
      'it claims to need no signature',
      ({ header }) => ({ header: { ...header, alg: 'none' }, signature: '' }),
    ],
    ['its signature is another', () => ({ signature: 'A'.repeat(86) })],
    ['its signature is missing', () => ({ signature: '' })],
  ])('that it is not when %s', async (_, change) => {
    expect(await accepts(changed(change), new Date())).toEqual({ theirs: false, ours: false })
  })

  test('that it is not when another key signed in the name of the issuer', async () => {
    const { header, payload } = read(credential)
    const { privateKey } = await createHolderKey()
    const forged = await new SignJWT(payload).setProtectedHeader({ ...header, alg: 'ES256' }).sign(privateKey)
    expect(await accepts(forged, new Date())).toEqual({ theirs: false, ours: false })
  })

  test('that it is not after it has expired, nor before it was issued', async () => {
    const { exp, nbf } = read(credential).payload as { readonly exp: number; readonly nbf: number }
    const hour = 3600
    for (const seconds of [exp + hour, nbf - hour]) {
      expect(await accepts(credential, new Date(seconds * 1000))).toEqual({ theirs: false, ours: false })
    }
    for (const seconds of [exp - hour, nbf + 1]) {
      expect(await accepts(credential, new Date(seconds * 1000))).toEqual({ theirs: true, ours: true })
    }
  })

  test('that it is signed, but ours alone asks whether the issuer is trusted', async () => {
    const stranger = await createHolderKey()
    const { payload } = read(credential)
    const issuer = stranger.didUrl.replace('#0', '')
    const own = await new SignJWT({ ...payload, iss: issuer })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: stranger.didUrl })
      .sign(stranger.privateKey)
    expect(await accepts(own, new Date())).toEqual({ theirs: true, ours: false })
  })
})

function read(jwt: string): Parts {
  const [header = '', payload = '', signature = ''] = jwt.split('.')
  const decode = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
  return { header: decode(header), payload: decode(payload), signature }
}

/** The credential with a change that its issuer did not sign. */
function changed(change: (parts: Parts) => Partial<Parts>): string {
  const parts = read(credential)
  const { header, payload, signature } = { ...parts, ...change(parts) }
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  return `${encode(header)}.${encode(payload)}.${signature}`
}

function otherProvince(payload: Parts['payload']): object {
  const vc = payload['vc'] as { readonly credentialSubject: object }
  return { ...vc, credentialSubject: { ...vc.credentialSubject, residenceProvinceCode: '35' } }
}
