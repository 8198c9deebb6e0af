import type { TransactionData } from '@lontar/openid4vc/openid4vp'

/**
 * Chooses which presentation authorises which transaction: the first whose query its data name. Only one does.
 *
 * @param presentations what would be presented, in its order.
 * @returns for each presentation the data that it authorises, in the order of the request; `undefined` when there is
 *   nothing to authorise one of them with.
 * @see OpenID4VP 1.0 section 5.1
 */
export function assignTransactionData(
  transactionData: readonly TransactionData[],
  presentations: readonly { readonly queryId: string }[],
): readonly (readonly TransactionData[])[] | undefined {
  const chosen = transactionData.map(({ credentialIds }) =>
    presentations.findIndex(({ queryId }) => credentialIds.includes(queryId)),
  )
  if (chosen.includes(-1)) return undefined
  return presentations.map((_, index) => transactionData.filter((__, entry) => chosen[entry] === index))
}
