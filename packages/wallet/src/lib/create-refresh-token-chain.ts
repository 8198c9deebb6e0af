/** Under which records with refresh tokens are changed, one change after the other. */
export const refreshTokenTurn = 'refresh tokens'

/** Which refresh token came in the place of which, as long as the wallet is open. */
export interface RefreshTokenChain {
  /** The newest token that came in the place of one; that one itself while it was not replaced. */
  latest(token: string): string
  /** Notes that a token was used up and brought another one. */
  replace(old: string, refreshToken: string): void
}

/**
 * Creates the memory of one wallet: who read a refresh token before another call used it up finds the one that counts.
 *
 * @see RFC 6749 section 6
 */
export function createRefreshTokenChain(): RefreshTokenChain {
  const successors = new Map<string, string>()
  return Object.freeze({
    latest(token: string) {
      let newest = token
      for (let next = successors.get(newest); next !== undefined; next = successors.get(newest)) newest = next
      return newest
    },
    replace(old: string, refreshToken: string) {
      // A server that gives an old token again starts anew, so that no ring is closed.
      successors.delete(refreshToken)
      if (old !== refreshToken) successors.set(old, refreshToken)
    },
  })
}
