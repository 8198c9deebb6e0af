import type {
  AuthorizationStore,
  RefreshTokenRecord,
  RotationInput,
  SignedInAs,
  SignInInput,
  SignInOutcome,
  TokenRecord,
} from './authorization-store.ts'
import type { MemoryDeferredStore } from './memory-deferred-store.ts'
import { grantedOf, type StoredCredential, type StoredOffer, type StoredToken } from './memory-rows.ts'
import { sameText } from './same-text.ts'

/** The rows that the authorization side shares with the rest of the memory store. */
export interface AuthorizationMemory {
  readonly offers: Map<string, StoredOffer>
  readonly tokens: Map<string, StoredToken>
  readonly credentials: Map<string, StoredCredential>
  readonly refreshTokens: Map<string, RefreshTokenRecord>
  readonly promisesOf: MemoryDeferredStore['promisesOf']
}

/** The authorization side of the memory store. */
export interface MemoryAuthorizationStore extends AuthorizationStore {
  /** Forgets what is past its time; returns how many entries. */
  readonly purgeAuthorizations: (now: Date) => number
  /** The issuances that a code can still open. */
  readonly reachableIssuances: () => readonly string[]
}

interface Authorization {
  readonly state: 'pushed' | 'signing_in' | 'granted'
  readonly clientId: string
  readonly request: string
  readonly expiresAt: Date
  tries: number
  readonly issuanceId?: string
  readonly configurationIds?: readonly string[]
  /** Whether the code was used. */
  readonly used?: true
}

interface Rows extends AuthorizationMemory {
  /** By the hash of the one secret that moves it on: request_uri, then session, then code. */
  readonly authorizations: Map<string, Authorization>
}

/** Creates the part of the memory store that authorizes. */
export function createMemoryAuthorizationStore(memory: AuthorizationMemory): MemoryAuthorizationStore {
  const rows: Rows = { ...memory, authorizations: new Map() }
  const { authorizations, refreshTokens } = rows
  return {
    pushAuthorization: async ({ requestUriHash, clientId, request, expiresAt }) =>
      void authorizations.set(requestUriHash, { state: 'pushed', clientId, request, expiresAt, tries: 0 }),
    openSignIn: async (input) => openSignIn(rows, input),
    readSignIn: async (hash, now) => live(rows, hash, 'signing_in', now)?.request,
    endSignIn: async (hash) =>
      authorizations.get(hash)?.state === 'signing_in' && authorizations.delete(hash),
    signIn: async (input) => signIn(rows, input),
    readCode: async (hash, now) => {
      const code = live(rows, hash, 'granted', now)
      if (code === undefined) return undefined
      const { clientId, request, configurationIds = [], issuanceId, used } = code
      const usedFor = used && issuanceId
      return { clientId, request, configurationIds, ...(usedFor !== undefined && { usedFor }) }
    },
    redeemAuthorizationCode: async (input) => redeemAuthorizationCode(rows, input),
    openExternalGrant: async (input) => openExternalGrant(rows, input),
    readRefreshToken: async (hash, now) => {
      const row = refreshTokens.get(hash)
      return row === undefined || row.expiresAt <= now ? undefined : { ...row }
    },
    rotateRefreshToken: async (input) => rotate(rows, input),
    endRenewals: async (familyId) => {
      for (const [hash, row] of refreshTokens) if (row.familyId === familyId) refreshTokens.delete(hash)
      for (const [hash, { issuanceId }] of rows.tokens)
        if (isOfFamily(rows, issuanceId, familyId)) rows.tokens.delete(hash)
    },
    purgeAuthorizations: (now) => purge(authorizations, now) + purge(refreshTokens, now),
    reachableIssuances: () =>
      [...authorizations.values()].flatMap(({ issuanceId, used }) => (used ? [] : (issuanceId ?? []))),
  }
}

function live(
  { authorizations }: Rows,
  hash: string,
  state: Authorization['state'],
  now: Date,
): Authorization | undefined {
  const row = authorizations.get(hash)
  return row !== undefined && row.state === state && row.expiresAt > now ? row : undefined
}

function openSignIn(rows: Rows, input: Parameters<AuthorizationStore['openSignIn']>[0]): string | undefined {
  const pushed = live(rows, input.requestUriHash, 'pushed', input.now)
  if (pushed === undefined || pushed.clientId !== input.clientId) return undefined
  rows.authorizations.delete(input.requestUriHash)
  const { sessionHash, expiresAt } = input
  rows.authorizations.set(sessionHash, { ...pushed, state: 'signing_in', expiresAt })
  return pushed.request
}

