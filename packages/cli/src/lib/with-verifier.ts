import type { Invocation } from './invocation.ts'
import { withData } from './open-data.ts'
import { type OpenVerifier, openVerifier, verifierConfiguration } from './open-verifier.ts'
import type { TrustWatch } from './watch-trust.ts'

/**
 * Opens the data folder and its verifier, runs the work and closes the folder again, whatever happens.
 *
 * @param watch told what becomes of the trust list; by default a person is warned.
 */
export function withVerifier<Result>(
  invocation: Invocation,
  work: (open: OpenVerifier) => Promise<Result>,
  watch?: TrustWatch,
): Promise<Result> {
  return withData(invocation, async ({ configuration, store }) =>
    work(await openVerifier(invocation, store, verifierConfiguration(configuration), watch)),
  )
}
