import type { Invocation } from './invocation.ts'
import { withData } from './open-data.ts'
import { type OpenVerifier, openVerifier, type Serving, verifierConfiguration } from './open-verifier.ts'

/**
 * Opens the data folder and its verifier, runs the work and closes the folder again, whatever happens.
 *
 * @param serving what only a server has.
 */
export function withVerifier<Result>(
  invocation: Invocation,
  work: (open: OpenVerifier) => Promise<Result>,
  serving?: Serving,
): Promise<Result> {
  return withData(invocation, async ({ configuration, store }) =>
    work(await openVerifier(invocation, store, verifierConfiguration(configuration), serving)),
  )
}
