import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createLocalSigner, type Signer } from '@lontar/credentials'
import { createDidKey } from '@lontar/credentials/did'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { createCertificate } from '@lontar/testkit'
import { toNodeHandler } from 'srvx/node'
import { createVcApi, type VcApi } from './create-vc-api.ts'

/** What `startVcApi` needs. */
export interface VcApiServerConfig {
  /** Of 127.0.0.1; 0 for any that is free. */
  readonly port: number
  readonly now: () => Date
  readonly withStatus: boolean
}

/** A VC API that listens. */
export interface VcApiServer {
  /** Such as `https://127.0.0.1:8443`, without a slash at the end. */
  readonly url: string
  /** The DID of its issuer, which the credentials to be issued must name. */
  readonly did: string
  readonly signer: Signer
  readonly api: VcApi
  close(): void
}

/**
 * Starts the VC API over https on this machine, with a key and a certificate made now. The certificate is signed by
 * itself, as the W3C suites meet implementations.
 *
 * @param config see `VcApiServerConfig`.
 * @returns the server, when it listens.
 */
export async function startVcApi({ port, now, withStatus }: VcApiServerConfig): Promise<VcApiServer> {
  const signer = await createDidKeySigner('P-256')
  let api: VcApi | undefined
  const server = await listen(port, async (incoming) =>
    api === undefined ? new Response(null, { status: 503 }) : api.fetch(incoming),
  )
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  api = createVcApi({ url, signer, now, withStatus })
  return {
    url,
    did: signer.keyId.split('#')[0] ?? '',
    signer,
    api,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** A signer with a fresh key, which its did:key names. */
export async function createDidKeySigner(crv: 'P-256' | 'Ed25519'): Promise<Signer> {
  const privateJwk = await generatePrivateJwk(crv)
  const did = createDidKey((await createLocalSigner(privateJwk)).publicJwk)
  return createLocalSigner(privateJwk, { keyId: `${did}#${did.slice('did:key:'.length)}` })
}

async function listen(port: number, handler: (incoming: Request) => Promise<Response>): Promise<Server> {
  const { pem, privateKey } = await createCertificate({
    commonName: '127.0.0.1',
    isCa: true,
    notBefore: new Date(Date.now() - 86_400_000),
    notAfter: new Date(Date.now() + 86_400_000),
  })
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', privateKey)).toString('base64')
  const key = `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`
  const server = createServer(
    { cert: pem, key },
    toNodeHandler(handler) as Parameters<typeof createServer>[1],
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
}
