import { hashText } from '@lontar/credentials/jose'
import { afterSeconds } from './after-seconds.ts'
import type { AuthenticatedClient } from './authenticate-client.ts'
import type { CreateRefreshToken } from './authorization-store.ts'
import { promiseLifeSeconds } from './defer-credentials.ts'
import { drawSecret } from './draw-secret.ts'
import type { IssuerContext } from './issuer-context.ts'
import { encryptForRefresh } from './refresh-token-key.ts'

/** The first refresh token of a grant that a store has yet to open. */
export interface FirstRefreshToken {
  /** For the store to call while it uses the code up. */
  readonly createRefreshToken: CreateRefreshToken
  /** The token, once it was made; `undefined` where the grant has none. */
  readonly given: () => string | undefined
}

/**
 * Prepares the first refresh token of a grant, where the issuer gives them or an officer has to approve: for the client, its
 * instance and the DPoP key of its access token. The store gets the identity only as what this token alone can decrypt.
 * Where the issuer gives none, the one of a deferred grant serves to wait for what is promised under it and nothing else.
 */
export function prepareRefreshToken(
  context: IssuerContext,
  authenticated: AuthenticatedClient | undefined,
): FirstRefreshToken {
  const refreshToken = drawSecret(context.randomBytes)
  let made = false
  return {
    createRefreshToken: async (grant) => {
      const instant = context.now()
      const ends = endsOf(context, grant.approval, instant)
      if (grant.identity === undefined || ends === undefined) return undefined
      const { issuanceId, configurationIds, copies, clientId, dpopThumbprint, credentialIdentifiers } = grant
      const { instanceThumbprint } = authenticated ?? {}
      const identity = await encryptForRefresh(grant.identity, { refreshToken, instanceThumbprint })
      made = true
      return {
        ...ends,
        tokenHash: await hashText(refreshToken),
        familyId: issuanceId,
        issuanceId,
        ...(clientId !== undefined && { clientId }),
        ...(dpopThumbprint !== undefined && { dpopThumbprint }),
        configurationIds,
        identifiersGiven: credentialIdentifiers !== undefined,
        copies,
        identity,
      }
    },
    given: () => (made ? refreshToken : undefined),
  }
}

function endsOf(
  { refreshTokenSeconds }: IssuerContext,
  approval: 'deferred' | undefined,
  instant: Date,
): { readonly expiresAt: Date; readonly renewableUntil: Date } | undefined {
  const promiseSeconds = approval === 'deferred' ? promiseLifeSeconds : 0
  if (refreshTokenSeconds === undefined && promiseSeconds === 0) return undefined
  return {
    expiresAt: afterSeconds(instant, Math.max(refreshTokenSeconds ?? 0, promiseSeconds)),
    renewableUntil: afterSeconds(instant, refreshTokenSeconds ?? 0),
  }
}
