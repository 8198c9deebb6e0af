import { createDcSdJwtFormat } from '@lontar/credentials'
import { pinnedIssuerKey } from '@lontar/credentials/issuer-key'
import {
  createLocalSigner,
  generatePrivateJwk,
  type JsonObject,
  type JsonValue,
  type PublicJwk,
  parseJson,
  parseJwk,
  parseJws,
  signJws,
  verifyJwsSignature,
} from '@lontar/credentials/jose'
import {
  parseAuthorizationDetails,
  parseAuthorizationRequest,
  parsePushedAuthorizationResponse,
  verifyAuthorizationResponse,
} from '@lontar/openid4vc/oauth'
import {
  parseCredentialIssuerMetadata,
  parseCredentialOffer,
  parseCredentialOfferUri,
  parseCredentialRequest,
  parseCredentialResponse,
  parseDeferredCredentialRequest,
  parseErrorResponse,
  parseKeyAttestation,
  parseKeyProof,
  parseNonceResponse,
  parseNotificationRequest,
  parseTokenRequest,
  parseTokenResponse,
  verifyKeyProof,
  verifySignedIssuerMetadata,
} from '@lontar/openid4vc/openid4vci'
import { describe, expect, test } from 'vitest'
import { joinLines, printedForm, printedJson, printedQuery } from '../support/printed-message.ts'
import { readVector, readVectorText, vectorsAbsent } from '../support/public-vectors.ts'

const folder = 'vectors/openid4vci'
const error = (code: string) => expect.objectContaining({ code })
const refused = (read: () => unknown, code: string) => expect(read).toThrow(error(code))

const rules = {
  authorizationServersPublished: undefined,
  credentialIssuer: 'https://credential-issuer.example.com',
}

interface Block {
  readonly section: string
  readonly text: string
}

const blocks: readonly Block[] = vectorsAbsent ? [] : readVector(`${folder}/spec-blocks-errata-draft.json`)

type Read = (text: string) => unknown

const errorNamed = (name: string) => (text: string) =>
  expect(parseErrorResponse(printedJson(text))).toEqual({ error: name })

const linkedOffer = (text: string) =>
  parseCredentialOfferUri(`openid-credential-offer://?${printedQuery(text)}`)

const comesBack = (text: string) =>
  verifyAuthorizationResponse(joinLines(text).replace(/^.*Location: /, ''), {
    expectedIssuer: 'https://server.example.com',
    expectedState: undefined,
    expectedRedirectUri: 'https://wallet.example.org/cb',
    issuerNamed: false,
  })

const proofs = (value: JsonValue) => parseCredentialRequest({ credential_identifier: 'a', proofs: value })

/** A printed header and payload, signed by us, because nobody printed a signature. */
async function signed(text: string): Promise<string> {
  const [header = '', payload = ''] = text.split(/\n\.\n/)
  const { alg: _alg, ...named } = parseJson(header) as JsonObject
  const signer = await createLocalSigner(await generatePrivateJwk())
  return signJws({ header: named, payload: parseJson(payload) as JsonObject, signer })
}

