import type { DcqlCredentialQuery } from './dcql-query.ts'

/**
 * Whether a query takes a credential without proof that whoever shows it holds its key. Only the literal `false` waives
 * it. A request with such a query needs a `state`, and takes no transaction data.
 *
 * @see OpenID4VP 1.0 sections 5.3 and 6.1, appendix B.3.3
 */
export function waivesHolderBinding(query: DcqlCredentialQuery): boolean {
  return query.require_cryptographic_holder_binding === false
}
