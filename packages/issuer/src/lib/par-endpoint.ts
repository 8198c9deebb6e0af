import { LontarError } from '@lontar/credentials/errors'
import { hashText } from '@lontar/credentials/jose'
import {
  type AuthorizationRequest,
  createPushedAuthorizationResponse,
  parsePushedAuthorizationRequest,
} from '@lontar/openid4vc/oauth'
import { afterSeconds } from './after-seconds.ts'
import { answerJson } from './answer.ts'
import { type AuthenticatedClient, authenticateClient } from './authenticate-client.ts'
import { authorizationLimits } from './authorization-limits.ts'
import { drawSecret } from './draw-secret.ts'
import type { IssuerContext } from './issuer-context.ts'
import type { PushedRequest } from './pushed-request.ts'
import { readBody } from './read-body.ts'
import { Refusal } from './refusal.ts'
import {
  authorizationDetailsRules,
  configurationsOfDetails,
  configurationsOfScope,
} from './requested-configurations.ts'
import { requireClient, requireRedirectUri } from './require-client.ts'
import { verifyDpop } from './verify-dpop.ts'

/**
 * Answers a pushed authorization request: everything is checked here, and the browser later carries a name for it.
 *
 * @see RFC 9126 section 2; OpenID4VCI 1.0 section 5.1.4; RFC 9449 section 10.1
 */
export async function answerPushedRequest(context: IssuerContext, request: Request): Promise<Response> {
  const body = await readBody(context, request, {
    expectedType: 'application/x-www-form-urlencoded',
    error: 'invalid_request',
  })
  const claimed = new URLSearchParams(body).get('client_id') ?? undefined
  const authenticated = await authenticateClient(context, request, claimed)
  const clientId = requireClient(context, { clientId: claimed, authenticated })
  const asked = readRequest(context, body)
  requireRedirectUri(context, { clientId, authenticated }, asked.redirectUri)
  const pushed = await checkRequest(context, request, asked)
  const { requestUriLifeSeconds: expiresInSeconds } = authorizationLimits
  const requestUri = `urn:ietf:params:oauth:request_uri:${drawSecret(context.randomBytes)}`
  await context.store.pushAuthorization({
    requestUriHash: await hashText(requestUri),
    clientId,
    request: JSON.stringify({ clientId, pushed: { ...pushed, ...instanceOf(authenticated) } }),
    expiresAt: afterSeconds(context.now(), expiresInSeconds),
  })
  return answerJson(createPushedAuthorizationResponse({ requestUri, expiresInSeconds }), { status: 201 })
}

function readRequest(context: IssuerContext, body: string): AuthorizationRequest {
  try {
    return parsePushedAuthorizationRequest(body, authorizationDetailsRules(context))
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw refusalOf(error)
  }
}

/** What of the request counts later on; nothing of it has to be read again. */
async function checkRequest(
  context: IssuerContext,
  request: Request,
  asked: AuthorizationRequest,
): Promise<PushedRequest> {
  const { scope, authorizationDetails, redirectUri, codeChallenge, state, issuerState } = asked
  const detailed = configurationsOfDetails(context, authorizationDetails)
  const configurationIds = [...new Set([...configurationsOfScope(context, scope), ...detailed])]
  if (configurationIds.length === 0) throw new Refusal('invalid_scope', 'the request asks for no credential')
  const dpopThumbprint = await dpopKeyOf(context, request, asked.dpopJkt)
  return {
    configurationIds,
    identifiersAsked: detailed.length > 0,
    scope,
    redirectUri,
    codeChallenge,
    ...(state !== undefined && { state }),
    ...(issuerState !== undefined && { issuerStateHash: await hashText(issuerState) }),
    ...(dpopThumbprint !== undefined && { dpopThumbprint }),
  }
}

/** The key to which the code is bound: that of a proof, which must be that of `dpop_jkt`, or the latter alone. */
async function dpopKeyOf(
  context: IssuerContext,
  request: Request,
  dpopJkt: string | undefined,
): Promise<string | undefined> {
  const proven = await verifyDpop(context, request, {
    ...(dpopJkt !== undefined && { expectedThumbprint: dpopJkt }),
  })
  return proven ?? dpopJkt
}

/** The code is of use to the instance that authenticated here, and to no other of the same client. */
function instanceOf(
  authenticated: AuthenticatedClient | undefined,
): Pick<PushedRequest, 'instanceThumbprint'> {
  return authenticated === undefined ? {} : { instanceThumbprint: authenticated.instanceThumbprint }
}

function refusalOf({ code }: LontarError): Refusal {
  switch (code) {
    case 'authorization_details_malformed':
      return new Refusal('invalid_authorization_details', 'the authorization details are malformed')
    case 'response_type_unsupported':
      return new Refusal('unsupported_response_type', 'only the response type code is supported')
    case 'request_object_unsupported':
      return new Refusal('request_not_supported', 'requests as a JWT are not supported')
    default:
      return new Refusal('invalid_request', 'the authorization request is malformed')
  }
}
