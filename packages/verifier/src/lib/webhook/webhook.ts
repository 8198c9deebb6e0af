import type { Signer } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import { createGuardedFetch, type GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { returnAddress } from '../public-url.ts'
import type { VerifierOptions } from '../verifier-options.ts'

/** Where verdicts are told, and who signs that. */
export interface Webhook {
  readonly url: string
  readonly signer: Signer
  readonly fetch: GuardedFetch
}

/**
 * Reads where verdicts are to be told.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` unless the URL is https, or http on loopback, and there is a signer
 */
export function webhookOf(
  { webhookUrl, fetch = createGuardedFetch({}) }: Pick<VerifierOptions, 'webhookUrl' | 'fetch'>,
  signer: Signer | undefined,
): Webhook | undefined {
  if (webhookUrl === undefined) return undefined
  if (signer === undefined) throw invalidArgument('A verifier with a webhook has a signer.')
  return { url: returnAddress(webhookUrl), signer, fetch }
}
