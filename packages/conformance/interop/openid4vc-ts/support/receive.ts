import type { InteropRooms } from '../../support/rooms.ts'
import {
  type BindingMethod,
  type ForeignWallet,
  openForeignWallet,
  type ResolvedOffer,
} from './foreign-wallet.ts'

/** A credential in the hands of a foreign wallet. */
export interface ReceivedCredential {
  readonly wallet: ForeignWallet
  readonly resolved: ResolvedOffer
  readonly text: string
}

/** The whole way of a foreign wallet to one credential. */
export async function receive(
  rooms: InteropRooms,
  configurationId: string,
  binding: BindingMethod = 'jwk',
): Promise<ReceivedCredential> {
  const wallet = await openForeignWallet()
  const { credentialOfferUri, txCode } = await rooms.offer({ configurationIds: [configurationId] })
  const resolved = await wallet.resolveOffer(credentialOfferUri)
  const accessToken = await wallet.redeem(resolved, txCode ?? undefined)
  const text = await wallet.collect(resolved, { configurationId, accessToken, binding })
  return { wallet, resolved, text }
}
