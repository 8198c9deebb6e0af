import { eraseHistory, listHistory } from './history.ts'
import { releaseRenewal } from './renewal.ts'
import {
  deleteStoredCredential,
  listStoredCredentials,
  requireStoredCredential,
} from './stored-credential.ts'
import type { Wallet } from './wallet.ts'
import type { WalletContext } from './wallet-context.ts'
import { toWalletCredential } from './wallet-credential.ts'

/** What a wallet does with what it holds. */
export function holding(
  context: WalletContext,
): Pick<Wallet, 'list' | 'show' | 'remove' | 'history' | 'eraseHistory'> {
  return {
    list: async () => (await listStoredCredentials(context)).map(toWalletCredential),
    async show(id) {
      const stored = await requireStoredCredential(context, id)
      const format = context.formats.find((candidate) => candidate.id === stored.format)
      const claims = (await format?.parse(stored.text))?.claims ?? {}
      return { ...toWalletCredential(stored), claims, credential: stored.text }
    },
    async remove(id) {
      const { batch } = await requireStoredCredential(context, id)
      await deleteStoredCredential(context, id)
      const left = await listStoredCredentials(context)
      if (!left.some((each) => each.batch === batch)) await releaseRenewal(context, batch)
    },
    history: () => listHistory(context),
    eraseHistory: () => eraseHistory(context),
  }
}
