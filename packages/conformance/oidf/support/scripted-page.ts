import type { JsonObject } from '@lontar/credentials'
import type { TestCertificate } from '@lontar/testkit'
import { type CryptoKey, exportJWK, generateKeyPair } from 'jose'
import { type CertifiedKey, certify } from './certified-key.ts'
import { clientIdOf, honestParameters, type Members } from './honest-request.ts'
import type { PresentationProfile } from './presentation-profile.ts'
import { openAnswer, type ReceivedAnswer } from './received-answer.ts'
import { signedAs } from './signed-as.ts'

/** A message of the Digital Credentials API, either way. */
export interface PlatformMessage {
  readonly protocol: string
  readonly data: JsonObject
}

/** A page in the hands of a test that asks through the Digital Credentials API, written without ours. */
export interface ScriptedPage {
  /** The Client Identifiers that it can sign under, one for each certificate. */
  readonly clientIds: readonly string[]
  /** The nonce of the last request. */
  readonly nonce: string
  /** A request that the first of them signed. */
  signed(changes?: Members): Promise<PlatformMessage>
  /** A request that all of them signed, before a test changes each JWT. */
  multisigned(change: (jwt: string, index: number) => string): Promise<PlatformMessage>
  /** Opens what the platform gave for the last request. */
  open(answer: PlatformMessage | undefined): Promise<ReceivedAnswer>
}

/** The origin of the page, as the platform says it. */
export const pageOrigin = 'https://hotel.example'

const hosts = ['hotel.example', 'chain.example']
const typ = 'oauth-authz-req+jwt'

/** Opens a page whose verifier has two certificates under the root: its own, and that of its chain of hotels. */
export async function openScriptedPage(
  profile: PresentationProfile,
  { root, vct }: { readonly root: TestCertificate; readonly vct: string },
): Promise<ScriptedPage> {
  const keys = await Promise.all(hosts.map((host) => certify(host, root, { dnsNames: [host] })))
  const clientIds = keys.map((key, index) => clientIdOf(profile, key, hosts[index] ?? ''))
  const [first] = keys
  if (first === undefined) throw new TypeError('no key')
  let last: { readonly nonce: string; readonly decryptionKey: CryptoKey } | undefined
  const parameters = async (changes: Members): Promise<Members> => {
    const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
    const target = {
      response_mode: profile === 'haip' ? 'dc_api.jwt' : 'dc_api',
      expected_origins: [pageOrigin],
    }
    const asker = { profile, clientId: clientIds[0] ?? '', vct }
    const honest = honestParameters(asker, target, await exportJWK(publicKey))
    last = { nonce: honest.nonce, decryptionKey: privateKey }
    return { ...honest, ...changes }
  }
  const request = () => {
    if (last === undefined) throw new TypeError('nothing was asked yet')
    return last
  }
  return {
    clientIds,
    get nonce() {
      return request().nonce
    },
    signed: async (changes = {}) => {
      const jwt = await signedAs({ typ, x5c: first.x5c }, await parameters(changes), first.signer)
      return { protocol: 'openid4vp-v1-signed', data: { request: jwt } }
    },
    multisigned: async (change) => {
      // Appendix A.3.2.2: each protected header names the verifier, and the payload does not.
      const payload = await parameters({ client_id: undefined })
      const sign = ({ signer, x5c }: CertifiedKey, index: number) =>
        signedAs({ typ, x5c, client_id: clientIds[index] }, payload, signer)
      const jwts = await Promise.all(keys.map(sign))
      return { protocol: 'openid4vp-v1-multisigned', data: toJsonSerialization(jwts.map(change)) }
    },
    open: (answer) => openAnswer(answer?.data ?? {}, request().decryptionKey),
  }
}

/** RFC 7515 section 7.2.1. */
function toJsonSerialization(jwts: readonly string[]): JsonObject {
  const parts = jwts.map((jwt) => jwt.split('.'))
  return {
    payload: parts[0]?.[1],
    signatures: parts.map(([header = '', , signature = '']) => ({ protected: header, signature })),
  }
}