/** Every block by its place; what Lontar makes of it, or the reason why it makes nothing. */
const readings: readonly (Read | string)[] = [
  (text) =>
    expect(linkedOffer(text)).toMatchObject({ offer: { credential_configuration_ids: { length: 2 } } }),
  (text) => expect(linkedOffer(text)).toMatchObject({ offer: { credential_issuer: rules.credentialIssuer } }),
  'a GET without a body: there is no message to read',
  (text) => expect(linkedOffer(text)).toMatchObject({ offerUri: expect.stringMatching(/^https:\/\/server/) }),
  (text) =>
    expect(parseAuthorizationRequest(printedQuery(text), rules)).toMatchObject({
      authorizationDetails: [{ credentialConfigurationId: 'UniversityDegreeCredential' }],
    }),
  (text) =>
    expect(parseAuthorizationRequest(printedQuery(text), rules)).toMatchObject({
      scope: ['UniversityDegreeCredential'],
    }),
  // Its authorization_details are three dots.
  (text) =>
    refused(() => parseAuthorizationRequest(printedForm(text), rules), 'authorization_details_malformed'),
  (text) =>
    expect(parsePushedAuthorizationResponse(printedJson(text))).toMatchObject({ expiresInSeconds: 60 }),
  'it names a request that was pushed: only the store of the server knows what that is',
  (text) => expect(comesBack(text)).toEqual({ code: 'SplxlOBeZQQYbYS6WxSbIA' }),
  (text) => refused(() => comesBack(text), 'authorization_refused'),
  (text) => expect(parseTokenRequest(printedForm(text))).toMatchObject({ grantType: 'authorization_code' }),
  (text) => {
    const request = parseTokenRequest(printedForm(text))
    expect(request).toMatchObject({ preAuthorizedCode: 'SplxlOBeZQQYbYS6WxSbIA', txCode: '493536' })
    expect(parseAuthorizationDetails(request.authorizationDetails, rules)).toHaveLength(1)
  },
  (text) =>
    expect([...parseTokenResponse(printedJson(text)).credentialIdentifiers]).toEqual([
      ['UniversityDegreeCredential', ['CivilEngineeringDegree-2023', 'ElectricalEngineeringDegree-2023']],
    ]),
  errorNamed('invalid_request'),
  'a POST without a body: there is no message to read',
  (text) => expect(parseNonceResponse(printedJson(text))).toBe('wKI4LT17ac15ES9bw8ac4'),
  // Known slip: the proof has the typ JWT, and only its header is printed.
  (text) => {
    const request = parseCredentialRequest(printedJson(text))
    expect(request).toMatchObject({ configurationId: 'org.iso.18013.5.1.mDL', proofs: { type: 'jwt' } })
    refused(() => parseKeyProof(request.proofs.values[0] ?? ''), 'key_proof_invalid')
  },
  // Known slip: the second proof has the typ JWT.
  (text) => {
    const request = parseCredentialRequest(printedJson(text))
    expect(request).toMatchObject({ credentialIdentifier: 'CivilEngineeringDegree-2023' })
    for (const proof of request.proofs.values) refused(() => parseKeyProof(proof), 'key_proof_invalid')
  },
  // di_vp proofs are not implemented.
  (text) => refused(() => parseCredentialRequest(printedJson(text)), 'key_proof_invalid'),
  (text) => expect(parseCredentialResponse(printedJson(text))).toMatchObject({ credentials: { length: 1 } }),
  (text) =>
    expect(parseCredentialResponse(printedJson(text))).toMatchObject({
      credentials: { length: 2 },
      notificationId: '3fwe98js',
    }),
  (text) =>
    expect(parseCredentialResponse(printedJson(text))).toEqual({
      transactionId: '8xLOxBtZp8',
      intervalSeconds: 3600,
    }),
  errorNamed('unknown_credential_configuration'),
  (text) =>
    expect(parseDeferredCredentialRequest(printedJson(text))).toEqual({ transactionId: '8xLOxBtZp8' }),
  (text) =>
    expect(parseCredentialResponse(printedJson(text))).toMatchObject({
      credentials: { length: 2 },
      notificationId: '3fwe98js',
    }),
  (text) => expect(parseCredentialResponse(printedJson(text))).toMatchObject({ intervalSeconds: 86_400 }),
  errorNamed('invalid_transaction_id'),
  (text) => expect(parseNotificationRequest(printedJson(text)).event).toBe('credential_accepted'),
  (text) => expect(parseNotificationRequest(printedJson(text)).event).toBe('credential_failure'),
  'a 204 without a body: there is no message to read',
  errorNamed('invalid_notification_id'),
  'a GET without a body: there is no message to read',
  'a document for claims paths, which packages/openid4vc/src/lib/dcql walks in its own tests',
  async (text) =>
    expect(parseKeyAttestation(await signed(text))).toMatchObject({
      attestedKeys: { length: 1 },
      keyStorage: ['iso_18045_moderate'],
    }),
  'an attestation without its proof of possession; the token of checked-tokens.json is verified below',
  (text) => {
    const [jwt = ''] = proofs(printedJson(text)).proofs.values
    expect(parseKeyProof(jwt)).toMatchObject({ nonce: 'LarRGSbmUPYtRYO6BQ4yn8' })
  },
  (text) => {
    const [header = '', payload = ''] = text.split('}.{')
    const { proof_jwt: token } = checkedTokens()
    expect(parseJws(token.jwt).header).toEqual(parseJson(`${header}}`))
    expect(parseJws(token.jwt).payload).toEqual(parseJson(`{${payload}`))
  },
  'a template with a placeholder, no JSON',
  (text) => refused(() => proofs(printedJson(text)), 'key_proof_invalid'),
  (text) => expect(proofs(printedJson(text)).proofs).toMatchObject({ type: 'attestation' }),
]

