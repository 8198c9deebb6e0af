import { type JsonObject, signingAlgorithms } from '@lontar/credentials/jose'

/** The `client_metadata` of a Request Object (OpenID4VP 1.0 section 5.1). */
export interface ClientMetadata {
  /** Shown to the holder, beside the identifier and never instead of it. */
  readonly client_name?: string
  /** The formats and algorithms that the verifier takes. */
  readonly vp_formats_supported?: Readonly<Record<string, JsonObject>>
}

const sdJwtAlgorithms: JsonObject = Object.freeze({
  'sd-jwt_alg_values': signingAlgorithms,
  'kb-jwt_alg_values': signingAlgorithms,
})

/** What a Lontar verifier takes, for the credential and for the key binding alike (appendix B.3.4). */
export const defaultVpFormats: Readonly<Record<'vc+sd-jwt' | 'dc+sd-jwt', JsonObject>> = {
  'vc+sd-jwt': sdJwtAlgorithms,
  'dc+sd-jwt': sdJwtAlgorithms,
}
