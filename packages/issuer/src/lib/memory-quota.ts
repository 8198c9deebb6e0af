import type { IssuanceIntent } from './issuer-store.ts'
import type { IssuerMemory } from './memory-issuer-rows.ts'
import type { StoredOffer } from './memory-rows.ts'

/**
 * How many more credentials a grant allows: nothing of what is not granted, and nothing while a credential of the row of
 * renewals is taken away.
 */
export function countFree(memory: IssuerMemory, issuanceId: string, configurationId: string): number {
  const offer = memory.offers.get(issuanceId)
  if (offer?.redeemed !== true || !offer.configurationIds.includes(configurationId)) return 0
  if (isTakenAway(memory, offer)) return 0
  return offer.copies - countLive(memory, issuanceId, configurationId)
}

function isTakenAway({ credentials, offers }: IssuerMemory, { issuanceId, renews }: StoredOffer): boolean {
  const family = renews ?? issuanceId
  return [...credentials.values()].some(
    (one) =>
      (offers.get(one.issuanceId)?.renews ?? one.issuanceId) === family &&
      one.state === 'issued' &&
      one.status !== 'valid',
  )
}

/** Whether one of the keys has a credential of the issuance. */
export function isKeyUsed(
  { credentials }: IssuerMemory,
  { issuanceId, configurationId }: Pick<IssuanceIntent, 'issuanceId' | 'configurationId'>,
  keys: readonly string[],
): boolean {
  return [...credentials.values()].some(
    (record) =>
      isOf(record, issuanceId, configurationId) &&
      record.state !== 'abandoned' &&
      keys.includes(record.keyThumbprint),
  )
}

/** How many credentials count against a grant: abandoned ones are revoked and were never delivered, so they do not. */
export function countLive(
  { credentials }: IssuerMemory,
  issuanceId: string,
  configurationId: string,
  state?: 'issued',
): number {
  return [...credentials.values()].filter(
    (record) =>
      isOf(record, issuanceId, configurationId) &&
      record.state !== 'abandoned' &&
      (state === undefined || record.state === state),
  ).length
}

/** Whether it is of that issuance and configuration. */
export function isOf(
  entry: { readonly issuanceId: string; readonly configurationId: string },
  issuanceId: string,
  configurationId: string,
): boolean {
  return entry.issuanceId === issuanceId && entry.configurationId === configurationId
}
