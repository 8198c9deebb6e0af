import { beforeAll, describe, expect, it } from 'vitest'
import { createDidResolver } from '../did/create-did-resolver.ts'
import { NetworkError } from '../errors/lontar-error.ts'
import { createDcSdJwtFormat } from '../formats/dc-sd-jwt-format.ts'
import {
  type CredentialScene,
  commonPayload,
  createCredentialScene,
  notOk,
  now,
  nowSeconds,
  statusListUri,
  typeUrl,
} from '../formats/fixtures/credential-scene.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import { createIssuerKeyResolver } from '../issuer-key/create-issuer-key-resolver.ts'
import { createStatusChecker } from '../status/create-status-checker.ts'
import { createStatusListToken } from '../status/create-status-list-token.ts'
import { parseTrustList } from '../trust/parse-trust-list.ts'
import { createTrustBundle } from './create-trust-bundle.ts'
import { openTrustBundle } from './open-trust-bundle.ts'
import { parseTrustBundle } from './parse-trust-bundle.ts'
import type { TrustBundle } from './trust-bundle.ts'

const webIssuer = 'did:web:issuer.example'
const webKeyId = `${webIssuer}#one`
const webListUri = 'https://issuer.example/status/2'
const after = (seconds: number): Date => new Date(now.getTime() + seconds * 1000)
const minute = 60
const hour = 60 * minute

let scene: CredentialScene
let credential: string
let credentialOfWebIssuer: string

beforeAll(async () => {
  scene = await createCredentialScene()
  const issue = (iss: string, kid: string, uri: string) =>
    createDcSdJwtFormat().issue({
      signer: { ...scene.issuer, keyId: kid },
      payload: {
        ...commonPayload(scene),
        exp: nowSeconds + 30 * 24 * hour,
        iss,
        vct: typeUrl,
        status: { status_list: { uri, idx: 7 } },
      },
      disclosable: [],
    })
  credential = await issue(scene.iss, scene.issuer.keyId, statusListUri)
  credentialOfWebIssuer = await issue(webIssuer, webKeyId, webListUri)
})

/** The network as it was when the bundle was made: one status list, fresh for an hour, alive for a day. */
async function network(values = new Uint8Array(16)): Promise<GuardedFetch> {
  const times = { issuedAt: now, expiresAt: after(24 * hour), ttlSeconds: hour }
  const list = (uri: string, keyId: string) =>
    createStatusListToken({ signer: { ...scene.issuer, keyId }, uri, bits: 2, values, ...times })
  const method = {
    id: '#one',
    type: 'JsonWebKey',
    controller: webIssuer,
    publicKeyJwk: scene.issuer.publicJwk,
  }
  const document = { id: webIssuer, verificationMethod: [method], assertionMethod: ['#one'] }
  const files = new Map([
    [statusListUri, ['application/statuslist+jwt', await list(statusListUri, scene.issuer.keyId)]],
    [webListUri, ['application/statuslist+jwt', await list(webListUri, webKeyId)]],
    ['https://issuer.example/.well-known/did.json', ['application/did+json', JSON.stringify(document)]],
  ])
  return async (url) => {
    const [type = '', text = ''] = files.get(url) ?? []
    const headers = new Headers({ 'content-type': type })
    return { status: files.has(url) ? 200 : 404, headers, text: () => text, json: () => JSON.parse(text) }
  }
}

async function capture(changes: Partial<Parameters<typeof createTrustBundle>[0]> = {}): Promise<TrustBundle> {
  const bundle = await createTrustBundle({
    trust: parseTrustList({ issuers: [scene.trusted, { issuer: webIssuer, types: [typeUrl] }] }),
    statusListUris: [statusListUri, webListUri],
    fetch: await network(),
    now,
    expiresInSeconds: 48 * hour,
    ...changes,
  })
  return parseTrustBundle(JSON.parse(JSON.stringify(bundle)))
}

async function verifyOffline(
  bundle: TrustBundle,
  at: Date,
  text = credential,
  acceptStaleSeconds = 7 * 24 * hour,
) {
  const clock = () => at
  const { trust, fetch, obtainedAt } = openTrustBundle(bundle, clock)
  const resolveIssuerKey = createIssuerKeyResolver({
    resolveDid: createDidResolver({ fetch, now: clock }),
    fetch,
  })
  return createDcSdJwtFormat().verify(text, {
    expectedIssuers: async () => (await trust()).issuers,
    expectedTypes: [typeUrl],
    expectedKeyBinding: 'none',
    resolveIssuerKey,
    checkStatus: createStatusChecker({ fetch, now: clock, resolveIssuerKey, obtainedAt, acceptStaleSeconds }),
    now: at,
  })
}

