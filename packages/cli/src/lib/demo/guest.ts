import { type ErrorCode, ProtocolError } from '@lontar/credentials/errors'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createMemoryVault, openWallet, type Wallet } from '@lontar/wallet'
import type { Handout } from './office.ts'

/** How a visit to a guarded page ended. */
export type Visit =
  | {
      readonly served: true
      readonly claims: Readonly<Record<string, unknown>>
      readonly disclosed: readonly string[]
    }
  | { readonly served: false; readonly status: number; readonly refusal: ErrorCode | undefined }

/** A guest with a wallet. */
export interface Guest {
  readonly wallet: Wallet
  receive(handout: Handout): Promise<number>
  /** Opens a guarded page: is asked, answers with consent, and opens it again. */
  visit(url: string): Promise<Visit>
}

/** A guest with an empty wallet in memory. */
export async function createGuest(): Promise<Guest> {
  const fetchGuarded = createGuardedFetch({ dangerouslyAllowLoopbackHttp: true })
  const wallet = await openWallet({ vault: createMemoryVault(), fetch: fetchGuarded })
  return {
    wallet,
    receive: async ({ credentialOfferUri, txCode }) =>
      (await wallet.receive(credentialOfferUri, { txCode, acceptUntrustedIssuer: true })).length,
    visit: (url) => visit(wallet, url),
  }
}

async function visit(wallet: Wallet, url: string): Promise<Visit> {
  const asked = (await (await fetch(url)).json()) as {
    readonly requestUri: string
    readonly transactionId: string
  }
  const answer = await answerRequest(wallet, asked.requestUri)
  const again = await fetch(url, { headers: { 'Lontar-Transaction': asked.transactionId } })
  if (answer.refusal !== undefined || !again.ok)
    return { served: false, status: again.status, refusal: answer.refusal }
  return {
    served: true,
    claims: (await again.json()) as Record<string, unknown>,
    disclosed: answer.disclosed,
  }
}

interface Answer {
  readonly disclosed: readonly string[]
  /** Why the wallet or the verifier said no. */
  readonly refusal?: ErrorCode
}

/** Agrees to what is asked; a wallet that holds nothing fitting says no to the verifier. */
async function answerRequest(wallet: Wallet, requestUri: string): Promise<Answer> {
  const review = await wallet.review(requestUri)
  if (review.blocked !== null) {
    await wallet.decline(review)
    return { disclosed: [], refusal: review.blocked }
  }
  try {
    const { disclosed } = await wallet.respond(review, { consent: true })
    return { disclosed }
  } catch (error) {
    if (error instanceof ProtocolError) return { disclosed: [], refusal: error.code }
    throw error
  }
}
