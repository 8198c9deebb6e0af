/** The address of a status list, which is also the `sub` of its token. It has no query (security D12). */
export function statusListUri(issuerUrl: string, statusListId: string): string {
  return `${issuerUrl}/status/${statusListId}`
}
