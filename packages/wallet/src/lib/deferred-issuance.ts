import type { PrivateJwk } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import { encodeBase64Url, type JsonObject, jwkThumbprint } from '@lontar/credentials/jose'
import type { DeferredCredentials } from '@lontar/openid4vc/openid4vci'
import type { Issuance } from './collect-credentials.ts'
import { refreshTokenTurn } from './create-refresh-token-chain.ts'
import type { TakenConfiguration } from './taken-configuration.ts'
import { tokenExpiry } from './token-expiry.ts'
import {
  privateJwkRecord,
  privateJwkRecordOrNone,
  readInstant,
  readPrivateJwk,
  readPrivateJwkOrNone,
  readRecord,
  readText,
  readTextOrNone,
} from './vault-record.ts'
import type { WalletContext } from './wallet-context.ts'

/** Credentials that an issuer promised for later, with all that is needed to collect them. */
export interface DeferredIssuance {
  readonly id: string
  /** The Credential Issuer Identifier. */
  readonly issuer: string
  /** The issuer identifier of the authorization server. */
  readonly server: string
  readonly configurationId: string
  readonly transactionId: string
  readonly createdAt: Date
  /** Before this instant the issuer is not asked again. */
  readonly availableAt: Date
  readonly accessToken: string
  readonly tokenType: 'Bearer' | 'DPoP'
  readonly tokenExpiresAt: Date | undefined
  readonly refreshToken: string | undefined
  readonly dpopKey: PrivateJwk | undefined
  readonly clientId: string | undefined
  /** Whether the answer to the credential request had to be encrypted; then this one has to be. */
  readonly encrypt: boolean
  /** By thumbprint. */
  readonly keys: Map<string, PrivateJwk>
}

/** What was promised. */
export interface PromisedDelivery {
  readonly configuration: TakenConfiguration
  readonly deferred: DeferredCredentials
  /** By thumbprint. */
  readonly keys: Map<string, PrivateJwk>
  readonly encrypt: boolean
}

const prefix = 'deferred.'

/** Keeps a promise of an issuer. */
export async function keepDeferredIssuance(
  context: WalletContext,
  { metadata, server, token, channel, clientId }: Issuance,
  { configuration, deferred, keys, encrypt }: PromisedDelivery,
): Promise<void> {
  const now = context.now()
  const { accessToken, tokenType, expiresInSeconds } = token
  const promised = {
    id: encodeBase64Url(context.randomBytes(16)),
    issuer: metadata.credential_issuer,
    server: server.issuer,
    configurationId: configuration.id,
    transactionId: deferred.transactionId,
    createdAt: now,
    availableAt: new Date(now.getTime() + deferred.intervalSeconds * 1000),
    ...{ accessToken, tokenType },
    tokenExpiresAt: tokenExpiry(now, expiresInSeconds),
    dpopKey: channel.dpopKey,
    clientId,
    encrypt,
    keys,
  }
  await context.inTurn(refreshTokenTurn, () => {
    const refreshToken = token.refreshToken && context.refreshTokens.latest(token.refreshToken)
    return writeDeferredIssuance(context, { ...promised, refreshToken })
  })
}

/**
 * Changes what is known of a promise, whatever else was changed of it meanwhile.
 *
 * @returns the promise as it is now.
 * @throws VerificationError `issuance_unknown` when it was forgotten meanwhile; OperationError `vault_malformed`
 */
export function changeDeferredIssuance(
  context: WalletContext,
  id: string,
  change: Partial<Omit<DeferredIssuance, 'id' | 'refreshToken'>>,
): Promise<DeferredIssuance> {
  return context.inTurn(refreshTokenTurn, async () => {
    const changed = { ...(await requireDeferredIssuance(context, id)), ...change }
    await writeDeferredIssuance(context, changed)
    return changed
  })
}

/** Writes or replaces a promise; its writer has the turn of the refresh tokens. */
export async function writeDeferredIssuance(
  { vault }: WalletContext,
  issuance: DeferredIssuance,
): Promise<void> {
  await vault.write(prefix + issuance.id, {
    recordVersion: 1,
    issuer: issuance.issuer,
    server: issuance.server,
    configurationId: issuance.configurationId,
    transactionId: issuance.transactionId,
    createdAt: issuance.createdAt.toISOString(),
    availableAt: issuance.availableAt.toISOString(),
    accessToken: issuance.accessToken,
    tokenType: issuance.tokenType,
    tokenExpiresAt: issuance.tokenExpiresAt?.toISOString() ?? null,
    refreshToken: issuance.refreshToken ?? null,
    dpopKey: privateJwkRecordOrNone(issuance.dpopKey),
    clientId: issuance.clientId ?? null,
    encrypt: issuance.encrypt,
    keys: [...issuance.keys.values()].map(privateJwkRecord),
  })
}

/**
 * Reads a promise.
 *
 * @returns it, or `undefined` when there is none of this id.
 * @throws OperationError `vault_malformed`
 */
export async function readDeferredIssuance(
  { vault }: WalletContext,
  id: string,
): Promise<DeferredIssuance | undefined> {
  const record = await vault.read(prefix + id)
  if (record === undefined) return undefined
  const { keys } = record
  const list = readRecord(record, () => (Array.isArray(keys) ? keys : []).map(readPrivateJwk))
  const named = await Promise.all(list.map(async (key) => [await jwkThumbprint(key), key] as const))
  return readRecord(record, (read) => parse(id, read, new Map(named)))
}

/**
 * Reads a promise that has to be there.
 *
 * @throws VerificationError `issuance_unknown`; OperationError `vault_malformed`
 */
export async function requireDeferredIssuance(context: WalletContext, id: string): Promise<DeferredIssuance> {
  const kept = await readDeferredIssuance(context, id)
  if (kept !== undefined) return kept
  throw new VerificationError('issuance_unknown', 'The wallet waits for no issuance of that id.')
}

/** Reads every promise, the oldest first. */
export async function listDeferredIssuances(context: WalletContext): Promise<DeferredIssuance[]> {
  const ids = (await context.vault.list()).filter((id) => id.startsWith(prefix))
  const all = await Promise.all(ids.map((id) => readDeferredIssuance(context, id.slice(prefix.length))))
  return all
    .filter((issuance) => issuance !== undefined)
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
}

/** Forgets a promise that was kept or given up. */
export async function deleteDeferredIssuance({ vault, inTurn }: WalletContext, id: string): Promise<void> {
  await inTurn(refreshTokenTurn, () => vault.delete(prefix + id))
}

function parse(id: string, read: JsonObject, keys: Map<string, PrivateJwk>): DeferredIssuance {
  return {
    id,
    issuer: readText(read.issuer),
    server: readText(read.server),
    configurationId: readText(read.configurationId),
    transactionId: readText(read.transactionId),
    createdAt: readInstant(read.createdAt),
    availableAt: readInstant(read.availableAt),
    accessToken: readText(read.accessToken),
    tokenType: read.tokenType === 'DPoP' ? 'DPoP' : 'Bearer',
    tokenExpiresAt: read.tokenExpiresAt === null ? undefined : readInstant(read.tokenExpiresAt),
    refreshToken: readTextOrNone(read.refreshToken),
    dpopKey: readPrivateJwkOrNone(read.dpopKey),
    clientId: readTextOrNone(read.clientId),
    encrypt: read.encrypt === true,
    keys,
  }
}
