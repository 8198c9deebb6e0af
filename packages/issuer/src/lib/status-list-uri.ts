/** One of the forms in which a status list is published. */
export type StatusListForm = 'token' | 'revocation' | 'suspension'

/**
 * The address of a status list, which is also the `sub` of its token or the `id` of its credential. It has no query
 * (security D12). A Bitstring Status List has one bit for each place, so there is one for each purpose.
 */
export function statusListUri(
  issuerUrl: string,
  statusListId: string,
  form: StatusListForm = 'token',
): string {
  const uri = `${issuerUrl}/status/${statusListId}`
  return form === 'token' ? uri : `${uri}/${form}`
}

/** The address of the document that names every status list. */
export function statusAggregationUri(issuerUrl: string): string {
  return `${issuerUrl}/status`
}
