import type { MemoryDeferredStore } from './memory-deferred-store.ts'
import type { IssuerMemory } from './memory-issuer-rows.ts'

/** Forgets nonces, tokens and identities that are past their time; returns how many. */
export function purge(
  { nonces, tokens, offers }: IssuerMemory,
  now: Date,
  reachable: readonly string[],
): number {
  const deadNonces = [...nonces].filter(([, expiresAt]) => expiresAt <= now)
  const deadTokens = [...tokens].filter(([, { expiresAt }]) => expiresAt <= now)
  for (const [hash] of deadNonces) nonces.delete(hash)
  for (const [hash] of deadTokens) tokens.delete(hash)
  const redeemable = new Set([...reachable, ...[...tokens.values()].map(({ issuanceId }) => issuanceId)])
  const dead = [...offers.values()].filter(
    ({ issuanceId, identity, redeemed, expiresAt }) =>
      identity !== '' && !redeemable.has(issuanceId) && (redeemed || expiresAt <= now),
  )
  for (const offer of dead) {
    offers.set(offer.issuanceId, { ...offer, identity: '', delivered: true })
  }
  return deadNonces.length + deadTokens.length + dead.length
}

/** What says that an issuance is over. */
export interface Past {
  readonly endedBefore: Date
  readonly now: Date
  readonly familyOf: (issuanceId: string) => string
  readonly promisesOf: MemoryDeferredStore['promisesOf']
}

/** Forgets issuances that are long over, each with its renewals and credentials; returns how many. */
export function deletePast(memory: IssuerMemory, past: Past): number {
  const { offers, credentials, usedIdentities, left } = memory
  const families = new Set([...offers.keys()].map(past.familyOf))
  const over = new Set([...families].filter((family) => isOver(memory, past, family)))
  const oldOffers = [...offers.values()].filter(({ issuanceId }) => over.has(past.familyOf(issuanceId)))
  const old = [...credentials.values()].filter(({ issuanceId }) => over.has(past.familyOf(issuanceId)))
  for (const { credentialId, statusListId, statusIndex, status } of old) {
    left.push({ statusListId, statusIndex, status })
    credentials.delete(credentialId)
  }
  for (const { issuanceId, identityJti } of oldOffers) {
    offers.delete(issuanceId)
    usedIdentities.delete(identityJti)
  }
  return old.length + oldOffers.length
}

function isOver(
  { offers, tokens, refreshTokens, credentials }: IssuerMemory,
  { endedBefore, familyOf, promisesOf, now }: Past,
  family: string,
): boolean {
  const issuances = [...offers.values()].filter(({ issuanceId }) => familyOf(issuanceId) === family)
  const given = [...issuances, ...credentials.values()]
  const own = given.filter(({ issuanceId }) => familyOf(issuanceId) === family)
  const promised = issuances.some(({ issuanceId }) => {
    const { open, denied } = promisesOf(issuanceId, now)
    return open || denied.length > 0
  })
  return (
    !promised &&
    own.every(({ expiresAt }) => expiresAt <= endedBefore) &&
    [...tokens.values()].every(({ issuanceId }) => familyOf(issuanceId) !== family) &&
    [...refreshTokens.values()].every(({ familyId }) => familyId !== family)
  )
}