describe('a verifier without network (X24)', () => {
  it('accepts while the list is fresh, and says how old it is', async () => {
    const { ok, checks } = await verifyOffline(await capture(), after(30 * minute))
    expect(ok).toBe(true)
    const status = checks.find(({ id }) => id === 'status')
    expect(status).toMatchObject({ state: 'passed', asOf: now, freshUntil: after(15 * minute) })
  })

  it('accepts a list that is stale and has not expired by policy alone, and says so', async () => {
    const bundle = await capture()
    const accepted = await verifyOffline(bundle, after(2 * hour))
    expect(accepted.checks.find(({ id }) => id === 'status')).toMatchObject({
      acceptedStale: true,
      asOf: now,
    })
    expect(accepted.ok).toBe(true)
    expect(notOk(await verifyOffline(bundle, after(2 * hour), credential, 0))).toEqual([
      'status unknown status_list_unreachable',
    ])
  })

  it('refuses a list that has expired', async () => {
    expect(notOk(await verifyOffline(await capture(), after(24 * hour + 2 * minute)))).toEqual([
      'status failed status_list_expired',
    ])
  })

  it('knows no status of a list that was never taken along', async () => {
    const bundle = await capture({ statusListUris: [] })
    expect(notOk(await verifyOffline(bundle, after(1)))).toEqual(['status unknown status_list_unreachable'])
  })

  it('refuses what was revoked when the list was taken along', async () => {
    const bundle = await capture({ fetch: await network(new Uint8Array(16).fill(1)) })
    expect(notOk(await verifyOffline(bundle, after(1)))).toEqual(['status failed status_invalid'])
  })

  it('trusts nobody after the end of the bundle, nor before its beginning', async () => {
    const bundle = await capture({ expiresInSeconds: hour })
    for (const [at, code] of [
      [after(hour), 'trust_bundle_expired'],
      [after(-2 * minute), 'trust_bundle_not_yet_valid'],
    ] as const)
      expect(notOk(await verifyOffline(bundle, at))[0]).toBe(`issuer_trust failed ${code}`)
  })

  it('finds the key of an issuer that the trust list does not pin', async () => {
    expect(notOk(await verifyOffline(await capture(), after(1), credentialOfWebIssuer))).toEqual([])
    const pinnedAlone = await capture({ trust: parseTrustList({ issuers: [scene.trusted] }) })
    expect((await verifyOffline(pinnedAlone, after(1), credentialOfWebIssuer)).ok).toBe(false)
  })
})

describe('taking along', () => {
  it('makes no bundle that lacks a status list or a key', async () => {
    const missing = `${statusListUri}0`
    await expect(capture({ statusListUris: [missing] })).rejects.toThrow(
      expect.objectContaining({ code: 'status_list_unreachable' }),
    )
    const issuers = [{ issuer: 'did:web:away.example', types: [typeUrl] }]
    await expect(capture({ trust: parseTrustList({ issuers }) })).rejects.toThrow(
      expect.objectContaining({ code: 'did_document_malformed' }),
    )
    const https = [{ issuer: 'https://gone.example', types: [typeUrl] }]
    await expect(capture({ trust: parseTrustList({ issuers: https }) })).rejects.toThrow(
      expect.objectContaining({ code: 'issuer_key_unreachable' }),
    )
  })

  it('needs no published keys of an issuer with roots: its credentials carry a certificate', async () => {
    const roots = ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n']
    const issuers = [{ issuer: 'https://gone.example', types: [typeUrl], roots }]
    expect((await capture({ trust: parseTrustList({ issuers }) })).trust.issuers).toHaveLength(1)
  })

  it('fails when the network does', async () => {
    const fetch: GuardedFetch = async () => {
      throw new NetworkError('network_timeout', 'down')
    }
    await expect(capture({ fetch, trust: parseTrustList({ issuers: [scene.trusted] }) })).rejects.toThrow(
      expect.objectContaining({ code: 'status_list_unreachable' }),
    )
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a life of %d seconds', async (seconds) => {
    await expect(capture({ expiresInSeconds: seconds })).rejects.toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }),
    )
  })

  it('asks no network once it is made', async () => {
    const { fetch } = openTrustBundle(await capture(), () => now)
    await expect(fetch('https://elsewhere.example')).rejects.toThrow(
      expect.objectContaining({ code: 'network_unreachable' }),
    )
    await expect(fetch(statusListUri, { method: 'POST' })).rejects.toThrow(
      expect.objectContaining({ code: 'network_unreachable' }),
    )
  })
})