function signIn(rows: Rows, input: SignInInput): SignInOutcome {
  const session = live(rows, input.sessionHash, 'signing_in', input.now)
  if (session === undefined || session.tries >= input.maxTries) return 'dead'
  const offer = [...rows.offers.values()].find(
    (one) => isNamed(one, input.as) && isOpen(one, input) && !hasLiveCode(rows, one, input.now),
  )
  if (offer === undefined || !isRight(offer, input)) {
    session.tries++
    if (offer !== undefined) countTry(rows, offer, input.maxTries)
    return 'wrong'
  }
  if (!isOfOffer(offer, input)) {
    session.tries++
    return 'wrong'
  }
  const configurationIds = offer.configurationIds.filter((id) => input.configurationIds.includes(id))
  if (configurationIds.length === 0) return 'nothing_to_collect'
  const { issuanceId } = offer
  rows.authorizations.delete(input.sessionHash)
  rows.authorizations.set(input.codeHash, {
    ...session,
    state: 'granted',
    expiresAt: input.codeExpiresAt,
    issuanceId,
    configurationIds,
  })
  return 'signed_in'
}

function isNamed({ issuanceId, signIn: own }: StoredOffer, as: SignedInAs): boolean {
  if (own === undefined) return false
  return 'issuanceId' in as ? as.issuanceId === issuanceId : as.registrationNumber === own.registrationNumber
}

function isOpen(offer: StoredOffer, { maxTries, now }: Pick<SignInInput, 'maxTries' | 'now'>): boolean {
  return !offer.redeemed && offer.expiresAt > now && offer.tries < maxTries
}

/** A code that ended unredeemed leaves its offer to the next sign-in. */
function hasLiveCode({ authorizations }: Rows, { issuanceId }: StoredOffer, now: Date): boolean {
  return [...authorizations.values()].some(
    (one) => one.issuanceId === issuanceId && one.used === undefined && one.expiresAt > now,
  )
}

function isRight({ signIn: own }: StoredOffer, { as }: SignInInput): boolean {
  if (own === undefined) return false
  return 'issuanceId' in as || sameText(as.oneTimeCode, own.oneTimeCode)
}

/** Anybody can begin a session with any `issuer_state`, so the wrong one is no guess at the numbers. */
function isOfOffer({ signIn: own }: StoredOffer, { issuerStateHash }: SignInInput): boolean {
  return issuerStateHash === undefined || issuerStateHash === own?.issuerStateHash
}

/** The last wrong try kills an offer and erases what it held. */
function countTry({ offers }: Rows, offer: StoredOffer, maxTries: number): void {
  const counted = { ...offer, tries: offer.tries + 1, deadAfter: maxTries }
  const erased = { ...withoutSecrets(counted), identity: '', credentialOffer: '', delivered: true }
  offers.set(offer.issuanceId, counted.tries < maxTries ? counted : erased)
}

async function redeemAuthorizationCode(
  rows: Rows,
  { codeHash, token, createRefreshToken, now }: Parameters<AuthorizationStore['redeemAuthorizationCode']>[0],
): Promise<string | undefined> {
  const redeemable = () => {
    const code = live(rows, codeHash, 'granted', now)
    const offer = code?.used ? undefined : rows.offers.get(code?.issuanceId ?? '')
    return code && offer && { code, offer }
  }
  const before = redeemable()
  const { tokenHash: _hash, expiresAt: _end, ...granted } = token
  const refreshToken = before && (await createRefreshToken?.({ ...grantedOf(before.offer), ...granted }))
  // While the refresh token was made somebody else may have come; from here on nothing interrupts.
  const still = redeemable()
  if (still === undefined) return undefined
  const { code, offer } = still
  rows.authorizations.set(codeHash, { ...code, used: true })
  // Only now, because a code may end unredeemed: then the holder signs in again.
  rows.offers.set(offer.issuanceId, { ...withoutSecrets(offer), redeemed: true })
  keepToken(rows, offer.issuanceId, token)
  if (refreshToken !== undefined) rows.refreshTokens.set(refreshToken.tokenHash, refreshToken)
  return offer.issuanceId
}

function withoutSecrets(offer: StoredOffer): StoredOffer {
  const { signIn: _signIn, ...rest } = offer
  return rest
}

function openExternalGrant(
  { offers, tokens }: Rows,
  { issuance, token, now }: Parameters<AuthorizationStore['openExternalGrant']>[0],
): boolean {
  const offer = [...offers.values()].find((one) =>
    'issuanceId' in issuance
      ? one.issuanceId === issuance.issuanceId
      : one.signIn?.issuerStateHash === issuance.issuerStateHash,
  )
  if (offer?.signIn === undefined || offer.redeemed || offer.expiresAt <= now) return false
  const { tokenHash, configurationIds = offer.configurationIds, ...rest } = token
  const granted = offer.configurationIds.filter((id) => configurationIds.includes(id))
  if (granted.length === 0) return false
  offers.set(offer.issuanceId, { ...withoutSecrets(offer), redeemed: true })
  tokens.set(tokenHash, { ...rest, configurationIds: granted, issuanceId: offer.issuanceId })
  return true
}

