import type { GuardedResponse } from '@lontar/credentials/guarded-fetch'

/** Whether the status is of the 2xx class. */
export function isSuccess(response: GuardedResponse): boolean {
  return response.status >= 200 && response.status <= 299
}
