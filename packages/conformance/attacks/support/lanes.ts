import type { CredentialFormat, CredentialFormatId, Signer, Verdict } from '@lontar/credentials'
import { LontarError } from '@lontar/credentials/errors'
import { createKeyBindingJwt } from '@lontar/credentials/sd-jwt'
import { createStatusChecker } from '@lontar/credentials/status'
import { findFormat } from '@lontar/documents/credential-types'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import { createCredentialRequest, createKeyProof } from '@lontar/openid4vc/openid4vci'
import { parseAuthorizationRequestUri } from '@lontar/openid4vc/openid4vp'
import { type VerifyPresentationInput, verifyPresentation } from '@lontar/verifier'
import { disclose } from './present.ts'
import { errorOf, type HeldCredential, type Rooms } from './rooms.ts'

/** A door that takes a JWT, with the key that its honest tokens are signed with. */
export interface Lane {
  readonly name: string
  /** The `typ` of its tokens. */
  readonly typ: string
  readonly signer: Signer
  /** Makes a token that the door accepts, once. */
  mint(): Promise<string>
  /** Brings a token to the door; the code of the refusal, or undefined when it was accepted. */
  submit(jwt: string): Promise<string | undefined>
}

/** Every door of every room that takes a JWT. */
export async function openLanes(rooms: Rooms, holder?: Signer): Promise<readonly Lane[]> {
  const [vc] = await rooms.collect('ktp_vc+sd-jwt', holder ? { holder } : {})
  const [dc] = await rooms.collect('ktp_dc+sd-jwt', holder ? { holder } : {})
  const [vcJwt] = await rooms.collect('ktp-proof_vc+jwt', holder ? { holder } : {})
  const [jwtVc] = await rooms.collect('ktp-proof_jwt_vc_json', holder ? { holder } : {})
  if (vc === undefined || dc === undefined || vcJwt === undefined || jwtVc === undefined) {
    throw new TypeError('nothing was issued')
  }
  return [
    credentialLane(rooms, vc, 'vc+sd-jwt'),
    credentialLane(rooms, dc, 'dc+sd-jwt'),
    credentialLane(rooms, vcJwt, 'vc+jwt'),
    credentialLane(rooms, jwtVc, 'JWT'),
    presentationLane(rooms, vcJwt, 'vp+jwt'),
    presentationLane(rooms, jwtVc, 'JWT'),
    await keyBindingLane(rooms, vc),
    await statusLane(rooms, dc),
    await proofLane(rooms, holder ?? dc.holder),
    await requestLane(rooms),
    identityLane(rooms),
  ]
}

/** At a counter that takes one format, a credential at rest. */
function credentialLane(rooms: Rooms, { text, format }: HeldCredential, typ: string): Lane {
  const [jwt = '', ...tail] = text.split('~')
  return {
    name: `credential ${format}`,
    typ,
    signer: rooms.issuerSigner,
    mint: async () => jwt,
    submit: async (changed) => verify(rooms, [changed, ...tail].join('~'), format, 'none'),
  }
}

/** The presentation of a credential without selective disclosure: a JWT of its holder. */
function presentationLane(rooms: Rooms, { text, format, holder: signer }: HeldCredential, typ: string): Lane {
  const { clientId: audience } = rooms.verifier
  const nonce = 'nonce-of-one-request'
  return {
    name: `presentation ${format}`,
    typ,
    signer,
    mint: async () =>
      (findFormat(format) as CredentialFormat).present({
        credential: text,
        disclose: [['credentialSubject']],
        signer,
        audience,
        nonce,
        now: rooms.clock.now,
      }),
    submit: (jwt) => verify(rooms, jwt, format, { expectedNonce: nonce, expectedAudience: audience }),
  }
}

async function keyBindingLane(rooms: Rooms, credential: HeldCredential): Promise<Lane> {
  const sdJwt = await disclose(credential)
  const { clientId: audience } = rooms.verifier
  const nonce = 'nonce-of-one-request'
  return {
    name: 'key binding',
    typ: 'kb+jwt',
    signer: credential.holder,
    mint: () =>
      createKeyBindingJwt({ sdJwt, audience, nonce, signer: credential.holder, now: rooms.clock.now }),
    submit: (jwt) =>
      verify(rooms, sdJwt + jwt, credential.format, { expectedNonce: nonce, expectedAudience: audience }),
  }
}

