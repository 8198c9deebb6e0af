import { hashText } from '@lontar/credentials/jose'
import { afterSeconds } from './after-seconds.ts'
import type { ExternalAuthorization, ExternalGrant } from './external-authorization.ts'
import type { IssuerContext } from './issuer-context.ts'
import type { Grant } from './issuer-store.ts'
import { tokenLifeSeconds } from './token-life.ts'

/** Holds a request against the key that its token is bound to, if it is bound; throws what refuses it. */
export type RequireBinding = (dpopThumbprint: string | undefined) => Promise<void>

/**
 * Finds what an access token opens: one of this issuer, or one that the external server vouches for. The binding is
 * checked before anything is opened, so that who stole a bound token cannot use its offer up.
 *
 * @throws whatever `requireBinding` throws
 */
export async function findGrant(
  context: IssuerContext,
  accessToken: string,
  requireBinding: RequireBinding,
): Promise<Grant | undefined> {
  const tokenHash = await hashText(accessToken)
  const own = await context.store.readGrant(tokenHash, context.now())
  const { externalAuthorization } = context
  if (own !== undefined) await requireBinding(own.dpopThumbprint)
  if (own !== undefined || externalAuthorization === undefined) return own
  return findExternalGrant(context, externalAuthorization, { accessToken, tokenHash, requireBinding })
}

interface ExternalToken {
  readonly accessToken: string
  readonly tokenHash: string
  readonly requireBinding: RequireBinding
}

async function findExternalGrant(
  { store, now }: IssuerContext,
  external: ExternalAuthorization,
  { accessToken, tokenHash, requireBinding }: ExternalToken,
): Promise<Grant | undefined> {
  const grant = await external.introspect(accessToken)
  const instant = now()
  if (grant === undefined || grant.expiresAt <= instant) return undefined
  const { configurationIds, clientId, dpopThumbprint } = grant
  const last = afterSeconds(instant, tokenLifeSeconds)
  await requireBinding(dpopThumbprint)
  await store.openExternalGrant({
    issuance: await issuanceOf(grant),
    token: {
      tokenHash,
      expiresAt: new Date(Math.min(grant.expiresAt.getTime(), last.getTime())),
      ...(configurationIds !== undefined && { configurationIds }),
      ...(clientId !== undefined && { clientId }),
      ...(dpopThumbprint !== undefined && { dpopThumbprint }),
    },
    now: instant,
  })
  // Of simultaneous requests with one token another one may have opened it.
  return store.readGrant(tokenHash, instant)
}

async function issuanceOf({ issuance }: ExternalGrant) {
  if ('issuanceId' in issuance) return { issuanceId: issuance.issuanceId }
  return { issuerStateHash: await hashText(issuance.issuerState) }
}
