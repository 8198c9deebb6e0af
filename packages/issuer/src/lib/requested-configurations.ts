import { LontarError } from '@lontar/credentials/errors'
import {
  type AuthorizationDetailsRules,
  type CredentialAuthorizationDetail,
  parseAuthorizationDetails,
} from '@lontar/openid4vc/oauth'
import { authorizationServersOf } from './authorization-servers.ts'
import type { IssuerContext } from './issuer-context.ts'
import { Refusal } from './refusal.ts'

/** What authorization details that come to this issuer are held against. */
export function authorizationDetailsRules(context: IssuerContext): AuthorizationDetailsRules {
  const authorizationServersPublished = authorizationServersOf(context)
  return { authorizationServersPublished, credentialIssuer: context.url }
}

/**
 * Reads the configurations that the `authorization_details` of a token request name.
 *
 * @returns `undefined` when there are none
 * @throws Refusal `invalid_authorization_details`
 * @see OpenID4VCI 1.0 section 6.1; RFC 9396 section 6
 */
export function readRequestedDetails(
  context: IssuerContext,
  text: string | undefined,
): readonly string[] | undefined {
  if (text === undefined) return undefined
  try {
    return configurationsOfDetails(
      context,
      parseAuthorizationDetails(text, authorizationDetailsRules(context)),
    )
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw new Refusal('invalid_authorization_details', 'the authorization details are malformed')
  }
}

/**
 * The configurations that authorization details name.
 *
 * @throws Refusal `invalid_authorization_details` for one that the issuer does not have
 */
export function configurationsOfDetails(
  { configurations }: IssuerContext,
  details: readonly CredentialAuthorizationDetail[],
): readonly string[] {
  const ids = details.map(({ credentialConfigurationId }) => credentialConfigurationId)
  if (ids.every((id) => configurations.has(id))) return ids
  throw new Refusal(
    'invalid_authorization_details',
    'the authorization details name an unknown configuration',
  )
}

/** The configurations of scopes: a scope stands for a credential type in every format. Others are ignored. */
export function configurationsOfScope(
  { configurations }: IssuerContext,
  scope: readonly string[],
): readonly string[] {
  return [...configurations.values()].filter(({ typeId }) => scope.includes(typeId)).map(({ id }) => id)
}

/**
 * What of a scope was granted.
 *
 * @returns `undefined` when it is all of it
 * @see RFC 6749 section 3.3
 */
export function narrowedScope(
  { configurations }: IssuerContext,
  asked: readonly string[],
  configurationIds: readonly string[],
): readonly string[] | undefined {
  const typeIds: readonly (string | undefined)[] = configurationIds.map(
    (id) => configurations.get(id)?.typeId,
  )
  const granted = asked.filter((value) => typeIds.includes(value))
  return granted.length === 0 || granted.length === asked.length ? undefined : granted
}
