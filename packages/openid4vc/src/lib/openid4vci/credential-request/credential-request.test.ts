import { generatePrivateJwk } from '@lontar/credentials/jose'
import { expect, test } from 'vitest'
import { encryptionJwkOf } from '../../encryption/encryption-jwk-of.ts'
import { createCredentialRequest } from './create-credential-request.ts'
import { parseCredentialRequest } from './parse-credential-request.ts'

const request = createCredentialRequest({ configurationId: 'ktp_dc+sd-jwt', proofs: ['a.b.c', 'd.e.f'] })

test('a request has the members of the specification', () => {
  expect(request).toEqual({
    credential_configuration_id: 'ktp_dc+sd-jwt',
    proofs: { jwt: ['a.b.c', 'd.e.f'] },
  })
  expect(createCredentialRequest({ credentialIdentifier: 'x', proofs: ['a.b.c'] })).toEqual({
    credential_identifier: 'x',
    proofs: { jwt: ['a.b.c'] },
  })
})

test('what is built is what is read', () => {
  expect(parseCredentialRequest(request)).toEqual({
    configurationId: 'ktp_dc+sd-jwt',
    proofs: { type: 'jwt', values: ['a.b.c', 'd.e.f'] },
  })
  const attested = { type: 'attestation', values: ['a.b.c'] } as const
  const byIdentifier = createCredentialRequest({ credentialIdentifier: 'x', proofs: attested })
  expect(byIdentifier.proofs).toEqual({ attestation: ['a.b.c'] })
  expect(parseCredentialRequest(byIdentifier)).toEqual({ credentialIdentifier: 'x', proofs: attested })
})

test('the key for the response is read as it was asked for', async () => {
  const responseEncryption = {
    recipient: await encryptionJwkOf(await generatePrivateJwk()),
    enc: 'A128GCM',
  } as const
  const asking = createCredentialRequest({ configurationId: 'a', proofs: ['a.b.c'], responseEncryption })
  expect(asking.credential_response_encryption).toEqual({
    jwk: responseEncryption.recipient,
    enc: 'A128GCM',
  })
  expect(parseCredentialRequest(asking).responseEncryption).toEqual(responseEncryption)
})

test('claims that are smuggled into a request are not read', () => {
  const smuggled = { ...request, claims: { nik: 'x' }, credential_subject: { id: 'x' }, exp: 1 }
  expect(parseCredentialRequest(smuggled)).toEqual({
    configurationId: 'ktp_dc+sd-jwt',
    proofs: { type: 'jwt', values: ['a.b.c', 'd.e.f'] },
  })
})

const { proofs, ...unproven } = request

test.each<[string, unknown, string]>([
  ['no object', 'a', 'credential_request_malformed'],
  ['an array', [], 'credential_request_malformed'],
  ['no id', { proofs }, 'credential_request_malformed'],
  ['an empty id', { credential_configuration_id: '', proofs }, 'credential_request_malformed'],
  ['an id that is a list', { credential_configuration_id: ['a'], proofs }, 'credential_request_malformed'],
  ['both ids', { ...request, credential_identifier: 'a' }, 'credential_request_malformed'],
  ['an identifier that is a list', { credential_identifier: ['a'], proofs }, 'credential_request_malformed'],
  ['the format of a draft', { format: 'vc+sd-jwt', proofs }, 'credential_request_malformed'],
  ['no proofs', unproven, 'key_proof_invalid'],
  ['the proof of a draft', { ...unproven, proof: { proof_type: 'jwt', jwt: 'a' } }, 'key_proof_invalid'],
  ['proofs that are a list', { ...unproven, proofs: ['a'] }, 'key_proof_invalid'],
  ['empty proofs', { ...unproven, proofs: {} }, 'key_proof_invalid'],
  ['an empty list of proofs', { ...unproven, proofs: { jwt: [] } }, 'key_proof_invalid'],
  ['proofs of two types', { ...unproven, proofs: { jwt: ['a'], attestation: ['b'] } }, 'key_proof_invalid'],
  ['proofs of another type', { ...unproven, proofs: { di_vp: ['b'] } }, 'key_proof_invalid'],
  ['two attestations', { ...unproven, proofs: { attestation: ['b', 'c'] } }, 'key_proof_invalid'],
  ['a proof that is an object', { ...unproven, proofs: { jwt: [{}] } }, 'key_proof_invalid'],
  [
    '129 proofs',
    { ...unproven, proofs: { jwt: Array.from({ length: 129 }, () => 'a') } },
    'key_proof_invalid',
  ],
  [
    'a wish for encryption without a key',
    { ...request, credential_response_encryption: {} },
    'credential_encryption_malformed',
  ],
  [
    'a key of another algorithm',
    { ...request, credential_response_encryption: { jwk: { kty: 'RSA', alg: 'RSA-OAEP' }, enc: 'A128GCM' } },
    'credential_encryption_unsupported',
  ],
])('a request with %s is refused', (_name, value, code) => {
  expect(() => parseCredentialRequest(value)).toThrow(expect.objectContaining({ code }))
})
