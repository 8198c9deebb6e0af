import type { VerifyExpectations } from '@lontar/credentials'
import { createDidJwk, publicKeyOfDidUrl, resolveDidJwk } from '@lontar/credentials/did'
import { NetworkError } from '@lontar/credentials/errors'
import {
  createLocalSigner,
  decodeBase64Url,
  decodeUtf8,
  encodeBase64Url,
  encodeUtf8,
  generatePrivateJwk,
  type PrivateJwk,
  parseJson,
  parseJwk,
} from '@lontar/credentials/jose'
import { issueSdJwt, presentSdJwt, verifySdJwt } from '@lontar/credentials/sd-jwt'
import { createStatusChecker } from '@lontar/credentials/status'
import { parseTrustList } from '@lontar/credentials/trust'
import { findFormat } from '@lontar/documents/credential-types'
import { disclose, hotelPaths, present } from '../../../attacks/support/present.ts'
import { remint } from '../../../attacks/support/remint.ts'
import { type HeldCredential, openRooms, type Rooms } from '../../../attacks/support/rooms.ts'
import type { FailurePath } from '../failure-path.ts'
import { mark, marked, markedCard, type Search } from '../marks.ts'

/** Everything that reading, presenting and verifying a credential may refuse. */
export async function credentialPaths(search: Search): Promise<readonly FailurePath[]> {
  const rooms = await openRooms({ card: markedCard })
  const key = await generatePrivateJwk()
  search.add(key.d)
  const perFormat = await Promise.all(
    (['vc+sd-jwt', 'dc+sd-jwt'] as const).map(async (format) => {
      const [held] = await rooms.collect(`ktp_${format}`)
      return formatPaths(rooms, held as HeldCredential, search)
    }),
  )
  return [...perFormat.flat(), ...readingPaths(key), ...(await issuingPaths(rooms))]
}

async function formatPaths(
  rooms: Rooms,
  held: HeldCredential,
  search: Search,
): Promise<readonly FailurePath[]> {
  const { clientId } = rooms.verifier
  const nonce = `${mark}-nonce-of-this-request`
  const shown = await present(held, { clientId, nonce }, rooms.clock.now)
  search.add(held.text, shown)
  const format = findFormat(held.format)
  if (format === undefined) throw new TypeError('no such format')
  const expectations: VerifyExpectations = {
    expectedIssuers: rooms.trust.issuers,
    expectedTypes: rooms.trust.issuers.flatMap(({ types }) => types),
    expectedKeyBinding: { expectedNonce: nonce, expectedAudience: clientId },
    checkStatus: createStatusChecker({ fetch: rooms.network.fetch, now: () => rooms.clock.now }),
    now: rooms.clock.now,
  }
  const verify = (
    title: string,
    code: FailurePath['code'],
    text: string,
    change: Partial<VerifyExpectations> = {},
  ): FailurePath => ({
    title: `${held.format} ${title}`,
    code,
    run: () => format.verify(text, { ...expectations, ...change }),
  })
  const [jwt = '', first = '', ...rest] = shown.split('~')
  const edited = encodeBase64Url(encodeUtf8(decodeUtf8(decodeBase64Url(first)).replace(']', ',"x"]')))
  const forged = encodeBase64Url(encodeUtf8(JSON.stringify(['c2FsdHNhbHRzYWx0c2FsdA', 'name', marked.name])))
  const silent = createStatusChecker({
    fetch: () => Promise.reject(new NetworkError('network_unreachable', 'no answer')),
    now: () => rooms.clock.now,
  })
  const binding = (change: object): Partial<VerifyExpectations> => ({
    expectedKeyBinding: { expectedNonce: nonce, expectedAudience: clientId, ...change },
  })
  const [issuer] = rooms.trust.issuers
  return [
    verify('with a forged disclosure', 'sd_jwt_disclosure_unreferenced', [jwt, forged, ...rest].join('~')),
    verify('with a disclosure of four parts', 'sd_jwt_malformed', [jwt, edited, ...rest].join('~')),
    verify(
      'with a disclosure that is no base64url',
      'sd_jwt_malformed',
      [jwt, `${first}=`, ...rest].join('~'),
    ),
    verify('with a disclosure twice', 'sd_jwt_digest_repeated', [jwt, first, first, ...rest].join('~')),
    verify('without its key binding', 'key_binding_missing', await disclose(held)),
    verify('with an unexpected key binding', 'key_binding_unexpected', shown, { expectedKeyBinding: 'none' }),
    verify(
      'of another nonce',
      'key_binding_nonce_mismatch',
      shown,
      binding({ expectedNonce: 'another-nonce-1234' }),
    ),
    verify(
      'of another audience',
      'key_binding_audience_mismatch',
      shown,
      binding({ expectedAudience: mark }),
    ),
    verify('of an untrusted issuer', 'issuer_untrusted', shown, { expectedIssuers: [] }),
    verify('of an untrusted type', 'issuer_untrusted', shown, {
      expectedIssuers: [{ ...issuer, issuer: issuer?.issuer ?? '', types: [], jwks: { keys: [] } }],
    }),
    verify('of another type', 'credential_type_unexpected', shown, { expectedTypes: [mark] }),
    verify('expired', 'credential_expired', shown, { now: new Date('2030-01-01T00:00:00Z') }),
    verify('with a status that cannot be had', 'status_list_unreachable', shown, { checkStatus: silent }),
    verify('signed by nobody', 'jws_signature_invalid', shown.replace(/\.[^.~]+~/, `.${'A'.repeat(86)}~`)),
    verify('cut off', 'sd_jwt_malformed', shown.slice(0, 40)),
    verify('as JSON', 'sd_jwt_malformed', JSON.stringify(marked)),
    verify(
      'of alg none',
      'jws_algorithm_unexpected',
      `${await remint(jwt, { header: (old) => ({ ...old, alg: mark }) })}~`,
    ),
    {
      title: `${held.format} read from a text`,
      code: 'jws_malformed',
      run: () => format.parse(`${mark}.${mark}.${mark}~`),
    },
    {
      title: `${held.format} presented with a claim that it lacks`,
      code: 'sd_jwt_path_unknown',
      run: () => presentSdJwt({ sdJwt: held.text, disclose: [...hotelPaths(held), [mark]] }),
    },
    {
      title: `${held.format} verified by another key`,
      code: 'jws_signature_invalid',
      run: () =>
        verifySdJwt(held.text, {
          expectedKey: rooms.verifierSigner.publicJwk,
          expectedType: held.format,
          expectedKeyBinding: 'none',
          now: rooms.clock.now,
        } as never),
    },
  ]
}

