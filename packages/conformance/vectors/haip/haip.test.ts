import { type JsonObject, parseJson } from '@lontar/credentials/jose'
import { parseDcqlQuery } from '@lontar/openid4vc/dcql'
import { parseAuthorizationDetails } from '@lontar/openid4vc/oauth'
import {
  parseCredentialIssuerMetadata,
  parseCredentialOffer,
  parseCredentialRequest,
} from '@lontar/openid4vc/openid4vci'
import { describe, expect, test } from 'vitest'
import { printedJson } from '../support/printed-message.ts'
import { readVectorText, vectorsAbsent } from '../support/public-vectors.ts'

// Every file has a shape from before 1.0: an implementation of 1.0 refuses it or sees nothing on offer.
const text = (name: string) => readVectorText(`vectors/haip/${name}`) ?? ''
const json = (name: string) => printedJson(text(name)) as JsonObject
const refused = (read: () => unknown, code: string) => expect(read).toThrow(expect.objectContaining({ code }))

const credentialIssuer = 'https://credential-issuer.example.com'
const rules = { authorizationServersPublished: undefined, credentialIssuer }

const files: Readonly<Record<string, (name: string) => void>> = {
  'authorization_details_sd_jwt_vc.json': (name) =>
    refused(() => parseAuthorizationDetails(json(name), rules), 'authorization_details_malformed'),
  // vp_formats became vp_formats_supported: without that a request for an SD-JWT is refused.
  'client_metadata_sd_jwt_vc.json': (name) => {
    expect(json(name)).toHaveProperty('vp_formats')
    expect(json(name)).not.toHaveProperty('vp_formats_supported')
  },
  'credential_metadata_sd_jwt_vc.json': (name) => {
    const metadata = {
      credential_issuer: credentialIssuer,
      credential_endpoint: `${credentialIssuer}/credential`,
      credential_configurations_supported: { old: json(name) },
    }
    const read = parseCredentialIssuerMetadata(metadata, { expectedIssuer: credentialIssuer })
    expect(read.credential_configurations_supported).toEqual({})
  },
  'credential_offer_sd_jwt_vc.json': (name) =>
    refused(() => parseCredentialOffer(json(name)), 'credential_offer_malformed'),
  'credential_request_sd_jwt_vc.json.txt': (name) => {
    refused(() => parseJson(text(name)), 'json_malformed')
    refused(() => parseCredentialRequest(json(name)), 'credential_request_malformed')
  },
  'presentation_definition_sd_jwt_vc.json': (name) =>
    refused(() => parseDcqlQuery(json(name)), 'dcql_malformed'),
}

describe.skipIf(vectorsAbsent)('public vectors: HAIP, shapes from before 1.0', () => {
  test.each(Object.entries(files))('%s', (name, read) => {
    expect(text(name)).not.toBe('')
    read(name)
  })
})