async function statusLane(rooms: Rooms, credential: HeldCredential): Promise<Lane> {
  const status = (await findFormat(credential.format)?.parse(credential.text))?.status
  const [issuer] = rooms.trust.issuers
  if (status === undefined || issuer === undefined) throw new TypeError('the credential has no status')
  const headers = { 'content-type': 'application/statuslist+jwt' }
  return {
    name: 'status list',
    typ: 'statuslist+jwt',
    signer: rooms.issuerSigner,
    mint: async () => (await rooms.issuer.fetch(new Request(status.uri))).text(),
    async submit(jwt) {
      rooms.network.intercept(status.uri, async () => new Response(jwt, { headers }))
      const check = createStatusChecker({ fetch: rooms.network.fetch, now: () => rooms.clock.now })
      const { state, code } = await check([status], issuer)
      rooms.network.intercept(status.uri, undefined)
      return state === 'passed' ? undefined : code
    },
  }
}

function proofLane(rooms: Rooms, signer: Signer): Lane {
  const configurationId = 'ktp_vc+sd-jwt'
  return {
    name: 'key proof',
    typ: 'openid4vci-proof+jwt',
    signer,
    mint: async () =>
      createKeyProof({
        signer,
        credentialIssuer: rooms.issuer.url,
        nonce: await rooms.nonce(),
        now: rooms.clock.now,
      }),
    // A grant of its own each time: under one, a key gets one credential.
    submit: async (jwt) => {
      const token = await rooms.token({ configurationIds: [configurationId] })
      const body = createCredentialRequest({ configurationId, proofs: [jwt] })
      return errorOf(await rooms.requestCredentials(token, body))
    },
  }
}

async function requestLane(rooms: Rooms): Promise<Lane> {
  const { requestUri: link } = await rooms.request()
  const { requestUri = '' } = parseAuthorizationRequestUri(link)
  const headers = { 'content-type': 'application/oauth-authz-req+jwt' }
  return {
    name: 'request object',
    typ: 'oauth-authz-req+jwt',
    signer: rooms.verifierSigner,
    mint: async () => (await rooms.verifier.fetch(new Request(requestUri))).text(),
    async submit(jwt) {
      rooms.network.intercept(requestUri, async () => new Response(jwt, { headers }))
      const code = await codeOf(rooms.wallet.review(link))
      rooms.network.intercept(requestUri, undefined)
      return code
    },
  }
}

function identityLane(rooms: Rooms): Lane {
  return {
    name: 'verified identity',
    typ: 'lontar-identity+jwt',
    signer: rooms.evidenceSigner,
    mint: () => rooms.identity(),
    submit: (jwt) =>
      codeOf(rooms.issuer.offer(jwt as SignedVerifiedIdentity, { configurationIds: ['ktp_vc+sd-jwt'] })),
  }
}

async function verify(
  { trust, network: { fetch }, clock }: Rooms,
  text: string,
  formatId: CredentialFormatId,
  expectedKeyBinding: VerifyPresentationInput['expectedKeyBinding'],
): Promise<string | undefined> {
  const format = findFormat(formatId)
  if (format === undefined) throw new TypeError('no such format')
  const verdict = await verifyPresentation({
    text,
    trust,
    formats: [format],
    expectedTypes: trust.issuers.flatMap(({ types }) => types),
    expectedKeyBinding,
    checkStatus: createStatusChecker({ fetch, now: () => clock.now }),
    now: clock.now,
  })
  return refusalOf(verdict)
}

/** The code of the first check that does not let through. */
export function refusalOf({ ok, checks }: Pick<Verdict<unknown>, 'ok' | 'checks'>): string | undefined {
  if (ok) return undefined
  return checks.find(({ state }) => state === 'failed' || state === 'unknown')?.code
}

/** The code that a promise is refused with; undefined when it is kept. Anything that is not ours is thrown on. */
export async function codeOf(promise: Promise<unknown>): Promise<string | undefined> {
  try {
    await promise
    return undefined
  } catch (error) {
    if (error instanceof LontarError) return error.code
    throw error
  }
}
