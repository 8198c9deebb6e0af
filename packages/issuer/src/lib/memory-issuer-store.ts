import { OperationError } from '@lontar/credentials/errors'
import { encodeUtf8, equalBytes, type RandomBytes, randomBytes } from '@lontar/credentials/jose'
import type { RefreshTokenRecord } from './authorization-store.ts'
import type {
  CredentialRecord,
  CredentialStatus,
  Grant,
  IssuanceIntent,
  IssuerStore,
  OfferRecord,
  Redemption,
  StatusListSummary,
  StatusPlace,
} from './issuer-store.ts'
import { createMemoryAuthorizationStore } from './memory-authorization-store.ts'
import { createMemoryDeferredStore, type MemoryDeferredStore } from './memory-deferred-store.ts'
import { createMemoryNotificationStore } from './memory-notification-store.ts'
import { createMemoryReplayStore } from './memory-replay-store.ts'
import { grantedOf, type StoredCredential, type StoredOffer, type StoredToken } from './memory-rows.ts'
import { createMemoryStatusLists, type MemoryStatusLists } from './memory-status-lists.ts'

/** Options of `createMemoryIssuerStore`. */
export interface MemoryIssuerStoreOptions {
  /** How many places a status list has; 131,072 by default and at least, because a short list tells who is on it. */
  readonly statusListSize?: number
  /** Draws ids of status lists and places on them; the platform's secure generator by default. */
  readonly randomBytes?: RandomBytes
}

type StatusEntry = Pick<CredentialRecord, 'statusListId' | 'statusIndex' | 'status'>

interface Memory {
  readonly offers: Map<string, StoredOffer>
  readonly usedIdentities: Set<string>
  readonly tokens: Map<string, StoredToken>
  readonly refreshTokens: Map<string, RefreshTokenRecord>
  /** Hash of the nonce to its end. */
  readonly nonces: Map<string, Date>
  readonly credentials: Map<string, StoredCredential>
  readonly lists: MemoryStatusLists
  readonly published: Map<string, Date>
  /** What stays on the lists of credentials whose records are gone. */
  readonly left: StatusEntry[]
}

/**
 * Creates a store that forgets everything with the process and keeps personal data in clear. It is for trying things
 * and for tests, never for real people: `@lontar/store` is the one that lasts and encrypts.
 *
 * Each method decides and writes without interruption, so each is one atomic step as the port demands.
 */
