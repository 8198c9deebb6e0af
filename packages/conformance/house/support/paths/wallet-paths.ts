import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonObject } from '@lontar/credentials'
import { parseJsonObject } from '@lontar/credentials/jose'
import { parseAuthorizationRequestUri } from '@lontar/openid4vc/openid4vp'
import { createMemoryVault, openWallet } from '@lontar/wallet'
import { openFileVault } from '@lontar/wallet/file-vault'
import { remint } from '../../../attacks/support/remint.ts'
import { openRooms, type Rooms } from '../../../attacks/support/rooms.ts'
import type { FailurePath } from '../failure-path.ts'
import { mark, marked, markedCard, type Search } from '../marks.ts'

type Answer = (answer: Response) => Response | Promise<Response>

/**
 * Everything that a wallet may refuse: an issuer or a verifier who turned hostile, and its own vault.
 *
 * @param folder an empty one, for vaults
 */
export async function walletPaths(search: Search, folder: string): Promise<readonly FailurePath[]> {
  return [
    ...issuerPaths(search),
    ...verifierPaths(search),
    ...linkPaths(),
    ...(await vaultPaths(search, folder)),
  ]
}

function json(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } })
}

/** A wallet takes up an offer while one answer of the issuer is exchanged. */
function issuerPaths(search: Search): readonly FailurePath[] {
  const receive = (title: string, code: FailurePath['code'], path: string, change: Answer): FailurePath => ({
    title: `an issuer that answers ${path} with ${title}`,
    code,
    run: async () => {
      const rooms = await openRooms({ card: markedCard })
      const url = `${rooms.issuer.url}${path}`
      rooms.network.intercept(url, async (request) => change(await rooms.issuer.fetch(request)))
      const { credentialOfferUri, txCode } = await rooms.issuer.offer(await rooms.identity(), {
        configurationIds: ['ktp_dc+sd-jwt'],
      })
      search.add(credentialOfferUri, txCode ?? '')
      return rooms.wallet.receive(credentialOfferUri, { txCode: txCode ?? '', trust: rooms.trust })
    },
  })
  const credential = (
    title: string,
    code: FailurePath['code'],
    change: (text: string) => string | Promise<string>,
  ) =>
    receive(title, code, '/credential', async (answer) => {
      const { credentials } = (await answer.json()) as { credentials: [{ credential: string }] }
      search.add(credentials[0].credential)
      return json({ credentials: [{ credential: await change(credentials[0].credential) }] })
    })
  const told = { error: 'invalid_grant', error_description: `${marked.name} ${marked.nik}` }
  const metadata = '/.well-known/openid-credential-issuer'
  return [
    receive('an error that tells a name', 'tx_code_wrong', '/token', () => json(told, 400)),
    receive('an error of its own', 'issuer_refused', '/token', () => json({ error: mark }, 400)),
    receive(
      'a page',
      'network_status_unexpected',
      '/token',
      () => new Response(marked.name, { status: 500 }),
    ),
    receive('a text', 'token_response_malformed', '/token', () => new Response(marked.name)),
    receive('another token type', 'token_response_malformed', '/token', () =>
      json({ access_token: mark, token_type: mark }),
    ),
    receive('no nonce', 'nonce_response_malformed', '/nonce', () => json({ [mark]: marked.nik })),
    receive('an error that tells a name', 'issuer_refused', '/credential', () =>
      json({ ...told, error: 'invalid_proof' }, 400),
    ),
    receive(
      'a text',
      'credential_response_malformed',
      '/credential',
      () => new Response(`{"nama":"${marked.name}"`),
    ),
    receive(
      'a member twice',
      'credential_response_malformed',
      '/credential',
      () => new Response(`{"${mark}":1,"${mark}":1}`),
    ),
    receive('a text', 'issuer_metadata_malformed', metadata, () => new Response(mark)),
    receive('another issuer', 'issuer_metadata_mismatch', metadata, async (answer) =>
      json({
        ...parseJsonObject(await answer.text()),
        credential_issuer: `https://${mark.toLowerCase()}.example`,
      }),
    ),
    credential('a credential of alg none', 'jws_algorithm_unexpected', (text) =>
      changeJwt(text, (old) => ({ ...old, alg: 'none' })),
    ),
    credential('a forged credential', 'jws_signature_invalid', (text) =>
      changeJwt(text, (old) => old, { remark: mark }),
    ),
    credential('a cut-off credential', 'sd_jwt_malformed', (text) => text.slice(0, -20)),
    credential('a forged disclosure', 'sd_jwt_disclosure_unreferenced', (text) =>
      text.replace(
        /~[^~]+~$/,
        `~${Buffer.from(JSON.stringify(['c2FsdHNhbHRzYWx0c2FsdA', 'name', mark])).toString('base64url')}~`,
      ),
    ),
    credential('a name', 'sd_jwt_malformed', () => marked.name),
  ]
}

