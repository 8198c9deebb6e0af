import { type RandomBytes, randomBytes } from '@lontar/credentials/jose'
import type { RefreshTokenRecord } from './authorization-store.ts'
import type { IssuerStore } from './issuer-store.ts'
import { createMemoryAuthorizationStore } from './memory-authorization-store.ts'
import { abandon, copyOf, recordIntents, recordIssued, setCredentialStatus } from './memory-credentials.ts'
import { createMemoryDeferredStore } from './memory-deferred-store.ts'
import type { IssuerMemory } from './memory-issuer-rows.ts'
import { createMemoryNotificationStore } from './memory-notification-store.ts'
import { createOffer, readGrant, readOffer, redeemCode } from './memory-offers.ts'
import { deletePast, purge } from './memory-purge.ts'
import { countFree, isKeyUsed } from './memory-quota.ts'
import { createMemoryReplayStore } from './memory-replay-store.ts'
import { readStatusList, recordPublished, summaryOf } from './memory-status.ts'
import { createMemoryStatusLists } from './memory-status-lists.ts'

/** Options of `createMemoryIssuerStore`. */
export interface MemoryIssuerStoreOptions {
  /** How many places a status list has; 131,072 by default and at least, because a short list tells who is on it. */
  readonly statusListSize?: number
  /** Draws ids of status lists and places on them; the platform's secure generator by default. */
  readonly randomBytes?: RandomBytes
}

/**
 * Creates a store that forgets everything with the process and keeps personal data in clear. It is for trying things
 * and for tests, never for real people: `@lontar/store` is the one that lasts and encrypts.
 *
 * Each method decides and writes without interruption, so each is one atomic step as the port demands.
 */
export function createMemoryIssuerStore(options: MemoryIssuerStoreOptions = {}): IssuerStore {
  const memory: IssuerMemory = {
    offers: new Map(),
    usedIdentities: new Set(),
    tokens: new Map(),
    refreshTokens: new Map(),
    nonces: new Map(),
    credentials: new Map(),
    published: new Map(),
    left: [],
    lists: createMemoryStatusLists(options.statusListSize ?? 131_072, options.randomBytes ?? randomBytes),
  }
  const familyOf = (issuanceId: string) => memory.offers.get(issuanceId)?.renews ?? issuanceId
  const { refreshTokens } = memory
  const { purgeReplays, ...replays } = createMemoryReplayStore()
  const { purgeDeferred, recoverDeferred, promisesOf, ...deferred } = createMemoryDeferredStore({
    countFree: (issuanceId, configurationId) => countFree(memory, issuanceId, configurationId),
    isKeyUsed: (place, keys) => isKeyUsed(memory, place, keys),
    familyOf,
    isRenewable: (issuanceId) => [...refreshTokens.values()].some((token) => token.issuanceId === issuanceId),
    extendRenewals: (familyId, until) => extendRenewals(refreshTokens, familyId, until),
  })
  const { purgeNotifications, ...notifications } = createMemoryNotificationStore(familyOf)
  const { purgeAuthorizations, reachableIssuances, ...authorizations } = createMemoryAuthorizationStore({
    ...memory,
    promisesOf,
  })
  return Object.freeze<IssuerStore>({
    ...authorizations,
    ...replays,
    ...deferred,
    ...notifications,
    createOffer: async (offer) => createOffer(memory, offer),
    readOffer: async (issuanceId, now) => readOffer(memory, issuanceId, now),
    redeemCode: async (input) => redeemCode(memory, input),
    readGrant: async (tokenHash, now) => readGrant(memory, tokenHash, now),
    createNonce: async (nonceHash, expiresAt) => void memory.nonces.set(nonceHash, expiresAt),
    consumeNonces: async (nonceHashes, now) => consumeNonces(memory, nonceHashes, now),
    reserveStatusPlaces: async (count) => memory.lists.reserve(count),
    recordIntents: async (intents) => recordIntents(memory, intents),
    recordIssued: async (credentialIds) => recordIssued(memory, credentialIds),
    abandonIntents: async (credentialIds) =>
      void abandon(memory, (record) => credentialIds.includes(record.credentialId)),
    recover: async (before) => {
      recoverDeferred(before)
      return abandon(memory, ({ createdAt }) => createdAt < before)
    },
    readCredential: async (credentialId) => copyOf(memory.credentials.get(credentialId)),
    listCredentials: async (limit) => [...memory.credentials.values()].reverse().slice(0, limit).map(copyOf),
    setCredentialStatus: async (input) => setCredentialStatus(memory, input),
    readStatusList: async (statusListId) => readStatusList(memory, statusListId),
    readStatusLists: async () => memory.lists.all().map((list) => summaryOf(memory, list)),
    recordStatusListPublished: async (id, publishedAt) => recordPublished(memory, id, publishedAt),
    purge: async (now, endedBefore) =>
      purgeAuthorizations(now) +
      purge(memory, now, reachableIssuances()) +
      purgeReplays(now) +
      purgeDeferred(now) +
      purgeNotifications(now) +
      (endedBefore === undefined ? 0 : deletePast(memory, { endedBefore, familyOf, promisesOf, now })),
  })
}

function consumeNonces({ nonces }: IssuerMemory, nonceHashes: readonly string[], now: Date): boolean {
  const live = nonceHashes.every((hash) => (nonces.get(hash)?.getTime() ?? 0) > now.getTime())
  if (!live || nonceHashes.length === 0 || new Set(nonceHashes).size < nonceHashes.length) return false
  for (const hash of nonceHashes) nonces.delete(hash)
  return true
}

function extendRenewals(tokens: Map<string, RefreshTokenRecord>, familyId: string, until: Date): void {
  for (const [hash, token] of tokens) {
    if (token.familyId === familyId && token.expiresAt < until)
      tokens.set(hash, { ...token, expiresAt: until })
  }
}