function keepToken({ tokens }: Rows, issuanceId: string, { tokenHash, ...token }: TokenRecord): void {
  tokens.set(tokenHash, { ...token, issuanceId })
}

function rotate(rows: Rows, input: RotationInput): 'rotated' | 'refused' {
  const { refreshTokens, offers } = rows
  const row = refreshTokens.get(input.tokenHash)
  if (row === undefined || row.clientId !== input.clientId || row.dpopThumbprint !== input.dpopThumbprint) {
    return 'refused'
  }
  if (row.identity === '' || row.expiresAt <= input.now || isStopped(rows, row.familyId)) return 'refused'
  const offer = offerToOpen(rows, row, input)
  if (offer === undefined) return 'refused'
  const { familyId } = row
  const { issuanceId } = offer
  const expiresAt = new Date(Math.max(row.expiresAt.getTime(), input.next.expiresAt.getTime()))
  refreshTokens.set(input.tokenHash, { ...row, identity: '' })
  refreshTokens.set(input.next.tokenHash, { ...input.next, expiresAt, familyId, issuanceId })
  offers.set(issuanceId, offer)
  keepToken(rows, issuanceId, input.token)
  return 'rotated'
}

/** Whom something was taken from does not get it back by renewal. */
function isStopped(rows: Rows, familyId: string): boolean {
  return [...rows.credentials.values()].some(
    ({ issuanceId, state, status }) =>
      isOfFamily(rows, issuanceId, familyId) && state === 'issued' && status !== 'valid',
  )
}

function isOfFamily({ offers }: Rows, issuanceId: string, familyId: string): boolean {
  return issuanceId === familyId || offers.get(issuanceId)?.renews === familyId
}

/** A new issuance like the present one where a renewal may begin, else the present one. */
function offerToOpen(rows: Rows, row: RefreshTokenRecord, input: RotationInput): StoredOffer | undefined {
  const present = rows.offers.get(row.issuanceId)
  if (present === undefined) return undefined
  const { denied } = rows.promisesOf(row.issuanceId, input.now)
  const configurationIds = present.configurationIds.filter((id) => !denied.includes(id))
  const issued = [...rows.credentials.values()].some(
    (one) => one.issuanceId === row.issuanceId && one.state === 'issued',
  )
  if (configurationIds.length === 0 && !issued) return undefined
  if (configurationIds.length === 0 || !issued || !mayRenew(rows, row, input)) {
    return reopened(rows, { ...present, configurationIds }, present, input)
  }
  const { issuance, token, now } = input
  const identityJti = issuance.issuanceId
  const own = { ...issuance, identityJti, createdAt: now, expiresAt: token.expiresAt, configurationIds }
  return { ...present, ...own, delivered: false, renews: row.familyId }
}

/** The identity comes back as far as anything is left to ask for. */
function reopened(
  rows: Rows,
  { issuanceId, configurationIds, copies }: StoredOffer,
  present: StoredOffer,
  { issuance, now }: RotationInput,
): StoredOffer {
  const { countWaiting } = rows.promisesOf(issuanceId, now)
  const left = configurationIds.some((id) => countLive(rows, issuanceId, id) + countWaiting(id) < copies)
  return left ? { ...present, identity: issuance.identity, delivered: false } : present
}

function mayRenew(
  { offers, promisesOf }: Rows,
  { familyId, issuanceId, renewableUntil }: RefreshTokenRecord,
  { now, renewals }: RotationInput,
): boolean {
  const begun = [...offers.values()].filter(
    ({ renews, createdAt }) => renews === familyId && createdAt > renewals.since,
  )
  return now < renewableUntil && begun.length < renewals.atMost && !promisesOf(issuanceId, now).open
}

function countLive({ credentials }: Rows, issuanceId: string, configurationId: string): number {
  return [...credentials.values()].filter(
    (one) =>
      one.issuanceId === issuanceId && one.configurationId === configurationId && one.state !== 'abandoned',
  ).length
}

function purge(entries: Map<string, { readonly expiresAt: Date }>, now: Date): number {
  const dead = [...entries].filter(([, { expiresAt }]) => expiresAt <= now)
  for (const [hash] of dead) entries.delete(hash)
  return dead.length
}
