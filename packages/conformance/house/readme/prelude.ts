// What the README leaves to its reader: keys, a person who was verified, a server, and an ask.
import type { AddressInfo } from 'node:net'
import { didJwkSigner } from '@lontar/credentials/did'
import { createGuardedFetch, type GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createLocalSigner, generatePrivateJwk, type PublicJwk } from '@lontar/credentials/jose'
import { ask } from '@lontar/documents/ask'
import { credentialFormats } from '@lontar/documents/credential-types'
import { parseKtp } from '@lontar/documents/ktp'
import { signVerifiedIdentity } from '@lontar/documents/verified-identity'
import { type FetchHandler, mariaContoh, startLoopbackServer } from '@lontar/testkit'
import express from 'express'

export const passphrase = 'a passphrase for the README'
export const timeZone = 'Asia/Makassar'
export const formats = credentialFormats().filter(({ id }) => id !== 'jwt_vc_json')

/** Public names stand for servers on loopback, as a proxy with TLS in front of them would have it. */
const publicNames = new Map<string, string>()
const fetchLoopback = createGuardedFetch({ dangerouslyAllowLoopbackHttp: true })
export const fetch: GuardedFetch = (url, init) => {
  const { origin, pathname, search } = new URL(url)
  return fetchLoopback(`${publicNames.get(origin) ?? origin}${pathname}${search}`, init)
}

function publish(name: string, local: string): { readonly url: string; readonly local: string } {
  const url = `https://${name}.example`
  publicNames.set(url, local)
  return { url, local }
}

const evidenceSigner = await createLocalSigner(await generatePrivateJwk())
export const evidenceKeys: readonly PublicJwk[] = [{ ...evidenceSigner.publicJwk, kid: evidenceSigner.keyId }]

/** An identity that an officer and a real registry confirmed. */
export const identity = await signVerifiedIdentity({
  signer: evidenceSigner,
  identity: {
    jti: crypto.randomUUID(),
    document: { kind: 'ktp', card: parseKtp(mariaContoh) },
    assuranceLevel: 'substantial',
    evidence: [
      {
        type: 'electronic_record',
        checkMethod: 'data',
        organization: 'Dinas Contoh',
        time: new Date(),
        transaction: 't-1',
        simulated: false,
      },
      {
        type: 'officer',
        checkMethod: 'pvp',
        organization: 'Dinas Contoh',
        time: new Date(),
        transaction: 'dev',
        simulated: false,
      },
    ],
    issuedAt: new Date(),
    expiresAt: new Date(Date.now() + 600_000),
  },
})

export const checkIn = ask('hotel', {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name', 'age_equal_or_over.18'],
  conditions: [{ claim: 'age_equal_or_over.18', equals: true }],
  retentionDays: 1,
})

/** A signer whose did:jwk names its owner. */
export const newSigner = async () => didJwkSigner(await generatePrivateJwk())

const servers: { close(): unknown }[] = []

/** A server on loopback that has its URL before it has its work. */
export async function openServer() {
  let handle: FetchHandler = async () => new Response(null, { status: 503 })
  const server = await startLoopbackServer((request) => handle(request))
  servers.push(server)
  return {
    ...publish('dinas', server.url),
    serve: (work: FetchHandler) => {
      handle = work
    },
  }
}

/** An Express app that listens on loopback. */
export async function openApp() {
  const app = express()
  const server = await new Promise<ReturnType<typeof app.listen>>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening))
  })
  servers.push(server)
  return { app, ...publish('hotel', `http://127.0.0.1:${(server.address() as AddressInfo).port}`) }
}

export function closeServers(): void {
  for (const server of servers) server.close()
}
