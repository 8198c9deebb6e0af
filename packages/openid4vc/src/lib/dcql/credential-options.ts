import type { DcqlQuery } from './dcql-query.ts'

/** A group of queries of which one option answers. */
export interface OptionGroup {
  /** Sets of query ids, best first. */
  readonly options: readonly (readonly string[])[]
  readonly required: boolean
}

/**
 * The groups that a response has to answer. Without `credential_sets` every query stands for itself and is
 * required; with them, a query that no set names is never answered (OpenID4VP 1.0 section 6.4.2).
 */
export function credentialOptions(query: DcqlQuery): OptionGroup[] {
  if (query.credential_sets === undefined) {
    return query.credentials.map(({ id }) => ({ options: [[id]], required: true }))
  }
  return query.credential_sets.map(({ options, required = true }) => ({ options, required }))
}
