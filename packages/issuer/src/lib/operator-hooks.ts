import { LontarError, OperationError } from '@lontar/credentials/errors'
import type { IssuerConfiguration } from './issuer-configuration.ts'
import type { IssuerContext } from './issuer-context.ts'

/** The operator's listeners, none of which can make a step of the issuer fail. */
export function operatorHooks(
  configuration: Pick<IssuerConfiguration, 'onError' | 'onNotification'>,
): Pick<IssuerContext, 'notify' | 'report'> {
  return {
    notify: (notification) => notify(configuration, notification),
    report: (error) => report(configuration, error),
  }
}

function notify(
  { onNotification }: Pick<IssuerConfiguration, 'onNotification'>,
  notification: Parameters<IssuerContext['notify']>[0],
): void {
  try {
    onNotification?.(notification)
  } catch {
    // Who listens to wallets must not make them believe that they were not heard.
  }
}

function report({ onError }: Pick<IssuerConfiguration, 'onError'>, error: unknown): void {
  const reason =
    error instanceof LontarError
      ? error
      : new OperationError('internal', 'The issuer could not finish a request.', { cause: error })
  try {
    onError?.(reason)
  } catch {
    // Who listens to failures must not cause one.
  }
}
