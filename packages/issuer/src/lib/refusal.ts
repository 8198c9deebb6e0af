import type { RegisteredError } from '@lontar/openid4vc/openid4vci'

/** An answer that refuses a request, thrown from wherever the reason is found. It never leaves this package. */
export class Refusal extends Error {
  readonly status: number
  readonly error: RegisteredError
  readonly headers: Readonly<Record<string, string>>

  constructor(
    error: RegisteredError,
    description: string,
    options: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(description)
    this.name = 'Refusal'
    this.error = error
    this.status = options.status ?? 400
    this.headers = options.headers ?? {}
  }
}
