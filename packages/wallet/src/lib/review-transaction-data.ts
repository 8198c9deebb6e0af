import type { LocalizedText } from '@lontar/credentials'
import { MalformedError, UnsupportedError } from '@lontar/credentials/errors'
import type { RequestObject, TransactionData } from '@lontar/openid4vc/openid4vp'
import { displayText } from './display-text.ts'
import type { TransactionDataType, TransactionDataTypes } from './transaction-data-type.ts'

/** A transaction that the holder authorises by consenting. */
export interface ReviewedTransactionData {
  /** What kind it is. */
  readonly type: string
  /** What it says, as the type describes it: show it whole. */
  readonly text: LocalizedText
}

const maxTextLength = 500

/**
 * Says what a request asks the holder to authorise. All of it has to be known, or none of the request is answered.
 *
 * @throws UnsupportedError `transaction_data_unsupported` for a type that the application does not know.
 * @throws MalformedError `transaction_data_malformed` for a member or value that the type does not have.
 * @see OpenID4VP 1.0 sections 5.1, 8.4 and 8.5
 */
export function reviewTransactionData(
  { transactionData = [] }: Pick<RequestObject, 'transactionData'>,
  types: TransactionDataTypes,
): readonly ReviewedTransactionData[] {
  return transactionData.map((entry) => review(entry, typeOf(entry, types)))
}

function typeOf({ type }: TransactionData, types: TransactionDataTypes): TransactionDataType {
  const known = Object.hasOwn(types, type) ? types[type] : undefined
  if (known === undefined)
    throw new UnsupportedError(
      'transaction_data_unsupported',
      'The request has transaction data of a type that is not known.',
    )
  return known
}

function review({ type, data }: TransactionData, known: TransactionDataType): ReviewedTransactionData {
  const isWhole = Object.keys(data).every((name) => known.members.includes(name))
  const text = isWhole ? known.describe(data) : undefined
  if (text === undefined || !isShowable(text.id) || !isShowable(text.en)) {
    throw new MalformedError(
      'transaction_data_malformed',
      'The transaction data are not those of their type.',
    )
  }
  return {
    type: displayText(type),
    text: { id: displayText(text.id, maxTextLength), en: displayText(text.en, maxTextLength) },
  }
}

/** What would be cut is not shown at all: the holder would authorise what he did not read. */
function isShowable(text: string): boolean {
  return text.trim() !== '' && displayText(text, maxTextLength) === displayText(text, Number.MAX_SAFE_INTEGER)
}
