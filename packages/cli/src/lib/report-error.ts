import { LontarError, OperationError } from '@lontar/credentials/errors'
import type { Invocation } from './invocation.ts'

/**
 * Makes the hook that tells an operator of a server's failures: each is one line of JSON on stderr with the class, the
 * code and the fixed message of the error, and nothing of its cause.
 */
export function errorReporter({ environment }: Pick<Invocation, 'environment'>): (error: unknown) => void {
  return (error) => {
    const known =
      error instanceof LontarError ? error : new OperationError('internal', 'something unexpected failed')
    environment.stderr.write(`${JSON.stringify({ error: known })}\n`)
  }
}
