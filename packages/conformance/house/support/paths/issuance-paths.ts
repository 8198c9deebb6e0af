import { OperationError } from '@lontar/credentials/errors'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import {
  createCredentialRequest,
  createKeyProof,
  createTokenRequest,
  fetchCredentialOffer,
  preAuthorizedCodeGrantType,
} from '@lontar/openid4vc/openid4vci'
import { remint } from '../../../attacks/support/remint.ts'
import { openRooms, type Rooms } from '../../../attacks/support/rooms.ts'
import type { FailurePath } from '../failure-path.ts'
import { mark, marked, markedCard, type Search } from '../marks.ts'

const configurationId = 'ktp_vc+sd-jwt'
const configurationIds = [configurationId]

/** Everything that an issuer may refuse its operator, a wallet or a stranger. */
export async function issuancePaths(search: Search): Promise<readonly FailurePath[]> {
  const rooms = await openRooms({ card: markedCard })
  return [
    ...(await operatorPaths(rooms, search)),
    ...(await tokenPaths(rooms, search)),
    ...(await credentialEndpointPaths(rooms, search)),
    ...strangerPaths(rooms),
    ...brokenStorePaths(),
  ]
}

async function operatorPaths(
  { issuer, identity, evidenceSigner }: Rooms,
  search: Search,
): Promise<readonly FailurePath[]> {
  const used = await identity()
  await issuer.offer(used, { configurationIds })
  const fresh = await identity()
  const old = await identity({
    expiresAt: new Date('2026-11-24T02:00:01Z'),
    issuedAt: new Date('2026-11-24T01:59:00Z'),
  })
  search.add(used, fresh, old)
  const changed = await remint(fresh, { payload: (claims) => ({ ...claims, jti: mark }) })
  const wrong = await remint(fresh, {
    signer: evidenceSigner,
    payload: (claims) => ({ ...claims, ktp: marked }),
  })
  const offer = (
    title: string,
    code: FailurePath['code'],
    text: string,
    ids = configurationIds,
  ): FailurePath => ({
    title: `an offer for an identity ${title}`,
    code,
    run: () => issuer.offer(text as SignedVerifiedIdentity, { configurationIds: ids }),
  })
  return [
    offer('used before', 'verified_identity_used', used),
    offer('that was changed', 'verified_identity_invalid', changed),
    offer('of another shape', 'verified_identity_invalid', wrong),
    offer('that is a text', 'verified_identity_invalid', marked.name),
    offer('in an unknown configuration', 'credential_configuration_unknown', fresh, [mark]),
    offer('in none', 'ERR_INVALID_ARG_VALUE', fresh, []),
    { title: 'revoking the unknown', code: 'credential_unknown', run: () => issuer.revoke(mark) },
    {
      title: 'revoking for a reason that holds a NIK',
      code: 'ERR_INVALID_ARG_VALUE',
      run: () => issuer.revoke('some-id', `NIK ${marked.nik}`),
    },
  ]
}

async function tokenPaths(rooms: Rooms, search: Search): Promise<readonly FailurePath[]> {
  const { issuer, identity, network } = rooms
  const { credentialOfferUri, txCode } = await issuer.offer(await identity(), { configurationIds })
  const { grants } = await fetchCredentialOffer(credentialOfferUri, { fetch: network.fetch })
  const { 'pre-authorized_code': preAuthorizedCode = '' } = grants[preAuthorizedCodeGrantType] ?? {}
  search.add(preAuthorizedCode, txCode ?? '')
  const wrongCode = txCode === '864286' ? '864287' : '864286'
  search.add(wrongCode)
  const token = (title: string, code: number, body: string): FailurePath => ({
    title: `a token request ${title}`,
    code,
    run: () => post(rooms, '/token', body, { 'content-type': 'application/x-www-form-urlencoded' }),
  })
  return [
    token('with a wrong transaction code', 400, createTokenRequest({ preAuthorizedCode, txCode: wrongCode })),
    token('without the transaction code', 400, createTokenRequest({ preAuthorizedCode })),
    token(
      'with an unknown code',
      400,
      createTokenRequest({ preAuthorizedCode: mark.repeat(4), txCode: wrongCode }),
    ),
    token(
      'with a code twice',
      400,
      `${createTokenRequest({ preAuthorizedCode })}&pre-authorized_code=${mark}`,
    ),
    token('of another grant', 400, `grant_type=${mark}&pre-authorized_code=${preAuthorizedCode}`),
    token('that is no form', 400, JSON.stringify(marked)),
  ]
}