async function changeJwt(
  text: string,
  header: (old: JsonObject) => JsonObject,
  claims: object = {},
): Promise<string> {
  const [jwt = '', ...tail] = text.split('~')
  return [await remint(jwt, { header, payload: (old) => ({ ...old, ...claims }) }), ...tail].join('~')
}

/** A wallet answers a request while the verifier turns hostile. */
function verifierPaths(search: Search): readonly FailurePath[] {
  const visit = (
    title: string,
    code: FailurePath['code'],
    act: (rooms: Rooms, link: string) => unknown,
  ): FailurePath => ({
    title: `a verifier that ${title}`,
    code,
    run: async () => {
      const rooms = await openRooms({ card: markedCard })
      const { credentialOfferUri } = await rooms.issuer.offer(await rooms.identity(), {
        configurationIds: ['ktp_vc+sd-jwt'],
        txCode: false,
      })
      const [held] = await rooms.wallet.receive(credentialOfferUri, { trust: rooms.trust })
      search.add((await rooms.wallet.show(held?.id ?? '')).credential)
      return act(rooms, (await rooms.request()).requestUri)
    },
  })
  const object = (title: string, code: FailurePath['code'], answer: Answer) =>
    visit(`serves ${title}`, code, ({ wallet, network, verifier }, link) => {
      const { requestUri = '' } = parseAuthorizationRequestUri(link)
      network.intercept(requestUri, async (request) => answer(await verifier.fetch(request)))
      return wallet.review(link)
    })
  const signed = (title: string, code: FailurePath['code'], payload: object) =>
    visit(`signs ${title}`, code, ({ wallet, network, verifier, verifierSigner: signer }, link) => {
      const { requestUri = '' } = parseAuthorizationRequestUri(link)
      network.intercept(requestUri, async (request) => {
        const jwt = await (await verifier.fetch(request)).text()
        return new Response(await remint(jwt, { signer, payload: (old) => ({ ...old, ...payload }) }), type)
      })
      return wallet.review(link)
    })
  const type = { headers: { 'content-type': 'application/oauth-authz-req+jwt' } }
  const changed = async (answer: Response, payload: object): Promise<Response> =>
    new Response(await remint(await answer.text(), { payload: (old) => ({ ...old, ...payload }) }), type)
  return [
    object('a text', 'jws_malformed', () => new Response(mark, type)),
    object('another claim', 'authorization_request_signature_invalid', (answer) =>
      changed(answer, { nonce: mark.repeat(3) }),
    ),
    object('another name', 'authorization_request_client_mismatch', async (answer) =>
      changed(answer, { client_id: `decentralized_identifier:did:jwk:${mark}` }),
    ),
    signed('an odd query', 'dcql_malformed', { dcql_query: { credentials: [{ id: mark }] } }),
    signed('a request without a nonce', 'authorization_request_malformed', { nonce: null, state: mark }),
    object('an error that tells a name', 'verifier_refused', () =>
      json({ error: 'invalid_request', error_description: marked.name }, 400),
    ),
    visit('refuses the answer and tells a name', 'verifier_refused', async ({ wallet, network }, link) => {
      network.intercept('https://hotel.example/response', async () =>
        json({ error: 'access_denied', error_description: `${marked.name} ${marked.nik}` }, 400),
      )
      return wallet.respond(await wallet.review(link), { consent: true })
    }),
    visit('is answered twice', 'ERR_INVALID_ARG_VALUE', async ({ wallet }, link) => {
      const review = await wallet.review(link)
      await wallet.respond(review, { consent: true })
      return wallet.respond(review, { consent: true })
    }),
    visit('is answered without consent', 'consent_missing', async ({ wallet }, link) =>
      wallet.respond(await wallet.review(link), { consent: mark as never }),
    ),
    visit('finds an empty wallet', 'wallet_no_matching_credential', async ({ network, clock }, link) => {
      const empty = await openWallet({
        vault: createMemoryVault(),
        fetch: network.fetch,
        now: () => clock.now,
      })
      return empty.respond(await empty.review(link), { consent: true })
    }),
  ]
}

