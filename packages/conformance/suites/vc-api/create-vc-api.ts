import {
  type CredentialFormat,
  createVcJwtFormat,
  createVcSdJwtFormat,
  type JsonObject,
  type JsonValue,
  type Signer,
  type StatusCheck,
  type UnverifiedCredential,
  type Verdict,
} from '@lontar/credentials'
import { createDidResolver, keyOfDidUrl } from '@lontar/credentials/did'
import { LontarError, NetworkError, VerificationError } from '@lontar/credentials/errors'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createIssuerKeyResolver, type ResolveIssuerKey } from '@lontar/credentials/issuer-key'
import { isJsonObject, parseJson, parseJsonObject } from '@lontar/credentials/jose'
import {
  envelopeCredential,
  openEnvelopedCredential,
  openEnvelopedPresentation,
  parseVp,
  verifyVp,
} from '@lontar/credentials/presentation'
import {
  createBitstringStatusListCredential,
  createStatusChecker,
  signBitstringStatusListCredential,
} from '@lontar/credentials/status'
import { resolveInlineSuiteContext, resolveSuiteContext } from '../vocabulary.ts'

/** What `createVcApi` needs. */
export interface VcApiConfig {
  /** Where the API is reached; status lists lie under it. */
  readonly url: string
  /** Signs credentials; its `keyId` is a DID URL, whose DID is the issuer. */
  readonly signer: Signer
  readonly now: () => Date
  /** Whether issued credentials get a `credentialStatus`. */
  readonly withStatus: boolean
}

/** A VC API and what a test does behind its back. */
export interface VcApi {
  readonly fetch: (request: Request) => Promise<Response>
  /** Revokes an issued credential by its index. */
  revoke(index: number): void
}

/** An answer other than 2xx. */
class Refused extends Error {
  override readonly name = 'Refused'
}

interface Room extends VcApiConfig {
  readonly formats: readonly CredentialFormat[]
  readonly resolveIssuerKey: ResolveIssuerKey
  readonly fetchList: GuardedFetch
  readonly statuses: Uint8Array
  readonly checkStatus: StatusCheck
  nextIndex: number
}

const entries = 131_072
const dayMilliseconds = 86_400_000

/**
 * Creates the HTTP interface that the W3C suites for VC Data Model 2.0 and Bitstring Status List drive, with the
 * proofs of VC-JOSE-COSE. Any DID may issue: who is trusted is not what these suites are about.
 *
 * @param config see `VcApiConfig`.
 * @returns the API: `POST /credentials/issue`, `/credentials/verify`, `/presentations/verify`, and the status list.
 * @see VC API 0.3
 */
export function createVcApi(config: VcApiConfig): VcApi {
  const room = openRoom(config)
  const routes: Readonly<Record<string, (body: JsonObject) => Promise<Response>>> = {
    'POST /credentials/issue': (body) => issue(room, body),
    'POST /credentials/verify': (body) => verifyCredential(room, body),
    'POST /presentations/verify': (body) => verifyPresentation(room, body),
    'GET /status-lists/revocation': () => serveList(room),
  }
  return {
    fetch: async (request) => {
      const route = routes[`${request.method} ${new URL(request.url).pathname}`]
      if (route === undefined) return new Response(null, { status: 404 })
      try {
        return await route(request.method === 'POST' ? parseJsonObject(await request.text()) : {})
      } catch (error) {
        return refusal(error)
      }
    },
    revoke: (index) => {
      room.statuses[index] = 1
    },
  }
}

function openRoom(config: VcApiConfig): Room {
  const contexts = { resolveContext: resolveSuiteContext, resolveInlineContext: resolveInlineSuiteContext }
  const formats = [createVcJwtFormat(contexts), createVcSdJwtFormat(contexts)]
  const statuses = new Uint8Array(entries)
  const fetchList: GuardedFetch = async (url) => {
    if (url !== listUrl(config))
      throw new NetworkError('network_unreachable', 'Only our own list is fetched.')
    const text = await signList(config, statuses)
    const headers = new Headers({ 'content-type': 'application/vc+jwt' })
    return { status: 200, headers, text: () => text, json: () => parseJson(text) }
  }
  const resolveDid = createDidResolver({ fetch: fetchList, now: config.now })
  const resolveIssuerKey = createIssuerKeyResolver({ resolveDid, fetch: fetchList })
  const checkStatus = createStatusChecker({
    fetch: fetchList,
    now: config.now,
    resolveIssuerKey,
    notRequired: true,
    maxTtlSeconds: 1,
  })
  return { ...config, formats, resolveIssuerKey, fetchList, statuses, checkStatus, nextIndex: 0 }
}

