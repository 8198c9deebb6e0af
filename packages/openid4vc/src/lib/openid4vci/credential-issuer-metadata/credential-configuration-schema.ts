import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'
import { text } from '../../reading/text.ts'
import { unique } from '../../reading/unique.ts'
import type { CredentialConfiguration, MetadataDisplay } from './credential-issuer-metadata.ts'

const texts = v.pipe(v.array(text()), v.minLength(1), v.maxLength(64))

const displayEntry = objectOf({
  name: v.exactOptional(text(500)),
  locale: v.exactOptional(text(64)),
  logo: v.exactOptional(objectOf({ uri: text(65_536), alt_text: v.exactOptional(text(500)) })),
  description: v.exactOptional(text(2000)),
  background_color: v.exactOptional(text(64)),
  background_image: v.exactOptional(objectOf({ uri: text(65_536) })),
  text_color: v.exactOptional(text(64)),
})

/** Display entries, one per locale (section 12.2.4). */
export const displaySchema: v.GenericSchema<unknown, MetadataDisplay[]> = v.pipe(
  v.array(displayEntry),
  v.minLength(1),
  v.maxLength(256),
  v.check((entries) => unique(entries.flatMap(({ locale }) => (locale === undefined ? [] : [locale])))),
)

const path = v.pipe(
  v.array(v.union([v.string(), v.null(), v.pipe(v.number(), v.safeInteger(), v.minValue(0))])),
  v.minLength(1),
)

const proofType = objectOf({
  proof_signing_alg_values_supported: texts,
  // Appendix D.2: an empty object asks for any attestation.
  key_attestations_required: v.exactOptional(
    objectOf({ key_storage: v.exactOptional(texts), user_authentication: v.exactOptional(texts) }),
  ),
})

const members = {
  scope: v.exactOptional(text()),
  cryptographic_binding_methods_supported: v.exactOptional(texts),
  credential_signing_alg_values_supported: v.exactOptional(
    v.pipe(v.array(v.union([text(), v.number()])), v.minLength(1)),
  ),
  proof_types_supported: v.exactOptional(
    objectOf({ jwt: v.exactOptional(proofType), attestation: v.exactOptional(proofType) }),
  ),
  credential_metadata: v.exactOptional(
    objectOf({
      display: v.exactOptional(displaySchema),
      claims: v.exactOptional(
        v.pipe(
          v.array(
            objectOf({
              path,
              mandatory: v.exactOptional(v.boolean()),
              display: v.exactOptional(displaySchema),
            }),
          ),
          v.minLength(1),
          v.maxLength(512),
        ),
      ),
    }),
  ),
}

const vctConfiguration = objectOf({ ...members, format: v.literal('dc+sd-jwt'), vct: text() })

const w3cConfiguration = objectOf({
  ...members,
  format: v.picklist(['vc+sd-jwt', 'vc+jwt', 'jwt_vc_json']),
  credential_definition: objectOf({ '@context': v.exactOptional(texts), type: texts }),
})

const otherConfiguration = objectOf({
  format: v.pipe(text(), v.notValues(['dc+sd-jwt', 'vc+sd-jwt', 'vc+jwt', 'jwt_vc_json'])),
})

/** A configuration; of a format that is not implemented here only the name of the format is kept. */
export const credentialConfigurationSchema: v.GenericSchema<unknown, CredentialConfiguration> = v.pipe(
  v.union([vctConfiguration, w3cConfiguration, otherConfiguration]),
  // Section 12.2.4: both or neither.
  v.check(
    (configuration: CredentialConfiguration) =>
      (configuration.cryptographic_binding_methods_supported === undefined) ===
      (configuration.proof_types_supported === undefined),
  ),
)
