import { isJsonObject, type JsonObject } from '@lontar/credentials/jose'
import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'
import { shownText, text } from '../../reading/text.ts'
import type { UnverifiedClientMetadata } from './client-metadata.ts'

const jsonObject = v.custom<JsonObject>(isJsonObject)

const message = objectOf({
  client_name: v.exactOptional(shownText(256)),
  // A key that cannot be used is skipped and not refused (section 8.3).
  jwks: v.exactOptional(objectOf({ keys: v.pipe(v.array(jsonObject), v.minLength(1), v.maxLength(32)) })),
  encrypted_response_enc_values_supported: v.exactOptional(
    v.pipe(v.array(text(64)), v.minLength(1), v.maxLength(64)),
  ),
  vp_formats_supported: v.exactOptional(v.record(text(64), jsonObject)),
})

/** Reads `client_metadata`; unknown members are ignored (OpenID4VP 1.0 section 5.1). */
export const clientMetadataSchema: v.GenericSchema<unknown, UnverifiedClientMetadata> = v.pipe(
  message,
  v.transform((read) => ({
    ...(read.client_name !== undefined && { clientName: read.client_name }),
    keys: read.jwks?.keys ?? [],
    encryptions: read.encrypted_response_enc_values_supported ?? ['A128GCM'],
  })),
)
