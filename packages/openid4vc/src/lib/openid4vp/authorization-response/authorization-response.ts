import type { RegisteredError } from '../../transport/registered-error.ts'

/** What a wallet answered, not verified: presentations, or an error. */
export type UnverifiedAuthorizationResponse =
  | {
      readonly state: string
      readonly vpToken: Readonly<Record<string, string[]>>
      readonly error?: undefined
    }
  | {
      readonly state: string
      readonly error: RegisteredError | 'unregistered_error'
      readonly vpToken?: undefined
    }
