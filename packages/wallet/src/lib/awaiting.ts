import { collectDeferred } from './collect-deferred.ts'
import {
  deleteDeferredIssuance,
  listDeferredIssuances,
  requireDeferredIssuance,
} from './deferred-issuance.ts'
import { renewCredential } from './renew-credential.ts'
import { requireStoredCredential } from './stored-credential.ts'
import type { Wallet } from './wallet.ts'
import type { WalletContext } from './wallet-context.ts'
import { toWalletCredential } from './wallet-credential.ts'

/** What a wallet does later on: take what was promised, and renew what it has. */
export function awaiting(context: WalletContext): Pick<Wallet, 'pending' | 'collect' | 'forget' | 'renew'> {
  return {
    async pending() {
      const issuances = await listDeferredIssuances(context)
      return issuances.map(({ id, issuer, configurationId, createdAt, availableAt }) => ({
        ...{ id, issuer, configurationId, createdAt, availableAt },
      }))
    },
    async collect(id, options = {}) {
      const outcome = await collectDeferred(context, id, options)
      if (outcome.state === 'pending') return outcome
      return { state: 'received', credentials: outcome.credentials.map(toWalletCredential) }
    },
    async forget(id) {
      await requireDeferredIssuance(context, id)
      await deleteDeferredIssuance(context, id)
    },
    async renew(id, options = {}) {
      const stored = await requireStoredCredential(context, id)
      return (await renewCredential(context, stored, options)).map(toWalletCredential)
    },
  }
}
