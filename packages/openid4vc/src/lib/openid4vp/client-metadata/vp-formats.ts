import { type JsonObject, signingAlgorithms } from '@lontar/credentials/jose'
import type { DcqlQuery } from '../../dcql/dcql-query.ts'

const sdJwtAlgorithms: JsonObject = Object.freeze({
  'sd-jwt_alg_values': signingAlgorithms,
  'kb-jwt_alg_values': signingAlgorithms,
})

/** What a Lontar verifier takes, for the credential and for its presentation alike (appendices B.1.3 and B.3.4). */
export const defaultVpFormats: Readonly<Record<'vc+sd-jwt' | 'dc+sd-jwt', JsonObject>> = {
  'vc+sd-jwt': sdJwtAlgorithms,
  'dc+sd-jwt': sdJwtAlgorithms,
}

const jwtAlgorithms: JsonObject = Object.freeze({ alg_values: signingAlgorithms })

/**
 * The formats and algorithms that a verifier takes when it sends a query: both SD-JWT formats, and each of the others
 * that it asks for.
 *
 * @param query the query of the request.
 * @returns `vp_formats_supported`.
 * @see OpenID4VP 1.0 section 11.1, appendices B.1.3 and B.3.4
 */
export function vpFormatsOf({ credentials }: DcqlQuery): Readonly<Record<string, JsonObject>> {
  const asked = credentials.map(({ format }) => format)
  const others = asked.filter((format) => format === 'vc+jwt' || format === 'jwt_vc_json')
  return { ...defaultVpFormats, ...Object.fromEntries(others.map((format) => [format, jwtAlgorithms])) }
}
