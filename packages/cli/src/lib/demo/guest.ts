import { LontarError } from '@lontar/credentials/errors'
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
  | { readonly served: false; readonly code: string }

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
  const answered = await answer(wallet, asked.requestUri)
  const again = await fetch(url, { headers: { 'Lontar-Transaction': asked.transactionId } })
  if (answered.code !== undefined || !again.ok)
    return { served: false, code: answered.code ?? String(again.status) }
  return {
    served: true,
    claims: (await again.json()) as Record<string, unknown>,
    disclosed: answered.disclosed,
  }
}

async function answer(
  wallet: Wallet,
  requestUri: string,
): Promise<{ readonly disclosed: readonly string[]; readonly code?: string }> {
  try {
    const { disclosed } = await wallet.respond(await wallet.review(requestUri), { consent: true })
    return { disclosed }
  } catch (error) {
    if (error instanceof LontarError) return { disclosed: [], code: error.code }
    throw error
  }
}