interface CheckedTokens {
  readonly proof_jwt: { readonly jwt: string }
  readonly jwt_vc_json: { readonly jwt: string; readonly issuer_jwk: PublicJwk }
  readonly sd_jwt_vc: {
    readonly token: string
    readonly issuer_jwk: PublicJwk
    readonly processed_payload: JsonObject
  }
  readonly signed_metadata: { readonly jwt: string; readonly leaf_jwk: PublicJwk }
  readonly wallet_attestation: { readonly jwt: string; readonly leaf_jwk: PublicJwk }
}

const checkedTokens = (): CheckedTokens => readVector(`${folder}/checked-tokens.json`)

describe.skipIf(vectorsAbsent)('public vectors: the example blocks of OpenID4VCI', () => {
  const read = readings.flatMap((reading, place) => {
    const block = blocks[place]
    return typeof reading === 'string' || block === undefined ? [] : [{ place, ...block, reading }]
  })
  test.each(read)('$place: $section', async ({ text, reading }) => {
    await reading(text)
  })

  test('all of them are there, and eight need no reading', () => {
    expect([blocks.length, readings.length, read.length]).toEqual([41, 41, 33])
  })
})

const example = (name: string) => readVectorText(`${folder}/examples/${name}`) ?? ''
const exampleJson = (name: string) => printedJson(example(name))

/** Metadata around configurations that are printed alone. */
function around(name: string) {
  const value = {
    credential_issuer: rules.credentialIssuer,
    credential_endpoint: `${rules.credentialIssuer}/credential`,
    ...(exampleJson(name) as JsonObject),
  }
  const { credential_configurations_supported: read } = parseCredentialIssuerMetadata(value, {
    expectedIssuer: rules.credentialIssuer,
  })
  return Object.values(read)[0]
}

const details = (count: number) => (name: string) =>
  expect(parseAuthorizationDetails(exampleJson(name), rules)).toHaveLength(count)

