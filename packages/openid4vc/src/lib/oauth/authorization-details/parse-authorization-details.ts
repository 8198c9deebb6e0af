import { LontarError, MalformedError } from '@lontar/credentials/errors'
import { parseJson } from '@lontar/credentials/jose'
import * as v from 'valibot'
import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import { some } from '../../reading/some.ts'
import { text } from '../../reading/text.ts'
import { unique } from '../../reading/unique.ts'
import { type CredentialAuthorizationDetail, credentialDetailType } from './authorization-detail.ts'

/** What authorization details of a request are held against. */
export interface AuthorizationDetailsRules {
  /** The `authorization_servers` of the issuer's metadata; `undefined` when it publishes none. */
  readonly authorizationServersPublished: readonly string[] | undefined
  /** The Credential Issuer Identifier. */
  readonly credentialIssuer: string
}

const code = 'authorization_details_malformed'
const message = 'The authorization details lack a member or have a wrong one.'

const detail = objectOf({
  type: v.literal(credentialDetailType),
  credential_configuration_id: text(256),
  locations: v.exactOptional(v.pipe(v.array(text(2048)), v.maxLength(8))),
})

const details = v.pipe(v.array(detail), some(64))

/**
 * Reads the `authorization_details` of a request. Unknown members are ignored; another `type` is refused, because a
 * server must not act as if it had understood it.
 *
 * @param value The JSON text of the parameter, or its parsed value.
 * @throws MalformedError `authorization_details_malformed` (`invalid_authorization_details`): no array, an empty one,
 *   another type, a configuration that stands twice, `locations` that are missing while `authorization_servers` are
 *   published or that do not name the issuer.
 * @see OpenID4VCI 1.0 section 5.1.1; RFC 9396 section 5
 */
export function parseAuthorizationDetails(
  value: unknown,
  rules: AuthorizationDetailsRules,
): readonly CredentialAuthorizationDetail[] {
  const read = readAs(details, typeof value === 'string' ? parsed(value) : value, code, message)
  if (!unique(read.map((one) => one.credential_configuration_id))) {
    throw new MalformedError(code, 'The authorization details name a configuration twice.')
  }
  for (const { locations } of read) requireLocation(locations, rules)
  return read.map(({ credential_configuration_id: credentialConfigurationId, locations }) => ({
    credentialConfigurationId,
    ...(locations !== undefined && { locations }),
  }))
}

function parsed(json: string): unknown {
  try {
    return parseJson(json)
  } catch (cause) {
    if (!(cause instanceof LontarError)) throw cause
    throw new MalformedError(code, 'The authorization details are not a JSON text.', { cause })
  }
}

function requireLocation(
  locations: readonly string[] | undefined,
  { authorizationServersPublished, credentialIssuer }: AuthorizationDetailsRules,
): void {
  const missing = locations === undefined && authorizationServersPublished !== undefined
  if (missing || locations?.includes(credentialIssuer) === false) {
    throw new MalformedError(
      code,
      'The authorization details do not name the credential issuer in locations.',
    )
  }
}
