import { hashText, type RandomBytes } from '@lontar/credentials/jose'
import { afterSeconds } from './after-seconds.ts'
import { drawSecret } from './draw-secret.ts'
import type { ReplayStore } from './replay-store.ts'

/** What server nonces are made of. */
export interface ServerNonceOptions {
  readonly store: ReplayStore
  readonly now: () => Date
  readonly randomBytes: RandomBytes
}

/** The nonces that DPoP proofs and client attestations must hold, so that none can be made in advance. */
export interface ServerNonce {
  /** The newest one. */
  readonly give: () => Promise<string>
  /** Whether a nonce was given, by whichever process on the same store, and is still good. */
  readonly isGood: (nonce: string) => Promise<boolean>
}

/** How long one nonce is given, in seconds. */
const givenSeconds = 60
/** How long a nonce is good for at least, in seconds. */
const goodSeconds = 300
/** How far the clocks of processes on one store may lie apart, in seconds. */
const skewSeconds = 60

/**
 * Creates the keeper of server nonces. It draws one a minute and gives it to everyone: a nonce says when a proof was
 * made, and the `jti` sees to it that a proof serves once. So the store grows by one row a minute, whoever asks.
 *
 * @see RFC 9449 sections 8 and 11.2
 */
export function createServerNonce({ store, now, randomBytes }: ServerNonceOptions): ServerNonce {
  let newest: { readonly nonce: Promise<string>; readonly until: Date } | undefined
  async function draw(instant: Date): Promise<string> {
    const nonce = drawSecret(randomBytes)
    await store.createServerNonce(await hashText(nonce), afterSeconds(instant, givenSeconds + goodSeconds))
    return nonce
  }
  async function give(): Promise<string> {
    const instant = now()
    const latest = afterSeconds(instant, givenSeconds)
    // One that is given for longer than that was drawn before the clock was set back.
    if (newest === undefined || newest.until <= instant || newest.until > latest) {
      newest = { nonce: draw(instant), until: latest }
    }
    const { nonce } = newest
    try {
      return await nonce
    } catch (error) {
      // What the store did not keep must not be given to the next one either.
      if (newest?.nonce === nonce) newest = undefined
      throw error
    }
  }
  return Object.freeze({
    give,
    isGood: async (nonce: string) => {
      const instant = now()
      const latestEnd = afterSeconds(instant, givenSeconds + goodSeconds + skewSeconds)
      return store.hasServerNonce(await hashText(nonce), instant, latestEnd)
    },
  })
}