const examples: Readonly<Record<string, (name: string) => unknown>> = {
  'authorization_details.json': details(1),
  'authorization_details_jwt_vc_json.json': details(1),
  'authorization_details_ldp_vc.json': details(1),
  'authorization_details_mso_doc.json': details(1),
  'authorization_details_multiple_credentials.json': details(2),
  'authorization_details_sd_jwt_vc.json': details(1),
  'authorization_details_with_as.json': (name) => {
    const published = { ...rules, authorizationServersPublished: ['https://server.example.com'] }
    expect(parseAuthorizationDetails(exampleJson(name), published)).toHaveLength(1)
    const without = exampleJson('authorization_details.json')
    refused(() => parseAuthorizationDetails(without, published), 'authorization_details_malformed')
  },
  'credential_issuer_metadata_sd_jwt_jwt.txt': (name) =>
    expect(joinLines(example(name))).toBe(checkedTokens().signed_metadata.jwt),
  // Known slip: its jwks are an array, where the text asks for a set.
  'credential_issuer_metadata_sd_jwt_long.json': (name) => {
    const metadata = exampleJson(name) as JsonObject
    const expectations = { expectedIssuer: rules.credentialIssuer }
    refused(() => parseCredentialIssuerMetadata(metadata, expectations), 'issuer_metadata_malformed')
    const requests = metadata.credential_request_encryption as JsonObject
    const credential_request_encryption = { ...requests, jwks: { keys: requests.jwks ?? null } }
    const corrected = { ...metadata, credential_request_encryption }
    expect(parseCredentialIssuerMetadata(corrected, expectations)).toMatchObject({
      credential_request_encryption: { jwks: { keys: [{ kid: 'ac', alg: 'ECDH-ES' }] } },
      credential_response_encryption: { encryption_required: true },
      deferred_credential_endpoint: `${rules.credentialIssuer}/deferred_credential`,
    })
  },
  'credential_metadata_jwt_vc_json.json': (name) => expect(around(name)?.format).toBe('jwt_vc_json'),
  // Of a format that is not implemented the name alone is kept.
  'credential_metadata_ldp_vc.json': (name) => expect(around(name)).toEqual({ format: 'ldp_vc' }),
  'credential_metadata_mso_mdoc.json': (name) => expect(around(name)).toEqual({ format: 'mso_mdoc' }),
  'credential_metadata_sd_jwt_vc.json': (name) =>
    expect(around(name)?.proof_types_supported?.jwt?.key_attestations_required).toEqual({
      key_storage: ['iso_18045_moderate'],
      user_authentication: ['iso_18045_moderate'],
    }),
  'credential_offer_authz_code.txt': (name) =>
    expect(parseCredentialOffer(exampleJson(name)).grants).toEqual({
      authorization_code: { issuer_state: 'eyJhbGciOiJSU0Et...FYUaBy' },
    }),
  'credential_offer_by_reference.json': (name) =>
    expect(Object.values(parseCredentialOffer(exampleJson(name)).grants)).toMatchObject([{ tx_code: {} }]),
  'credential_offer_multiple_credentials.json': (name) =>
    expect(parseCredentialOffer(exampleJson(name)).credential_configuration_ids).toHaveLength(2),
  'credential_offer_pre-authz_code.json': (name) =>
    expect(Object.values(parseCredentialOffer(exampleJson(name)).grants)).toMatchObject([
      { 'pre-authorized_code': 'adhjhdjajkdkhjhdj' },
    ]),
  // Known slip: it has the format of a draft and no id.
  'credential_request_iso_mdl.json': (name) =>
    refused(() => parseCredentialRequest(exampleJson(name)), 'credential_request_malformed'),
  'credential_response_jwt_vc_json.txt': (name) =>
    expect(parseCredentialResponse(exampleJson(name))).toEqual({
      credentials: [checkedTokens().jwt_vc_json.jwt],
    }),
  // Data Integrity is not implemented: its credentials are objects.
  'credential_response_ldp_vc.txt': (name) =>
    refused(() => parseCredentialResponse(exampleJson(name)), 'credential_response_malformed'),
  'credential_response_mso_mdoc.txt': (name) =>
    expect(parseCredentialResponse(exampleJson(name))).toMatchObject({ credentials: { length: 1 } }),
  'credential_response_sd_jwt_vc.txt': (name) =>
    expect(parseCredentialResponse(exampleJson(name))).toEqual({
      credentials: [checkedTokens().sd_jwt_vc.token],
    }),
  // Known slip: a line break in a kid is no JSON, and the keys are no set.
  'issuer_jwks.json.txt': (name) => {
    refused(() => parseJson(example(name)), 'json_malformed')
    const [key] = (exampleJson(name) as { readonly jwks: readonly JsonValue[] }).jwks
    expect(parseJwk(key)).toMatchObject({ kid: expect.stringMatching(/^urn:ietf:params:oauth:jwk/) })
  },
  'wallet_attestation.jwt.txt': (name) =>
    expect(joinLines(example(name))).toBe(checkedTokens().wallet_attestation.jwt),
}

