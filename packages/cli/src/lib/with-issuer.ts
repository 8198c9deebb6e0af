import type { Issuer } from '@lontar/issuer'
import type { Invocation } from './invocation.ts'
import { issuerConfiguration, withData } from './open-data.ts'
import { openIssuer } from './open-issuer.ts'

/** Opens the issuer of the data folder for one piece of work. */
export function withIssuer<Result>(
  invocation: Invocation,
  work: (issuer: Issuer) => Promise<Result>,
): Promise<Result> {
  return withData(invocation, async ({ configuration, store }) =>
    work(await openIssuer(store, issuerConfiguration(configuration), invocation.environment.now)),
  )
}