async function credentialEndpointPaths(rooms: Rooms, search: Search): Promise<readonly FailurePath[]> {
  const token = await rooms.token({ configurationIds, copies: 3 })
  const signer = await createLocalSigner(await generatePrivateJwk())
  const proofOf = async (nonce: string): Promise<string> => {
    const proof = await createKeyProof({
      signer,
      credentialIssuer: rooms.issuer.url,
      nonce,
      now: rooms.clock.now,
    })
    search.add(proof, nonce)
    return proof
  }
  const spent = await proofOf(await rooms.nonce())
  await rooms.requestCredentials(token, createCredentialRequest({ configurationId, proofs: [spent] }))
  const fresh = await proofOf(await rooms.nonce())
  search.add(token)
  const ask = (title: string, code: number, body: object | string, bearer = token): FailurePath => ({
    title: `a credential request ${title}`,
    code,
    run: () => rooms.requestCredentials(bearer, body),
  })
  const withProof = (proof: string) => createCredentialRequest({ configurationId, proofs: [proof] })
  return [
    ask('with a spent proof', 400, withProof(spent)),
    ask('with a foreign nonce', 400, withProof(await proofOf(`${mark}-${mark}-${mark}`))),
    ask(
      'with a changed proof',
      400,
      withProof(await remint(fresh, { payload: (old) => ({ ...old, aud: mark }) })),
    ),
    ask('with a text for a proof', 400, withProof(mark)),
    ask(
      'of an unknown configuration',
      400,
      createCredentialRequest({ configurationId: mark, proofs: [fresh] }),
    ),
    ask('that is cut off', 400, JSON.stringify(withProof(fresh)).slice(0, -5)),
    ask('that repeats a member', 400, `{"${mark}":1,"${mark}":2}`),
    ask('under an unknown token', 401, withProof(fresh), mark.padEnd(43, 'A')),
    ask('under no token at all', 401, withProof(fresh), mark),
  ]
}

function strangerPaths(rooms: Rooms): readonly FailurePath[] {
  const get = (path: string, code: number): FailurePath => ({
    title: `a visit to ${path}`,
    code,
    run: () => rooms.issuer.fetch(new Request(`${rooms.issuer.url}${path}`)),
  })
  return [
    get(`/${mark}?nik=${marked.nik}`, 404),
    get(`/offers/${mark}`, 404),
    get(`/status/${mark}`, 404),
    get(`/vct/${mark}/1`, 404),
    get(`/token?code=${mark}`, 405),
    get(`/offers/${encodeURIComponent(marked.name)}`, 404),
  ]
}

/** Of what the hook hears only `toJSON()` may be logged: its cause is whatever the store threw. */
function brokenStorePaths(): readonly FailurePath[] {
  const faults = [
    [500, new Error(`UNIQUE constraint failed: ${marked.nik}`)],
    [503, new OperationError('database_locked', 'Locked.', { cause: new Error(marked.nik) })],
  ] as const
  return faults.map(([code, fault]) => ({
    title: `a store that throws a ${fault.name}`,
    code,
    run: async () => {
      const broken = await openRooms({ card: markedCard, nonceFault: fault })
      const answer = await post(broken, '/nonce', '', {})
      if (broken.errors.length !== 1) throw new TypeError('the hook heard nothing')
      const everything = `${await answer.text()}\n${JSON.stringify(broken.errors)}\n${String(broken.errors)}`
      return new Response(everything, { status: answer.status, headers: answer.headers })
    },
  }))
}

function post(
  { issuer }: Rooms,
  path: string,
  body: string,
  headers: Record<string, string>,
): Promise<Response> {
  return issuer.fetch(new Request(`${issuer.url}${path}`, { method: 'POST', body, headers }))
}
