import { UnsupportedError } from '@lontar/credentials/errors'
import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import { shownText, text } from '../../reading/text.ts'
import { unique } from '../../reading/unique.ts'
import { issuerIdentifier } from '../../transport/endpoint-url.ts'
import { type CredentialOffer, preAuthorizedCodeGrantType } from './credential-offer.ts'

const code = 'credential_offer_malformed'
const message = 'The credential offer lacks a member or has a wrong one.'

const txCode = objectOf({
  input_mode: v.exactOptional(v.picklist(['numeric', 'text'])),
  length: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(300))),
  description: v.exactOptional(shownText(300)),
})

const preAuthorizedCodeGrant = objectOf({
  'pre-authorized_code': text(),
  tx_code: v.exactOptional(txCode),
  authorization_server: v.exactOptional(issuerIdentifier),
})

const authorizationCodeGrant = objectOf({
  issuer_state: v.exactOptional(text()),
  authorization_server: v.exactOptional(issuerIdentifier),
})

const grants = objectOf({
  authorization_code: v.exactOptional(authorizationCodeGrant),
  [preAuthorizedCodeGrantType]: v.exactOptional(preAuthorizedCodeGrant),
})

const plainObject = v.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)

const offer = objectOf({
  credential_issuer: issuerIdentifier,
  credential_configuration_ids: v.pipe(
    v.array(text(256)),
    v.minLength(1),
    v.maxLength(64),
    v.check((values) => unique(values)),
  ),
  grants: v.exactOptional(plainObject),
})

/**
 * Reads a Credential Offer. Unknown members are ignored.
 *
 * @param value The parsed JSON.
 * @throws MalformedError `credential_offer_malformed`.
 * @throws UnsupportedError `grant_type_unsupported` when all its grants are of other types.
 * @see OpenID4VCI 1.0 section 4.1.1
 */
export function parseCredentialOffer(value: unknown): CredentialOffer {
  const read = readAs(offer, value, code, message)
  const known = readAs(grants, read.grants ?? {}, code, message)
  if (Object.keys(known).length === 0 && Object.keys(read.grants ?? {}).length > 0)
    throw new UnsupportedError('grant_type_unsupported', 'The offer has no grant that is known here.')
  return { ...read, grants: known }
}
