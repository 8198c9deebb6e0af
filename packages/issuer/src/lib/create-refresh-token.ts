import { hashText } from '@lontar/credentials/jose'
import { afterSeconds } from './after-seconds.ts'
import type { AuthenticatedClient } from './authenticate-client.ts'
import { promiseLifeSeconds } from './defer-credentials.ts'
import { drawSecret } from './draw-secret.ts'
import type { IssuerContext } from './issuer-context.ts'
import { encryptForRefresh } from './refresh-token-key.ts'

/**
 * Creates the first refresh token of a grant, where the issuer gives them or an officer has to approve: for the client, its
 * instance and the DPoP key of its access token. The store gets the identity only as what this token alone can decrypt.
 * Where the issuer gives none, the one of a deferred grant serves to wait for what is promised under it and nothing else.
 *
 * @returns `undefined` where there is none, and after a failure, which is reported
 */
export async function createRefreshToken(
  context: IssuerContext,
  accessToken: string,
  authenticated: AuthenticatedClient | undefined,
): Promise<string | undefined> {
  try {
    return await keepRefreshToken(context, accessToken, authenticated)
  } catch (error) {
    // The code is used up: its access token must not be lost with the renewal.
    context.report(error)
    return undefined
  }
}

async function keepRefreshToken(
  { store, randomBytes, refreshTokenSeconds, now }: IssuerContext,
  accessToken: string,
  authenticated: AuthenticatedClient | undefined,
): Promise<string | undefined> {
  const instant = now()
  const grant = await store.readGrant(await hashText(accessToken), instant)
  if (grant?.identity === undefined) return undefined
  const promiseSeconds = grant.approval === 'deferred' ? promiseLifeSeconds : 0
  if (refreshTokenSeconds === undefined && promiseSeconds === 0) return undefined
  const { issuanceId, configurationIds, copies, clientId, dpopThumbprint, credentialIdentifiers } = grant
  const refreshToken = drawSecret(randomBytes)
  await store.createRefreshToken({
    tokenHash: await hashText(refreshToken),
    familyId: issuanceId,
    issuanceId,
    expiresAt: afterSeconds(instant, Math.max(refreshTokenSeconds ?? 0, promiseSeconds)),
    renewableUntil: afterSeconds(instant, refreshTokenSeconds ?? 0),
    ...(clientId !== undefined && { clientId }),
    ...(dpopThumbprint !== undefined && { dpopThumbprint }),
    configurationIds,
    identifiersGiven: credentialIdentifiers !== undefined,
    copies,
    identity: await encryptForRefresh(grant.identity, {
      refreshToken,
      instanceThumbprint: authenticated?.instanceThumbprint,
    }),
  })
  return refreshToken
}
