import type { Signer, SigningCurve, TrustedIssuer } from '@lontar/credentials'
import { createDidJwk } from '@lontar/credentials/did'
import { NetworkError } from '@lontar/credentials/errors'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { parseJson, type RandomBytes } from '@lontar/credentials/jose'
import {
  createBitstringStatusListCredential,
  createStatusListToken,
  signBitstringStatusListCredential,
} from '@lontar/credentials/status'
import { seededRandomBytes } from '@lontar/testkit'
import type { Cast } from '../artefact.ts'
import { createSeededSigner } from '../create-seeded-signer.ts'

export const now: Date = new Date('2026-11-01T04:00:00Z')
export const nowSeconds: number = now.getTime() / 1000
export const day = 86_400
export const typeUrl = 'https://issuer.example/vct/ktp/1'
export const contextUrl = 'https://issuer.example/contexts/lontar/1'
export const statusListUri = 'https://issuer.example/status/1'
export const bitstringUri = 'https://issuer.example/status/bitstring/1'
export const audience = 'x509_san_dns:hotel.example'
export const nonce = 'a-nonce-of-this-request'
const otherTypeUrl = 'https://issuer.example/vct/hotel/1'

/** What is written where a member must be missing. */
export const missing: string = undefined as unknown as string

/** The places of the status list and what they say: valid, invalid, suspended, an application's own. */
const statuses = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3)
export const validPlace = 7

/** The places of the status list credential: this one is set. */
export const revokedPlace = 8

/** Where artefacts are made and judged. */
export interface Stage {
  readonly seed: number
  readonly crv: 'P-256' | 'Ed25519'
  readonly cast: Cast
  readonly trusted: readonly [TrustedIssuer, TrustedIssuer]
  readonly statusList: string
  readonly bitstring: string
  readonly fetch: GuardedFetch
}

/**
 * Makes the people, the lists and the network of a scene.
 *
 * @param seed of every key.
 * @param crv the curve of the issuers; holders have P-256.
 * @returns the stage.
 */
export async function createStage(seed: number, crv: Stage['crv'] & SigningCurve): Promise<Stage> {
  const person = (name: string, curve: Stage['crv'] = crv) => createSeededSigner(seed, { name, crv: curve })
  const cast: Cast = {
    issuer: await person('issuer'),
    otherIssuer: await person('other issuer'),
    stranger: await person('stranger'),
    holder: await person('holder', 'P-256'),
    otherHolder: await person('other holder', 'P-256'),
  }
  const statusList = await createStatusListToken({
    signer: cast.issuer,
    uri: statusListUri,
    bits: 2,
    values: statuses,
    issuedAt: now,
    expiresAt: new Date(now.getTime() + day * 1000),
    ttlSeconds: 900,
  })
  const bitstring = await signBitstring(cast.issuer)
  return {
    seed,
    crv,
    cast,
    trusted: [pin(cast.issuer, typeUrl), pin(cast.otherIssuer, otherTypeUrl)],
    statusList,
    bitstring,
    fetch: serve({
      [statusListUri]: [statusList, 'application/statuslist+jwt'],
      [bitstringUri]: [bitstring, 'application/vc+jwt'],
    }),
  }
}

async function signBitstring(signer: Signer): Promise<string> {
  const values = new Uint8Array(131_072)
  values[revokedPlace] = 1
  const credential = await createBitstringStatusListCredential({
    issuer: createDidJwk(signer.publicJwk),
    uri: bitstringUri,
    purposes: ['revocation'],
    values,
    validFrom: now,
    validUntil: new Date(now.getTime() + day * 1000),
    ttlSeconds: 900,
  })
  return signBitstringStatusListCredential({ signer, credential })
}

function pin(signer: Signer, type: string): TrustedIssuer {
  const key = { ...signer.publicJwk, kid: signer.keyId }
  return { issuer: createDidJwk(signer.publicJwk), types: [type], jwks: { keys: [key] } }
}

/** A network on which only these documents are served, each under its media type. */
export function serve(documents: Readonly<Record<string, readonly [string, string]>>): GuardedFetch {
  return async (url) => {
    const [text, type] = documents[url] ?? []
    if (text === undefined || type === undefined)
      throw new NetworkError('network_unreachable', 'Nobody answers.')
    const headers = new Headers({ 'content-type': type })
    return { status: 200, headers, text: () => text, json: () => parseJson(text) }
  }
}

/** The salts of one credential. Each has a stream of its own, so that no order of work changes them. */
export function saltsOf({ seed, crv }: Stage, name: string): RandomBytes {
  const mixed = [...`${crv} ${name}`].reduce(
    (sum, character) => Math.imul(sum, 31) + character.charCodeAt(0),
    seed,
  )
  return seededRandomBytes(mixed)
}