function refusal(error: unknown): Response {
  if (error instanceof LontarError) return answer(400, { errors: [error.code] })
  if (error instanceof Refused) return answer(400, { errors: [error.message] })
  throw error
}

function answer(status: number, body: JsonValue): Response {
  return Response.json(body, { status })
}

async function issue(room: Room, { credential }: JsonObject): Promise<Response> {
  if (!isJsonObject(credential)) throw new Refused('credential')
  const { signer, now } = room
  // Every Lontar credential has an end; where the document gives none, the signature has one.
  const exp = Math.floor(now().getTime() / 1000) + 365 * 86_400
  const payload = { ...credential, ...(room.withStatus && statusOf(room)), exp }
  const [format] = room.formats
  const text = (await format?.issue({ signer, payload, disclosable: [] })) ?? ''
  return answer(201, envelopeCredential({ format: 'vc+jwt', text }))
}

function statusOf(room: Room): JsonObject {
  const statusListIndex = String(room.nextIndex++)
  return {
    credentialStatus: {
      type: 'BitstringStatusListEntry',
      statusPurpose: 'revocation',
      statusListIndex,
      statusListCredential: listUrl(room),
    },
  }
}

function listUrl({ url }: VcApiConfig): string {
  return `${url}/status-lists/revocation`
}

async function signList(config: VcApiConfig, values: Uint8Array): Promise<string> {
  const { signer, now } = config
  const [issuer = ''] = signer.keyId.split('#')
  const validFrom = now()
  const credential = await createBitstringStatusListCredential({
    issuer,
    uri: listUrl(config),
    purposes: ['revocation'],
    values,
    validFrom,
    validUntil: new Date(validFrom.getTime() + dayMilliseconds),
    ttlSeconds: 1,
  })
  return signBitstringStatusListCredential({ signer, credential })
}

async function serveList(room: Room): Promise<Response> {
  const text = await signList(room, room.statuses)
  return new Response(text, { headers: { 'content-type': 'application/vc+jwt' } })
}

async function verifyCredential(room: Room, { verifiableCredential }: JsonObject): Promise<Response> {
  const { format: id, text } = openEnvelopedCredential(verifiableCredential ?? null)
  const format = room.formats.find((candidate) => candidate.id === id)
  if (format === undefined) throw new Refused('format')
  return judged(await format.verify(text, expectations(room, await format.parse(text))))
}

/** Any issuer that its own key proves, for the types that it claims. */
function expectations(room: Room, ...credentials: readonly UnverifiedCredential[]) {
  const types = [...new Set(credentials.flatMap((credential) => credential.types))]
  const issuers = [...new Set(credentials.map(({ issuer }) => issuer))]
  const { checkStatus, resolveIssuerKey } = room
  return {
    expectedIssuers: issuers.map((issuer) => ({ issuer, types })),
    expectedTypes: types,
    expectedKeyBinding: 'none',
    resolveIssuerKey,
    checkStatus,
    policy: { acceptUnbound: true },
    now: room.now(),
  } as const
}

async function verifyPresentation(
  room: Room,
  { verifiablePresentation, options }: JsonObject,
): Promise<Response> {
  const { challenge, domain } = isJsonObject(options) ? options : {}
  const text = openEnvelopedPresentation(verifiablePresentation ?? null)
  const isBound = typeof challenge === 'string' && typeof domain === 'string'
  const resolveDid = createDidResolver({ fetch: room.fetchList, now: room.now })
  return judged(
    await verifyVp(text, {
      ...expectations(room, ...(await credentialsOf(room, text))),
      expectedKeyBinding: isBound ? { expectedNonce: challenge, expectedAudience: domain } : 'none',
      expectedFormats: room.formats,
      resolveHolderKey: async ({ holder, header }) => {
        const { kid } = header
        if (typeof kid !== 'string' || (holder !== undefined && !kid.startsWith(`${holder}#`))) {
          throw new VerificationError(
            'holder_key_missing',
            'The presentation does not name the key of its holder.',
          )
        }
        return keyOfDidUrl(kid, { expectedRelationship: 'authentication', resolveDid, now: room.now() })
      },
    }),
  )
}

async function credentialsOf({ formats }: Room, text: string): Promise<readonly UnverifiedCredential[]> {
  const { credentials } = await parseVp(text)
  return Promise.all(
    credentials.map(async (credential) => {
      const format = formats.find(({ id }) => id === credential.format)
      if (format === undefined) throw new Refused('format')
      return format.parse(credential.text)
    }),
  )
}

function judged({ ok, checks }: Verdict<unknown>): Response {
  const errors = checks.flatMap(({ state, code }) =>
    state === 'failed' || state === 'unknown' ? [code ?? ''] : [],
  )
  return answer(ok ? 200 : 400, { verified: ok, errors })
}
