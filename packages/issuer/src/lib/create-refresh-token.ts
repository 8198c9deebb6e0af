import { hashText } from '@lontar/credentials/jose'
import { afterSeconds } from './after-seconds.ts'
import type { AuthenticatedClient } from './authenticate-client.ts'
import { drawSecret } from './draw-secret.ts'
import type { IssuerContext } from './issuer-context.ts'
import { encryptForRefresh } from './refresh-token-key.ts'

/**
 * Creates the first refresh token of a grant, where the issuer gives them: for the client, its instance and the DPoP key of
 * its access token. The store gets the identity only as what this token alone can decrypt.
 *
 * @returns `undefined` where the issuer gives none
 */
export async function createRefreshToken(
  { store, randomBytes, refreshTokenSeconds, now }: IssuerContext,
  accessToken: string,
  authenticated: AuthenticatedClient | undefined,
): Promise<string | undefined> {
  if (refreshTokenSeconds === undefined) return undefined
  const instant = now()
  const grant = await store.readGrant(await hashText(accessToken), instant)
  if (grant?.identity === undefined) return undefined
  const { issuanceId, configurationIds, copies, clientId, dpopThumbprint, credentialIdentifiers } = grant
  const refreshToken = drawSecret(randomBytes)
  await store.createRefreshToken({
    tokenHash: await hashText(refreshToken),
    familyId: issuanceId,
    issuanceId,
    expiresAt: afterSeconds(instant, refreshTokenSeconds),
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
