import { hashText } from '@lontar/credentials/jose'
import type { DeferredCredentials } from '@lontar/openid4vc/openid4vci'
import { afterSeconds } from './after-seconds.ts'
import { type DeferredContent, encodeDeferredContent } from './deferred-content.ts'
import { drawSecret } from './draw-secret.ts'
import type { IssuerContext } from './issuer-context.ts'
import { keyUsed } from './key-used.ts'
import { Refusal } from './refusal.ts'

/** How long a wallet should wait before it asks, in seconds. */
export const deferredIntervalSeconds = 5
/** How long an officer has, and then the wallet, in seconds: 30 days. */
export const promiseLifeSeconds = 2_592_000

/** What is to be issued later. */
export interface Deferral extends DeferredContent {
  readonly issuanceId: string
  readonly configurationId: string
}

/**
 * Puts an issuance before the officers, with the keys that were proven for it.
 *
 * @throws Refusal `credential_request_denied` when the grant is used up or what it asks for was denied, `invalid_proof`
 *   for a key that has or waits for a credential
 * @see OpenID4VCI 1.0 section 8.3
 */
export async function deferCredentials(
  context: IssuerContext,
  { issuanceId, configurationId, ...content }: Deferral,
): Promise<DeferredCredentials> {
  const transactionId = drawSecret(context.randomBytes)
  const createdAt = context.now()
  const outcome = await context.store.createDeferred({
    deferredId: drawSecret(context.randomBytes, 16),
    transactionHash: await hashText(transactionId),
    issuanceId,
    configurationId,
    count: content.holderKeys.length,
    keyThumbprints: content.holderKeys.map(({ thumbprint }) => thumbprint),
    content: encodeDeferredContent(content),
    createdAt,
    expiresAt: afterSeconds(createdAt, promiseLifeSeconds),
  })
  if (outcome === 'quota_exceeded') {
    throw new Refusal('credential_request_denied', 'all credentials of this grant were issued or wait')
  }
  if (outcome === 'key_used') throw keyUsed()
  return { transactionId, intervalSeconds: deferredIntervalSeconds }
}
