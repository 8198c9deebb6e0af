import { writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { openStore } from '@lontar/store'
import type { FailurePath } from '../failure-path.ts'
import { mark, marked, type Search } from '../marks.ts'

/**
 * What lies outside of the rooms and may fail: the network and the database.
 *
 * @param folder an empty one, for databases
 */
export async function outsidePaths(search: Search, folder: string): Promise<readonly FailurePath[]> {
  return [...addressPaths(), ...serverPaths(), ...(await storePaths(search, folder))]
}

const query = `?nik=${marked.nik}&nama=${encodeURIComponent(marked.name)}#${mark}`

function addressPaths(): readonly FailurePath[] {
  const get = (title: string, code: FailurePath['code'], url: string): FailurePath => ({
    title: `a fetch of ${title}`,
    code,
    run: () => createGuardedFetch()(url, { headers: { authorization: `Bearer ${mark}` } }),
  })
  return [
    get('a name', 'url_malformed', marked.name),
    get('http', 'url_scheme_forbidden', `http://${mark}.example/${query}`),
    get('a file', 'url_scheme_forbidden', `file:///${mark}`),
    get('a password', 'url_malformed', `https://${mark}:${mark}@issuer.example/${query}`),
    get('loopback', 'url_address_forbidden', `https://127.0.0.1/${mark}${query}`),
    get('the metadata address', 'url_address_forbidden', `https://169.254.169.254/${mark}${query}`),
  ]
}

/** Each path has a server of its own, which is gone when it has answered. */
function serverPaths(): readonly FailurePath[] {
  const get = (title: string, code: FailurePath['code'], listener: RequestListener): FailurePath => ({
    title: `a server that ${title}`,
    code,
    run: async () => {
      const server = createServer(listener)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const { port } = server.address() as AddressInfo
      const fetch = createGuardedFetch({
        dangerouslyAllowLoopbackHttp: true,
        maxBytes: 1000,
        timeoutMilliseconds: 300,
      })
      try {
        return await fetch(`http://127.0.0.1:${port}/${mark}${query}`, { method: 'POST', body: marked.name })
      } finally {
        server.close()
        server.closeAllConnections()
      }
    },
  })
  return [
    get('leads elsewhere', 'network_redirect_refused', (_request, response) =>
      response.writeHead(302, { location: `https://${mark}.example/${query}` }).end(),
    ),
    get('says too much', 'network_response_too_large', (_request, response) =>
      response.end(marked.name.repeat(1000)),
    ),
    get('says nothing', 'network_timeout', () => undefined),
    get('hangs up', 'network_unreachable', (request) => request.socket.destroy()),
    get('packs its answer', 'network_encoding_unsupported', (_request, response) =>
      response.writeHead(200, { 'content-encoding': mark }).end('x'),
    ),
  ]
}

async function storePaths(search: Search, folder: string): Promise<readonly FailurePath[]> {
  const database = `sqlite:${join(folder, 'lontar.db')}`
  const passphrase = `${mark} of this database`
  search.add(passphrase)
  const store = await openStore({ database, passphrase, create: true })
  await store.registry.put(marked.nik, { nama: marked.name })
  await store.close()
  const open = (title: string, code: FailurePath['code'], change: object): FailurePath => ({
    title: `a database ${title}`,
    code,
    run: () => openStore({ database, passphrase, ...change }),
  })
  const broken = join(folder, 'broken.db')
  await writeFile(broken, `SQLite format 3\u0000${JSON.stringify(marked).repeat(100)}`)
  return [
    open('under a wrong passphrase', 'passphrase_wrong', { passphrase: `${mark} of another` }),
    open('without a passphrase', 'passphrase_missing', { passphrase: '' }),
    open('of an unknown kind', 'usage', { database: `${mark}:${marked.nik}` }),
    open('that is not there', 'not_initialised', { database: `sqlite:${join(folder, 'other.db')}` }),
    open('that is broken', 'database_malformed', { database: `sqlite:${broken}` }),
    {
      title: 'an offer that is there already',
      code: 'internal',
      run: async () => {
        const memory = await openStore({ database: 'sqlite::memory:', passphrase })
        const privateJwk = await generatePrivateJwk()
        search.add(privateJwk.d)
        await memory.keys.save('issuer', privateJwk)
        const now = new Date('2026-11-24T02:00:00Z')
        const offer = {
          issuanceId: 'one',
          codeHash: 'hash',
          txCode: '864286',
          configurationIds: ['ktp_vc+sd-jwt'],
          copies: 1,
          createdAt: now,
          expiresAt: new Date(now.getTime() + 300_000),
          credentialOffer: JSON.stringify({ code: mark }),
          identity: JSON.stringify(marked),
          identityJti: 'jti-1',
          nik: marked.nik,
        }
        await memory.issuer.createOffer(offer)
        return memory.issuer.createOffer({ ...offer, identityJti: 'jti-2' }).finally(() => memory.close())
      },
    },
  ]
}
