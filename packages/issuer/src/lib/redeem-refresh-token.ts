import { hashText } from '@lontar/credentials/jose'
import type { RefreshTokenRequest } from '@lontar/openid4vc/openid4vci'
import { afterSeconds } from './after-seconds.ts'
import type { RefreshTokenRecord } from './authorization-store.ts'
import { bindToken } from './bind-token.ts'
import { credentialIdentifiersOf } from './credential-identifiers.ts'
import { drawSecret } from './draw-secret.ts'
import type { IssuerContext } from './issuer-context.ts'
import { decryptForRefresh, encryptForRefresh } from './refresh-token-key.ts'
import { Refusal } from './refusal.ts'
import { configurationsOfScope, readRequestedDetails } from './requested-configurations.ts'
import { tokenLifeSeconds } from './token-life.ts'
import type { IssuedToken, TokenRequestSender } from './token-request-sender.ts'

/**
 * Redeems a refresh token, once: it brings an access token and the refresh token that takes its place, until the end of
 * the first. One that is used twice ends all of them, with the access tokens. Only the token itself opens the identity that the new credentials are made from.
 *
 * @see RFC 6749 section 6; RFC 9700 section 4.14; docs/decisions/0015
 */
export async function redeemRefreshToken(
  context: IssuerContext,
  asked: RefreshTokenRequest,
  { request, authenticated }: TokenRequestSender,
): Promise<IssuedToken> {
  const tokenHash = await hashText(asked.refreshToken)
  const record = await context.store.readRefreshToken(tokenHash, context.now())
  const clientId = authenticated?.clientId ?? asked.clientId
  if (record === undefined || record.clientId !== clientId) throw invalidToken()
  const configurationIds = narrow(context, asked, record.configurationIds)
  const dpopThumbprint = await bindToken(context, request, record.dpopThumbprint)
  if (record.identity === '') {
    await context.store.endRenewals(record.familyId)
    throw invalidToken()
  }
  return rotate(context, {
    tokenHash,
    refreshToken: asked.refreshToken,
    record,
    configurationIds,
    identifiersAsked: asked.authorizationDetails !== undefined,
    dpopThumbprint,
    instanceThumbprint: authenticated?.instanceThumbprint,
  })
}

const daySeconds = 86_400

interface Rotation {
  readonly tokenHash: string
  readonly refreshToken: string
  readonly record: RefreshTokenRecord
  readonly configurationIds: readonly string[]
  readonly identifiersAsked: boolean
  readonly dpopThumbprint: string | undefined
  readonly instanceThumbprint: string | undefined
}

async function rotate(context: IssuerContext, rotation: Rotation): Promise<IssuedToken> {
  const { record, refreshToken, configurationIds, dpopThumbprint, instanceThumbprint } = rotation
  const { store, randomBytes } = context
  const [accessToken, next] = [drawSecret(randomBytes), drawSecret(randomBytes)]
  const identity = await decryptForRefresh(record.identity, { refreshToken, instanceThumbprint })
  if (identity === undefined) throw invalidToken()
  const { familyId: _family, issuanceId: _issuance, ...kept } = record
  const identified = record.identifiersGiven || rotation.identifiersAsked
  const credentialIdentifiers = identified ? credentialIdentifiersOf(configurationIds) : undefined
  const now = context.now()
  const outcome = await store.rotateRefreshToken({
    tokenHash: rotation.tokenHash,
    clientId: record.clientId,
    dpopThumbprint: record.dpopThumbprint,
    next: {
      ...kept,
      tokenHash: await hashText(next),
      identity: await encryptForRefresh(identity, { refreshToken: next, instanceThumbprint }),
      ...(dpopThumbprint !== undefined && { dpopThumbprint }),
    },
    token: {
      tokenHash: await hashText(accessToken),
      expiresAt: afterSeconds(now, tokenLifeSeconds),
      configurationIds,
      ...(record.clientId !== undefined && { clientId: record.clientId }),
      ...(dpopThumbprint !== undefined && { dpopThumbprint }),
      ...(credentialIdentifiers !== undefined && { credentialIdentifiers }),
    },
    renewals: { atMost: context.renewalsPerDay, since: afterSeconds(now, -daySeconds) },
    issuance: {
      issuanceId: drawSecret(randomBytes, 16),
      codeHash: await hashText(drawSecret(randomBytes)),
      identity,
    },
    now,
  })
  if (outcome === 'refused') throw invalidToken()
  return { accessToken, dpopThumbprint, credentialIdentifiers, refreshToken: next }
}

/** RFC 6749 section 6: no more than was granted. */
function narrow(
  context: IssuerContext,
  { scope, authorizationDetails }: RefreshTokenRequest,
  granted: readonly string[],
): readonly string[] {
  const requested = readRequestedDetails(context, authorizationDetails)
  if (requested?.every((id) => granted.includes(id)) === false) {
    throw new Refusal('invalid_authorization_details', 'more is asked for than was authorized')
  }
  const asked = requested ?? (scope === undefined ? granted : configurationsOfScope(context, scope))
  const narrowed = granted.filter((id) => asked.includes(id))
  if (narrowed.length === 0) throw new Refusal('invalid_scope', 'nothing of what is asked for was authorized')
  return narrowed
}

/** Unknown, used, over, of another client or instance, and stopped by a revocation look the same (security H14). */
function invalidToken(): Refusal {
  return new Refusal('invalid_grant', 'the refresh token is not valid')
}
