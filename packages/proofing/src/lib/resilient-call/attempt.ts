import type { CallFailure } from './call-failure.ts'

/** How one attempt ended. A failure may say how long to wait, in milliseconds. */
export type Attempt<Value> =
  | { readonly value: Value }
  | { readonly failure: CallFailure; readonly retryAfterMilliseconds?: number }