export function createMemoryIssuerStore(options: MemoryIssuerStoreOptions = {}): IssuerStore {
  const memory: Memory = {
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

function createOffer(memory: Memory, offer: OfferRecord): 'created' | 'identity_used' {
  if (memory.usedIdentities.has(offer.identityJti)) return 'identity_used'
  if ([...memory.offers.values()].some(({ codeHash }) => codeHash === offer.codeHash)) throw broken()
  memory.usedIdentities.add(offer.identityJti)
  memory.offers.set(offer.issuanceId, { ...offer, tries: 0, redeemed: false, delivered: false })
  return 'created'
}

function readOffer({ offers }: Memory, issuanceId: string, now: Date): string | undefined {
  const offer = offers.get(issuanceId)
  if (offer === undefined || offer.redeemed || offer.expiresAt <= now) return undefined
  return offer.tries >= (offer.deadAfter ?? Number.POSITIVE_INFINITY) ? undefined : offer.credentialOffer
}

type RedeemInput = Parameters<IssuerStore['redeemCode']>[0]

async function redeemCode(memory: Memory, input: RedeemInput): Promise<Redemption> {
  const before = findRedeemable(memory, input)
  if ('outcome' in before) return before
  const token = tokenOf(before, input)
  const refreshToken = await input.createRefreshToken?.({ ...grantedOf(before), ...grantOf(token) })
  // While the refresh token was made somebody else may have come; from here on nothing interrupts.
  const offer = findRedeemable(memory, input)
  if ('outcome' in offer) return offer
  if (memory.tokens.has(input.tokenHash)) throw broken()
  offer.redeemed = true
  memory.tokens.set(input.tokenHash, token)
  if (refreshToken !== undefined) memory.refreshTokens.set(refreshToken.tokenHash, refreshToken)
  const { issuanceId, configurationIds } = token
  return { outcome: 'redeemed', issuanceId, configurationIds }
}

/** The offer, or what stands against its redemption; a wrong try is counted. */
function findRedeemable(
  memory: Memory,
  input: RedeemInput,
): StoredOffer | Exclude<Redemption, { readonly outcome: 'redeemed' }> {
  const offer = [...memory.offers.values()].find(({ codeHash }) => sameText(codeHash, input.codeHash))
  if (offer === undefined || offer.redeemed || offer.tries >= input.maxTries)
    return { outcome: 'code_invalid' }
  if (offer.expiresAt <= input.now) return { outcome: 'code_expired' }
  if (offer.txCode === null && input.txCode !== null) return { outcome: 'tx_code_unexpected' }
  if (offer.txCode !== null && input.txCode === null) return { outcome: 'tx_code_required' }
  if (!sameText(offer.txCode ?? '', input.txCode ?? '')) {
    offer.tries++
    offer.deadAfter = input.maxTries
    return { outcome: 'tx_code_wrong' }
  }
  const holdsAll = input.configurationIds?.every((id) => offer.configurationIds.includes(id)) ?? true
  return holdsAll ? offer : { outcome: 'configuration_refused' }
}

function tokenOf({ issuanceId, configurationIds: held }: StoredOffer, input: RedeemInput): StoredToken {
  const { configurationIds = held, credentialIdentifiers, clientId, dpopThumbprint } = input
  return {
    issuanceId,
    configurationIds,
    ...(credentialIdentifiers !== undefined && { credentialIdentifiers }),
    expiresAt: input.tokenExpiresAt,
    ...(clientId !== undefined && { clientId }),
    ...(dpopThumbprint !== undefined && { dpopThumbprint }),
  }
}

function readGrant({ offers, tokens }: Memory, tokenHash: string, now: Date): Grant | undefined {
  const token = tokens.get(tokenHash)
  const offer = token === undefined || token.expiresAt <= now ? undefined : offers.get(token.issuanceId)
  if (token === undefined || offer === undefined) return undefined
  return { ...grantedOf(offer), ...grantOf(token) }
}

function grantOf({ expiresAt: _end, ...granted }: StoredToken): Omit<StoredToken, 'expiresAt'> {
  return granted
}

function consumeNonces({ nonces }: Memory, nonceHashes: readonly string[], now: Date): boolean {
  const live = nonceHashes.every((hash) => (nonces.get(hash)?.getTime() ?? 0) > now.getTime())
  if (!live || nonceHashes.length === 0 || new Set(nonceHashes).size < nonceHashes.length) return false
  for (const hash of nonceHashes) nonces.delete(hash)
  return true
}

function recordIntents(
  memory: Memory,
  intents: readonly IssuanceIntent[],
): 'recorded' | 'quota_exceeded' | 'key_used' {
  const fits = intents.every(({ issuanceId, configurationId }) => {
    const wanted = intents.filter((other) => isOf(other, issuanceId, configurationId)).length
    return wanted <= countFree(memory, issuanceId, configurationId)
  })
  if (!fits) return 'quota_exceeded'
  if (intents.some((intent) => isKeyUsed(memory, intent, [intent.keyThumbprint]))) return 'key_used'
  if (!intents.every((intent) => isFreePlace(memory, intent))) throw broken()
  for (const intent of intents) {
    const { payloadDigest: _digest, keyId: _keyId, ...known } = intent
    const record: StoredCredential = { ...known, status: 'valid', state: 'intended', reason: undefined }
    memory.credentials.set(intent.credentialId, record)
  }
  return 'recorded'
}

/** A place belongs to one credential, and to none that was not reserved. */
function isFreePlace({ lists, credentials, left }: Memory, place: StatusPlace): boolean {
  const isOther = (one: StatusPlace) =>
    one.statusListId !== place.statusListId || one.statusIndex !== place.statusIndex
  return lists.isReserved(place) && [...credentials.values(), ...left].every(isOther)
}

/** What the constraints of a database refuse. */
function broken(): OperationError {
  return new OperationError('internal', 'What is to be kept goes against what is there.')
}

function recordIssued(memory: Memory, credentialIds: readonly string[]): void {
  const records = credentialIds.map((id) => memory.credentials.get(id))
  if (!records.every((record) => record?.state === 'intended')) {
    throw new OperationError('internal', 'A credential is not waiting to be issued.')
  }
  for (const record of records) if (record !== undefined) record.state = 'issued'
  const offer = memory.offers.get(records[0]?.issuanceId ?? '')
  if (offer === undefined || !isComplete(memory, offer)) return
  memory.offers.set(offer.issuanceId, { ...offer, identity: '', delivered: true })
}

function isComplete(memory: Memory, { issuanceId, configurationIds, copies }: OfferRecord): boolean {
  return configurationIds.every((id) => countLive(memory, issuanceId, id, 'issued') >= copies)
}

/** Nothing of what is not granted, and nothing while a credential of the row of renewals is taken away. */
function countFree(memory: Memory, issuanceId: string, configurationId: string): number {
  const offer = memory.offers.get(issuanceId)
  if (offer?.redeemed !== true || !offer.configurationIds.includes(configurationId)) return 0
  if (isTakenAway(memory, offer)) return 0
  return offer.copies - countLive(memory, issuanceId, configurationId)
}

function isTakenAway({ credentials, offers }: Memory, { issuanceId, renews }: StoredOffer): boolean {
  const family = renews ?? issuanceId
  return [...credentials.values()].some(
    (one) =>
      (offers.get(one.issuanceId)?.renews ?? one.issuanceId) === family &&
      one.state === 'issued' &&
      one.status !== 'valid',
  )
}

function isKeyUsed(
  { credentials }: Memory,
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

function extendRenewals(tokens: Map<string, RefreshTokenRecord>, familyId: string, until: Date): void {
  for (const [hash, token] of tokens) {
    if (token.familyId === familyId && token.expiresAt < until)
      tokens.set(hash, { ...token, expiresAt: until })
  }
}

/** Abandoned credentials are revoked and were never delivered, so they do not count against the grant. */
function countLive(
  { credentials }: Memory,
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

function isOf(
  entry: { readonly issuanceId: string; readonly configurationId: string },
  issuanceId: string,
  configurationId: string,
): boolean {
  return entry.issuanceId === issuanceId && entry.configurationId === configurationId
}

function abandon({ credentials }: Memory, chosen: (record: CredentialRecord) => boolean): number {
  const intended = [...credentials.values()].filter((record) => record.state === 'intended' && chosen(record))
  for (const record of intended) {
    record.state = 'abandoned'
    record.status = 'revoked'
  }
  return intended.length
}

function setCredentialStatus(
  { credentials }: Memory,
  { credentialId, status, reason }: Parameters<IssuerStore['setCredentialStatus']>[0],
): 'changed' | 'unknown' | 'refused' {
  const record = credentials.get(credentialId)
  if (record === undefined) return 'unknown'
  if (record.status === status) return 'changed'
  if (record.status === 'revoked') return 'refused'
  record.status = status
  record.reason = reason
  return 'changed'
}

function readStatusList({ lists, credentials, left }: Memory, statusListId: string) {
  const size = lists.sizeOf(statusListId)
  if (size === undefined) return undefined
  const entries = [...credentials.values(), ...left]
    .filter((record) => record.statusListId === statusListId && record.status !== 'valid')
    .map(({ statusIndex, status }) => ({ index: statusIndex, status }))
  return { size, entries }
}

/** The later of two processes that sign at once may be the first to say so. */
function recordPublished({ published }: Memory, statusListId: string, publishedAt: Date): void {
  const before = published.get(statusListId)
  if (before === undefined || before < publishedAt) published.set(statusListId, publishedAt)
}

function summaryOf(
  { credentials, published, left }: Memory,
  list: Pick<StatusListSummary, 'statusListId' | 'size' | 'used'>,
): StatusListSummary {
  const own = [...credentials.values(), ...left].filter(
    ({ statusListId }) => statusListId === list.statusListId,
  )
  const count = (wanted: CredentialStatus) => own.filter(({ status }) => status === wanted).length
  return {
    ...list,
    revoked: count('revoked'),
    suspended: count('suspended'),
    publishedAt: published.get(list.statusListId),
  }
}

function purge({ nonces, tokens, offers }: Memory, now: Date, reachable: readonly string[]): number {
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

interface Past {
  readonly endedBefore: Date
  readonly now: Date
  readonly familyOf: (issuanceId: string) => string
  readonly promisesOf: MemoryDeferredStore['promisesOf']
}

/** Forgets issuances that are long over, each with its renewals and credentials. */
function deletePast(memory: Memory, past: Past): number {
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
  { offers, tokens, refreshTokens, credentials }: Memory,
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

function copyOf<Value extends CredentialRecord | undefined>(record: Value): Value {
  return record === undefined ? record : { ...record }
}

/** Compares secrets in constant time (security A23). */
function sameText(left: string, right: string): boolean {
  return equalBytes(encodeUtf8(left), encodeUtf8(right))
}
