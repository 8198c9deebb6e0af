/** The `status.status_list` member of a credential (Token Status List section 6.2). */
export interface StatusListReference {
  readonly uri: string
  /** 0 or more. */
  readonly idx: number
}