function readingPaths(key: PrivateJwk): readonly FailurePath[] {
  const { d: _private, ...open } = key
  const did = createDidJwk(open)
  const privateDid = `did:jwk:${encodeBase64Url(encodeUtf8(JSON.stringify(key)))}`
  const trusted = { issuer: mark, types: [mark], jwks: { keys: [key] } }
  return [
    {
      title: 'JSON of a marked text',
      code: 'json_malformed',
      run: () => parseJson(`{"nama":${marked.name}}`),
    },
    { title: 'JSON with a trailing mark', code: 'json_malformed', run: () => parseJson(`{} ${mark}`) },
    {
      title: 'JSON with a repeated mark',
      code: 'json_malformed',
      run: () => parseJson(`{"${mark}":1,"${mark}":2}`),
    },
    {
      title: 'base64url of a marked text',
      code: 'base64url_malformed',
      run: () => decodeBase64Url(`${mark}+`),
    },
    { title: 'a private JWK', code: 'jwk_private_part', run: () => parseJwk(key) },
    {
      title: 'a JWK off the curve',
      code: 'jwk_malformed',
      run: () => parseJwk({ ...open, x: key.d }),
    },
    {
      title: 'a private JWK that does not fit',
      code: 'jwk_malformed',
      run: () => createLocalSigner({ ...key, x: key.d }),
    },
    { title: 'a did:jwk with a private key', code: 'jwk_private_part', run: () => resolveDidJwk(privateDid) },
    { title: 'a DID of a mark', code: 'did_method_unsupported', run: () => resolveDidJwk(`did:web:${mark}`) },
    { title: 'a DID URL of a mark', code: 'did_malformed', run: () => publicKeyOfDidUrl(`${did}#${mark}`) },
    {
      title: 'a trust list with a private key',
      code: 'trust_list_malformed',
      run: () => parseTrustList({ issuers: [trusted] }),
    },
    {
      title: 'a trust list of a mark',
      code: 'trust_list_malformed',
      run: () => parseTrustList({ [mark]: mark }),
    },
  ]
}

async function issuingPaths({ issuerSigner: signer }: Rooms): Promise<readonly FailurePath[]> {
  const header = { typ: 'dc+sd-jwt' }
  const failing = { ...signer, sign: async () => encodeUtf8(mark) }
  return [
    {
      title: 'signing a claim of a reserved name',
      code: 'sd_jwt_claim_name_reserved',
      run: () =>
        issueSdJwt({ signer, header, payload: { _sd: [mark], name: marked.name }, disclosable: [['name']] }),
    },
    {
      title: 'hiding a claim that is not there',
      code: 'sd_jwt_path_unknown',
      run: () => issueSdJwt({ signer, header, payload: { name: marked.name }, disclosable: [[mark]] }),
    },
    {
      title: 'a signer that signs something else',
      code: 'signer_failed',
      run: () => issueSdJwt({ signer: failing, header, payload: { name: marked.name }, disclosable: [] }),
    },
  ]
}
