import type { LocalizedText } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import { isLegalBasis, type LegalBasis } from '@lontar/documents/ask'
import type { DcqlQuery } from '@lontar/openid4vc/dcql'

/** Why a query is asked, as the holder reads it. */
export interface QueryPurpose {
  /** A name for the service, such as `car_rental`; 1 to 128 characters. A wallet looks it up for what it may be asked. */
  readonly service: string
  /** What the answer is for; each text of 1 to 500 characters. */
  readonly purpose: LocalizedText
  /** Why the asker may process the answer. */
  readonly legalBasis: LegalBasis
  /** How long the asker keeps the answer, in days; 0 or more. */
  readonly retentionDays: number
}

/** A DCQL query of one's own, and why it is asked. */
export interface QueryRequest extends QueryPurpose {
  /** The query as it goes out, once it was read strictly; unknown members are left out. */
  readonly dcqlQuery: DcqlQuery
}

/**
 * Reads why a query is asked, by the rules that wallets hold a request to.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE`
 */
export function readQueryPurpose({
  service,
  purpose,
  legalBasis,
  retentionDays,
}: QueryRequest): QueryPurpose {
  if (!isText(service, 128)) throw invalidArgument('service must be a text of 1 to 128 characters.')
  if (!isText(purpose?.id, 500) || !isText(purpose?.en, 500))
    throw invalidArgument('purpose must have texts of 1 to 500 characters in id and en.')
  if (!isLegalBasis(legalBasis)) throw invalidArgument('legalBasis must be a basis of UU 27/2022 article 20.')
  if (!Number.isSafeInteger(retentionDays) || retentionDays < 0)
    throw invalidArgument('retentionDays must be a whole number from 0.')
  return { service, purpose: { id: purpose.id, en: purpose.en }, legalBasis, retentionDays }
}

function isText(value: unknown, maxLength: number): boolean {
  return typeof value === 'string' && value.length <= maxLength && /^(?!\s*$)[^\p{Cc}\p{Cf}]+$/u.test(value)
}
