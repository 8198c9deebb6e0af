import type { TrustList } from '@lontar/credentials'
import { LontarError, OperationError } from '@lontar/credentials/errors'
import type { TrustSource } from '@lontar/credentials/trust'
import type { Invocation } from './invocation.ts'

/** Tells an operator what becomes of the trust list of a server. */
export interface TrustWatch {
  /** Told why a newer list was not taken while the last good one still holds. */
  onRefused(reason: LontarError): void
  /** The same source, watched. */
  watched(source: TrustSource): TrustSource
}

/**
 * Tells on stderr, each once and as one line of JSON, that a list could not be renewed, that none holds any more
 * (`trust_list_lost`), and that one holds again (`trust_list_holds`). Like every event it says the code and the fixed
 * message of an error, and nothing of its cause.
 */
export function createTrustWatch({ environment }: Pick<Invocation, 'environment'>): TrustWatch {
  let holds = true
  let newest: TrustList | undefined
  let refused: string | undefined
  const tell = (event: string, error?: LontarError): void =>
    void environment.stderr.write(`${JSON.stringify({ event, ...(error && { error }) })}\n`)

  function found(list: TrustList): TrustList {
    if (!holds) tell('trust_list_holds')
    holds = true
    // A list that was renewed is another object; the next failure is then a new one.
    if (newest !== undefined && newest !== list) refused = undefined
    newest = list
    return list
  }

  function lost(error: unknown): never {
    const known =
      error instanceof LontarError ? error : new OperationError('internal', 'something unexpected failed')
    if (holds) tell('trust_list_lost', known)
    holds = false
    throw error
  }

  return Object.freeze({
    onRefused: (reason: LontarError): void => {
      if (refused !== reason.code) tell('trust_list_not_renewed', reason)
      refused = reason.code
    },
    watched:
      (source: TrustSource): TrustSource =>
      () =>
        source().then(found, lost),
  })
}