function linkPaths(): readonly FailurePath[] {
  const wallet = openWallet({
    vault: createMemoryVault(),
    fetch: () => Promise.reject(new TypeError('no network')),
  })
  const offer = (title: string, code: FailurePath['code'], link: string): FailurePath => ({
    title: `an offer that is ${title}`,
    code,
    run: async () => (await wallet).receive(link),
  })
  const marks = encodeURIComponent(JSON.stringify(marked))
  return [
    offer('a name', 'credential_offer_malformed', marked.name),
    offer(
      'a strange object',
      'credential_offer_malformed',
      `openid-credential-offer://?credential_offer=${marks}`,
    ),
    offer(
      'cut off',
      'credential_offer_malformed',
      `openid-credential-offer://?credential_offer=${marks.slice(0, -9)}`,
    ),
    offer(
      'at no address',
      'credential_offer_malformed',
      `openid-credential-offer://?credential_offer_uri=${mark}`,
    ),
    {
      title: 'a request that is a name',
      code: 'authorization_request_malformed',
      run: async () => (await wallet).review(marked.name),
    },
    {
      title: 'a request at no address',
      code: 'authorization_request_malformed',
      run: async () => (await wallet).review(`openid4vp://?client_id=${mark}&request_uri=${mark}`),
    },
    {
      title: 'a credential that nobody holds',
      code: 'wallet_credential_unknown',
      run: async () => (await wallet).show(mark),
    },
  ]
}

async function vaultPaths(search: Search, folder: string): Promise<readonly FailurePath[]> {
  const directory = join(folder, 'vault')
  const passphrase = `${mark} of this vault`
  search.add(passphrase)
  const vault = await openFileVault({ directory, passphrase, create: true })
  await vault.write('person', { ...marked })
  const records = join(directory, 'records')
  return [
    {
      title: 'a vault under a wrong passphrase',
      code: 'passphrase_wrong',
      run: () => openFileVault({ directory, passphrase: `${mark} of another` }),
    },
    {
      title: 'a vault without a passphrase',
      code: 'passphrase_missing',
      run: () => openFileVault({ directory, passphrase: '' }),
    },
    {
      title: 'a vault that is not there',
      code: 'not_initialised',
      run: () => openFileVault({ directory: join(folder, 'other'), passphrase }),
    },
    {
      title: 'a vault whose record was changed',
      code: 'vault_malformed',
      run: async () => {
        const [file = ''] = await readdir(records)
        await writeFile(join(records, file), JSON.stringify(marked))
        return vault.read('person')
      },
    },
    {
      title: 'a vault whose header was changed',
      code: 'vault_malformed',
      run: async () => {
        const other = join(folder, 'broken')
        await openFileVault({ directory: other, passphrase, create: true })
        for (const file of await readdir(other)) {
          if (file.endsWith('.json')) await writeFile(join(other, file), `{"nama":"${marked.name}`)
        }
        return openFileVault({ directory: other, passphrase })
      },
    },
    {
      title: 'a wallet whose record holds something else',
      code: 'vault_malformed',
      run: async () => {
        const strange = createMemoryVault()
        await strange.write(`credential.${mark}`, { ...marked, recordVersion: 1, format: { ...marked } })
        return (await openWallet({ vault: strange })).list()
      },
    },
  ]
}
