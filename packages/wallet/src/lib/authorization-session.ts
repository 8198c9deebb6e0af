import type { PrivateJwk } from '@lontar/credentials'
import type { JsonObject } from '@lontar/credentials/jose'
import {
  privateJwkRecordOrNone,
  readInstant,
  readPrivateJwkOrNone,
  readRecord,
  readText,
  readTexts,
} from './vault-record.ts'
import type { WalletContext } from './wallet-context.ts'

/** An authorization that was begun and not come back from. */
export interface AuthorizationSession {
  readonly id: string
  /** The Credential Issuer Identifier. */
  readonly issuer: string
  /** The issuer identifier of the authorization server. */
  readonly server: string
  readonly configurationIds: readonly string[]
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string
  readonly codeVerifier: string
  readonly dpopKey: PrivateJwk | undefined
  readonly createdAt: Date
}

const prefix = 'authorization.'
const maxAgeMilliseconds = 86_400_000

/** Keeps a session, so that an app that is closed meanwhile can go on. */
export async function writeAuthorizationSession(
  { vault }: WalletContext,
  session: AuthorizationSession,
): Promise<void> {
  await vault.write(prefix + session.id, {
    recordVersion: 1,
    issuer: session.issuer,
    server: session.server,
    configurationIds: [...session.configurationIds],
    clientId: session.clientId,
    redirectUri: session.redirectUri,
    state: session.state,
    codeVerifier: session.codeVerifier,
    dpopKey: privateJwkRecordOrNone(session.dpopKey),
    createdAt: session.createdAt.toISOString(),
  })
}

/**
 * Reads a session.
 *
 * @returns it, or `undefined` when there is none of this id, or it is older than a day.
 * @throws OperationError `vault_malformed`
 */
export async function readAuthorizationSession(
  { vault, now }: WalletContext,
  id: string,
): Promise<AuthorizationSession | undefined> {
  const record = await vault.read(prefix + id)
  const session = record && readRecord(record, (read) => parse(id, read))
  return session !== undefined && isPast(session, now()) ? undefined : session
}

/**
 * Forgets the sessions that nobody came back to within a day, with their secrets.
 *
 * @throws OperationError `vault_malformed`
 */
export async function purgeAuthorizationSessions(context: WalletContext): Promise<void> {
  const ids = (await context.vault.list()).filter((id) => id.startsWith(prefix))
  for (const id of ids.map((each) => each.slice(prefix.length))) {
    const isGone = (await readAuthorizationSession(context, id)) === undefined
    if (isGone) await deleteAuthorizationSession(context, id)
  }
}

function isPast({ createdAt }: AuthorizationSession, now: Date): boolean {
  return now.getTime() - createdAt.getTime() > maxAgeMilliseconds
}

/** Forgets a session: it answers once. */
export async function deleteAuthorizationSession({ vault }: WalletContext, id: string): Promise<void> {
  await vault.delete(prefix + id)
}

function parse(id: string, read: JsonObject): AuthorizationSession {
  return {
    id,
    issuer: readText(read.issuer),
    server: readText(read.server),
    configurationIds: readTexts(read.configurationIds),
    clientId: readText(read.clientId),
    redirectUri: readText(read.redirectUri),
    state: readText(read.state),
    codeVerifier: readText(read.codeVerifier),
    dpopKey: readPrivateJwkOrNone(read.dpopKey),
    createdAt: readInstant(read.createdAt),
  }
}
