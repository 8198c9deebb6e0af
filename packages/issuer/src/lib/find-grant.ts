import { hashText } from '@lontar/credentials/jose'
import { afterSeconds } from './after-seconds.ts'
import type { ExternalAuthorization, ExternalGrant } from './external-authorization.ts'
import type { IssuerContext } from './issuer-context.ts'
import type { Grant } from './issuer-store.ts'
import { tokenLifeSeconds } from './token-life.ts'

/** Finds what an access token opens: one of this issuer, or one that the external server vouches for. */
export async function findGrant(context: IssuerContext, accessToken: string): Promise<Grant | undefined> {
  const tokenHash = await hashText(accessToken)
  const own = await context.store.readGrant(tokenHash, context.now())
  const { externalAuthorization } = context
  if (own !== undefined || externalAuthorization === undefined) return own
  return findExternalGrant(context, externalAuthorization, { accessToken, tokenHash })
}

async function findExternalGrant(
  { store, now }: IssuerContext,
  external: ExternalAuthorization,
  { accessToken, tokenHash }: { readonly accessToken: string; readonly tokenHash: string },
): Promise<Grant | undefined> {
  const grant = await external.introspect(accessToken)
  const instant = now()
  if (grant === undefined || grant.expiresAt <= instant) return undefined
  const { configurationIds, clientId, dpopThumbprint } = grant
  const last = afterSeconds(instant, tokenLifeSeconds)
  const opened = await store.openExternalGrant({
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
  return opened ? store.readGrant(tokenHash, instant) : undefined
}

async function issuanceOf({ issuance }: ExternalGrant) {
  if ('issuanceId' in issuance) return { issuanceId: issuance.issuanceId }
  return { issuerStateHash: await hashText(issuance.issuerState) }
}