describe.skipIf(vectorsAbsent)('public vectors: the examples of OpenID4VCI 1.0', () => {
  test.each(Object.entries(examples))('%s', async (name, read) => {
    expect(example(name)).not.toBe('')
    await read(name)
  })
})

describe.skipIf(vectorsAbsent)('public vectors: the tokens of OpenID4VCI', () => {
  const oneBitOff = (jwt: string) =>
    jwt.replace(/.{3}$/, (end) => (end.startsWith('A') ? 'B' : 'A') + end.slice(1))

  test('the key proof verifies at its time, for its issuer, and not when changed', async () => {
    const { jwt } = checkedTokens().proof_jwt
    const expectations = { expectedAudience: rules.credentialIssuer, now: new Date(1_701_960_500_000) }
    expect(await verifyKeyProof(jwt, expectations)).toMatchObject({ nonce: 'LarRGSbmUPYtRYO6BQ4yn8' })
    for (const attempt of [
      () => verifyKeyProof(oneBitOff(jwt), expectations),
      () => verifyKeyProof(jwt, { ...expectations, expectedAudience: 'https://other.example.com' }),
      () => verifyKeyProof(jwt, { ...expectations, now: new Date(1_702_000_000_000) }),
    ]) {
      await expect(attempt()).rejects.toThrow(error('key_proof_invalid'))
    }
  })

  test('the signed metadata verify under the key of their certificate, and not when changed', async () => {
    const { jwt, leaf_jwk } = checkedTokens().signed_metadata
    const expectations = {
      expectedIssuer: rules.credentialIssuer,
      expectedSigner: {
        issuer: rules.credentialIssuer,
        types: ['SD_JWT_VC_example_in_OpenID4VCI'],
        jwks: { keys: [leaf_jwk] },
      },
      resolveIssuerKey: pinnedIssuerKey,
      now: new Date('2026-11-24T00:00:00Z'),
    }
    expect(await verifySignedIssuerMetadata(jwt, expectations)).toMatchObject({
      credential_issuer: rules.credentialIssuer,
    })
    await expect(verifySignedIssuerMetadata(oneBitOff(jwt), expectations)).rejects.toThrow(
      error('issuer_metadata_signature_invalid'),
    )
  })

  test('the SD-JWT VC says what is printed beside it', async () => {
    const { token, processed_payload, issuer_jwk } = checkedTokens().sd_jwt_vc
    const parsed = await createDcSdJwtFormat().parse(token)
    expect(parsed.claims).toEqual(processed_payload)
    const [jwt = ''] = token.split('~', 1)
    const expectations = { expectedKey: parseJwk(issuer_jwk), expectedType: 'dc+sd-jwt' }
    await verifyJwsSignature(parseJws(jwt), expectations)
    const changed = parseJws(oneBitOff(jwt))
    await expect(verifyJwsSignature(changed, expectations)).rejects.toThrow(error('jws_signature_invalid'))
  })

  test('the jwt_vc_json is signed by its issuer', async () => {
    const { jwt, issuer_jwk } = checkedTokens().jwt_vc_json
    const expectations = { expectedKey: parseJwk(issuer_jwk), expectedType: 'JWT' }
    await verifyJwsSignature(parseJws(jwt), expectations)
    await expect(verifyJwsSignature(parseJws(oneBitOff(jwt)), expectations)).rejects.toThrow(
      error('jws_signature_invalid'),
    )
  })

  test('the wallet attestation is signed under the key of its certificate', async () => {
    const { jwt, leaf_jwk } = checkedTokens().wallet_attestation
    const expectations = { expectedKey: parseJwk(leaf_jwk), expectedType: 'oauth-client-attestation+jwt' }
    await verifyJwsSignature(parseJws(jwt), expectations)
    await expect(verifyJwsSignature(parseJws(oneBitOff(jwt)), expectations)).rejects.toThrow(
      error('jws_signature_invalid'),
    )
  })
})
