import { createHash, X509Certificate } from 'node:crypto'
import { presentSdJwt } from '@lontar/credentials/sd-jwt'
import { CompactEncrypt, exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT } from 'jose'
import type { Hosts } from './hosts.ts'

/** A request as a wallet that uses nothing of ours reads it: fetched, with the signature of the certificate's key. */
export interface OpenedRequest {
  /** The parameters of the link. */
  readonly link: Readonly<Record<string, string>>
  readonly header: Readonly<Record<string, unknown>>
  readonly payload: RequestPayload
}

/** What the tests look at in a Request Object. */
export interface RequestPayload extends Readonly<Record<string, unknown>> {
  readonly client_id: string
  readonly nonce: string
  readonly state: string
  readonly response_uri: string
  readonly response_mode: string
  readonly dcql_query: { readonly credentials: readonly AskedCredential[] }
  readonly client_metadata: { readonly jwks?: { readonly keys: readonly JWK[] } }
}

interface AskedCredential {
  readonly id: string
  readonly format: string
  readonly claims: readonly { readonly path: readonly string[] }[]
}

/** The claims of a key binding JWT. */
export interface KeyBindingClaims {
  readonly iat: number
  readonly aud: string
  readonly nonce: string
  readonly sd_hash: string
}

/** How a wallet departs from what an honest one shows. */
export interface PresentingChanges {
  /** Changes the credential before its key binding is made, so that `sd_hash` is right for it. */
  readonly credential?: (sdJwt: string) => string
  /** Changes what the key binding says before it is signed. */
  readonly claims?: (claims: KeyBindingClaims) => object
  /** Changes the signed key binding. */
  readonly keyBinding?: (jwt: string) => string
  /** Signs by another key than the one of the credential. */
  readonly byStranger?: boolean
  /** What `cnf` says beside the members that the key cannot do without. */
  readonly cnfMembers?: object
}

/** A wallet in the hands of a test, written with other libraries than ours where the protocol is concerned. */
export interface ScriptedWallet {
  /** Follows a link; with a nonce by POST. */
  open(link: string, walletNonce?: string): Promise<OpenedRequest>
  /** Makes the form that answers a request, encrypted where it wants that. */
  answer(request: OpenedRequest, changes?: PresentingChanges): Promise<string>
}

/** Opens a wallet that gets a new credential for every answer. */
export function openScriptedWallet(
  hosts: Hosts,
  issue: (holderJwk: object) => Promise<string>,
  now: () => Date,
): ScriptedWallet {
  return {
    open: async (text, walletNonce) => {
      const link = Object.fromEntries(new URL(text).searchParams)
      const jwt = await fetchRequest(hosts, link['request_uri'] ?? '', walletNonce)
      return { link, ...(await verifyRequest(jwt, now())) }
    },
    answer: async (request, changes = {}) => {
      const { payload } = request
      const [query] = payload.dcql_query.credentials
      const presentation = await present(payload, { query, issue, now: now(), changes })
      const response = { vp_token: { [query?.id ?? '']: [presentation] }, state: payload.state }
      return payload.response_mode === 'direct_post.jwt' ? encrypt(payload, response) : inClear(response)
    },
  }
}

async function fetchRequest(hosts: Hosts, url: string, walletNonce?: string): Promise<string> {
  const accept = 'application/oauth-authz-req+jwt'
  const response = await hosts.send(
    url,
    walletNonce === undefined
      ? { headers: { accept } }
      : { method: 'POST', headers: { accept }, body: new URLSearchParams({ wallet_nonce: walletNonce }) },
  )
  if (response.status !== 200 || response.headers.get('content-type') !== accept)
    throw new TypeError(`the request_uri answered ${response.status}`)
  return response.text()
}

async function verifyRequest(jwt: string, now: Date): Promise<Pick<OpenedRequest, 'header' | 'payload'>> {
  const { payload, protectedHeader } = await jwtVerify<RequestPayload>(
    jwt,
    ({ x5c = [] }) => new X509Certificate(Buffer.from(x5c[0] ?? '', 'base64')).publicKey,
    {
      typ: 'oauth-authz-req+jwt',
      audience: 'https://self-issued.me/v2',
      algorithms: ['ES256'],
      currentDate: now,
    },
  )
  return { header: { ...protectedHeader }, payload }
}

interface Showing {
  readonly query: AskedCredential | undefined
  readonly issue: (holderJwk: object) => Promise<string>
  readonly now: Date
  readonly changes: PresentingChanges
}

async function present(
  { client_id, nonce }: RequestPayload,
  { query, issue, now, changes }: Showing,
): Promise<string> {
  const holder = await generateKeyPair('ES256', { extractable: true })
  const { kty, crv, x, y } = await exportJWK(holder.publicKey)
  const issued = await issue({ kty, crv, x, y, ...changes.cnfMembers })
  const shown = await presentSdJwt({ sdJwt: issued, disclose: (query?.claims ?? []).map(({ path }) => path) })
  const sdJwt = changes.credential?.(shown) ?? shown
  const claims: KeyBindingClaims = {
    iat: Math.floor(now.getTime() / 1000),
    aud: client_id,
    nonce,
    sd_hash: createHash('sha256').update(sdJwt).digest('base64url'),
  }
  const { privateKey } = changes.byStranger === true ? await generateKeyPair('ES256') : holder
  const jwt = await new SignJWT({ ...(changes.claims?.(claims) ?? claims) })
    .setProtectedHeader({ alg: 'ES256', typ: 'kb+jwt' })
    .sign(privateKey)
  return sdJwt + (changes.keyBinding?.(jwt) ?? jwt)
}

/** With `apu` and `apv`, as the suite does: they go into the key derivation. */
async function encrypt({ client_metadata, nonce }: RequestPayload, response: object): Promise<string> {
  const jwk = client_metadata.jwks?.keys[0]
  if (jwk === undefined) throw new TypeError('the request has no key')
  const encoded = new TextEncoder().encode(JSON.stringify(response))
  const jwe = await new CompactEncrypt(encoded)
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A128GCM', kid: jwk.kid ?? '' })
    .setKeyManagementParameters({ apu: new Uint8Array(16).fill(7), apv: new TextEncoder().encode(nonce) })
    .encrypt(await importJWK(jwk, 'ECDH-ES'))
  return new URLSearchParams({ response: jwe }).toString()
}

function inClear({ vp_token, state }: { readonly vp_token: object; readonly state: string }): string {
  return new URLSearchParams({ vp_token: JSON.stringify(vp_token), state }).toString()
}
