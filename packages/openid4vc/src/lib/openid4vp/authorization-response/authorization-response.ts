import type { RegisteredError } from '../../transport/registered-error.ts'

/** What a wallet answered, not verified: presentations, or an error. */
export type UnverifiedAnswer =
  | { readonly vpToken: Readonly<Record<string, string[]>>; readonly error?: undefined }
  | { readonly error: RegisteredError | 'unregistered_error'; readonly vpToken?: undefined }

/** The same with the `state` of the request that it claims to be for. */
export type UnverifiedAuthorizationResponse = UnverifiedAnswer & { readonly state: string }
