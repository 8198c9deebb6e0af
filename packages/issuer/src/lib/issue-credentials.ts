import { hashText, parseJson } from '@lontar/credentials/jose'
import { decodeVerifiedIdentity } from '@lontar/documents/verified-identity'
import { afterSeconds } from './after-seconds.ts'
import { drawSecret } from './draw-secret.ts'
import type { IssuerContext, OfferedConfiguration } from './issuer-context.ts'
import { keyUsed } from './key-used.ts'
import { type PlannedCredential, planCredential } from './plan-credential.ts'
import { Refusal } from './refusal.ts'
import { signCredential } from './sign-credential.ts'
import type { HolderKey } from './verify-proofs.ts'

/** What is to be issued: one credential for each key. */
export interface Issuance {
  readonly issuanceId: string
  /** The verified identity as JSON. */
  readonly identity: string
  readonly configuration: OfferedConfiguration
  readonly holderKeys: readonly HolderKey[]
}

/** What was issued. */
export interface IssuedCredentials {
  readonly credentials: readonly string[]
  /** By which the wallet can say what became of them. */
  readonly notificationId: string
}

/** How long a wallet may say what became of credentials, in seconds: 30 days. */
const notificationLifeSeconds = 2_592_000

/**
 * Issues credentials so that none can exist without a record (security R3, R7): places on the status list are
 * reserved and the intents committed before the signer is called, and the outcome is committed before anything is
 * handed out. Whatever fails in between, all the places are revoked and nothing is handed out.
 *
 * @throws Refusal `credential_request_denied` when the grant is used up, `invalid_proof` for a key that has a credential
 */
export async function issueCredentials(
  context: IssuerContext,
  issuance: Issuance,
): Promise<IssuedCredentials> {
  const planned = await planCredentials(context, issuance)
  const credentialIds = planned.map(({ intent }) => intent.credentialId)
  try {
    await recordIntents(context, planned)
    const credentials = await Promise.all(planned.map((plan) => signCredential(context, plan)))
    const notificationId = await openNotification(context, issuance.issuanceId, credentialIds)
    await context.store.recordIssued(credentialIds, context.now())
    return { credentials, notificationId }
  } catch (error) {
    // A refusal recorded nothing. After any other failure it is not known how far the store got.
    if (!(error instanceof Refusal)) await abandon(context, credentialIds)
    throw error
  }
}

async function planCredentials(
  context: IssuerContext,
  { issuanceId, identity: encoded, configuration, holderKeys }: Issuance,
): Promise<PlannedCredential[]> {
  const identity = decodeVerifiedIdentity(parseJson(encoded))
  const places = await context.store.reserveStatusPlaces(holderKeys.length)
  const issuedAt = context.now()
  return Promise.all(
    holderKeys.map((holderKey, index) => {
      const place = places[index]
      if (place === undefined) throw new RangeError('The store reserved fewer places than it was asked for.')
      return planCredential(context, { issuanceId, identity, configuration, holderKey, place, issuedAt })
    }),
  )
}

async function recordIntents(context: IssuerContext, planned: readonly PlannedCredential[]): Promise<void> {
  const outcome = await context.store.recordIntents(planned.map(({ intent }) => intent))
  if (outcome === 'quota_exceeded') {
    throw new Refusal('credential_request_denied', 'all credentials of this grant have been issued')
  }
  if (outcome === 'key_used') throw keyUsed()
}

async function openNotification(
  { store, now, randomBytes }: IssuerContext,
  issuanceId: string,
  credentialIds: readonly string[],
): Promise<string> {
  const notificationId = drawSecret(randomBytes)
  const createdAt = now()
  await store.createNotification({
    notificationHash: await hashText(notificationId),
    issuanceId,
    credentialIds,
    createdAt,
    expiresAt: afterSeconds(createdAt, notificationLifeSeconds),
  })
  return notificationId
}

/** When even this fails, the intents are still on record, and `recover` finds them. */
async function abandon(context: IssuerContext, credentialIds: readonly string[]): Promise<void> {
  try {
    await context.store.abandonIntents(credentialIds, context.now())
  } catch (error) {
    context.report(error)
  }
}
