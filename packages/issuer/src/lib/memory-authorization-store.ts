import { encodeUtf8, equalBytes } from '@lontar/credentials/jose'
import type {
  AuthorizationStore,
  RefreshTokenRecord,
  RotationInput,
  SignedInAs,
  SignInInput,
  SignInOutcome,
  TokenRecord,
} from './authorization-store.ts'
import type { StoredCredential, StoredOffer, StoredToken } from './memory-rows.ts'

/** The rows that the authorization side shares with the rest of the memory store. */
export interface AuthorizationMemory {
  readonly offers: Map<string, StoredOffer>
  readonly tokens: Map<string, StoredToken>
  readonly credentials: Map<string, StoredCredential>
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
}

interface Rows extends AuthorizationMemory {
  /** By the hash of the one secret that moves it on: request_uri, then session, then code. */
  readonly authorizations: Map<string, Authorization>
  readonly refreshTokens: Map<string, RefreshTokenRecord>
}

/** Creates the part of the memory store that authorizes. */
export function createMemoryAuthorizationStore(memory: AuthorizationMemory): MemoryAuthorizationStore {
  const rows: Rows = { ...memory, authorizations: new Map(), refreshTokens: new Map() }
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
      const { clientId, request, configurationIds = [] } = code
      return { clientId, request, configurationIds }
    },
    redeemAuthorizationCode: async ({ codeHash, token, now }) => {
      const issuanceId = live(rows, codeHash, 'granted', now)?.issuanceId
      if (issuanceId === undefined) return undefined
      authorizations.delete(codeHash)
      keepToken(rows, issuanceId, token)
      return issuanceId
    },
    openExternalGrant: async (input) => openExternalGrant(rows, input),
    createRefreshToken: async (record) => void refreshTokens.set(record.tokenHash, record),
    readRefreshToken: async (hash, now) => {
      const row = refreshTokens.get(hash)
      return row === undefined || row.expiresAt <= now ? undefined : { ...row }
    },
    rotateRefreshToken: async (input) => rotate(rows, input),
    endRenewals: async (familyId) => {
      for (const [hash, row] of refreshTokens) if (row.familyId === familyId) refreshTokens.delete(hash)
    },
    purgeAuthorizations: (now) => purge(authorizations, now) + purge(refreshTokens, now),
    reachableIssuances: () => [...authorizations.values()].flatMap(({ issuanceId }) => issuanceId ?? []),
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
  const offer = [...rows.offers.values()].find((one) => isNamed(one, input.as) && isOpen(one, input))
  if (offer === undefined || !isRight(offer, input)) {
    session.tries++
    if (offer !== undefined) offer.tries++
    return 'wrong'
  }
  const configurationIds = offer.configurationIds.filter((id) => input.configurationIds.includes(id))
  if (configurationIds.length === 0) return 'nothing_to_collect'
  const { issuanceId } = offer
  rows.offers.set(issuanceId, { ...withoutSecrets(offer), redeemed: true })
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

function isRight({ signIn: own }: StoredOffer, { as, issuerStateHash }: SignInInput): boolean {
  if (own === undefined) return false
  if (issuerStateHash !== undefined && issuerStateHash !== own.issuerStateHash) return false
  return 'issuanceId' in as || sameText(as.oneTimeCode, own.oneTimeCode)
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
  refreshTokens.set(input.tokenHash, { ...row, identity: '' })
  refreshTokens.set(input.next.tokenHash, { ...input.next, familyId, issuanceId })
  offers.set(issuanceId, offer)
  keepToken(rows, issuanceId, input.token)
  return 'rotated'
}

/** Whom something was taken from does not get it back by renewal. */
function isStopped({ offers, credentials }: Rows, familyId: string): boolean {
  return [...credentials.values()].some(
    ({ issuanceId, state, status }) =>
      (issuanceId === familyId || offers.get(issuanceId)?.renews === familyId) &&
      state === 'issued' &&
      status !== 'valid',
  )
}

/** The present issuance while nothing was issued under it, else a new one like it. */
function offerToOpen(
  { offers, credentials }: Rows,
  { issuanceId, familyId }: RefreshTokenRecord,
  { issuance, token, now }: RotationInput,
): StoredOffer | undefined {
  const present = offers.get(issuanceId)
  if (present === undefined) return undefined
  const opened = { ...present, identity: issuance.identity, delivered: false }
  const issued = [...credentials.values()].some(
    (one) => one.issuanceId === issuanceId && one.state === 'issued',
  )
  if (!issued) return opened
  const identityJti = issuance.issuanceId
  return { ...opened, ...issuance, identityJti, createdAt: now, expiresAt: token.expiresAt, renews: familyId }
}

function purge(entries: Map<string, { readonly expiresAt: Date }>, now: Date): number {
  const dead = [...entries].filter(([, { expiresAt }]) => expiresAt <= now)
  for (const [hash] of dead) entries.delete(hash)
  return dead.length
}

/** Compares secrets in constant time (security A23). */
function sameText(left: string, right: string): boolean {
  return equalBytes(encodeUtf8(left), encodeUtf8(right))
}
