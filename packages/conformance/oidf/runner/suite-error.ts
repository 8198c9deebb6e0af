/** The suite could not be asked, or did not do as asked. */
export class SuiteError extends Error {
  override readonly name = 'SuiteError'
  /** The HTTP status; absent when there was no answer. */
  readonly status: number | undefined
  constructor(message: string, status?: number, options?: ErrorOptions) {
    super(message, options)
    this.status = status
  }
}
