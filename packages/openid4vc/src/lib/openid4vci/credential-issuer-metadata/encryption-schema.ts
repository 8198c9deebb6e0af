import { isJsonObject } from '@lontar/credentials/jose'
import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'
import { text } from '../../reading/text.ts'
import { unique } from '../../reading/unique.ts'
import type {
  IssuerEncryptionJwk,
  RequestEncryptionSupported,
  ResponseEncryptionSupported,
} from './credential-issuer-metadata.ts'

const names = v.pipe(v.array(text(64)), v.minLength(1), v.maxLength(64))

// Sections 10 and 12.2.4: every key has a `kid` of its own and an `alg`. A private part would be no secret any more.
const key = v.custom<IssuerEncryptionJwk>(
  (value) =>
    isJsonObject(value) &&
    [value.kid, value.alg, value.kty].every((member) => typeof member === 'string' && member !== '') &&
    !('d' in value || 'k' in value),
)

/** `credential_request_encryption` (section 12.2.4). */
export const requestEncryptionSchema: v.GenericSchema<unknown, RequestEncryptionSupported> = objectOf({
  jwks: objectOf({
    keys: v.pipe(
      v.array(key),
      v.minLength(1),
      v.maxLength(32),
      v.check((keys) => unique(keys.map(({ kid }) => kid))),
    ),
  }),
  enc_values_supported: names,
  zip_values_supported: v.exactOptional(names),
  encryption_required: v.boolean(),
})

/** `credential_response_encryption` (section 12.2.4). */
export const responseEncryptionSchema: v.GenericSchema<unknown, ResponseEncryptionSupported> = objectOf({
  alg_values_supported: names,
  enc_values_supported: names,
  zip_values_supported: v.exactOptional(names),
  encryption_required: v.boolean(),
})
