import type { PrivateJwk } from '@lontar/credentials'
import { encodeBase64Url, type JsonObject } from '@lontar/credentials/jose'
import type { Issuance } from './collect-credentials.ts'
import type { StoredCredential } from './stored-credential.ts'
import {
  privateJwkRecordOrNone,
  readPrivateJwkOrNone,
  readRecord,
  readText,
  readTextOrNone,
  readTexts,
} from './vault-record.ts'
import type { WalletContext } from './wallet-context.ts'

/** What brings new credentials in the place of old ones: a refresh token, with whom it is for. */
export interface Renewal {
  readonly id: string
  /** The Credential Issuer Identifier. */
  readonly issuer: string
  /** The issuer identifier of the authorization server. */
  readonly server: string
  readonly refreshToken: string
  readonly dpopKey: PrivateJwk | undefined
  readonly clientId: string | undefined
  /** The batches of credentials that came with it. */
  readonly batches: readonly string[]
}

const prefix = 'renewal.'

/** Keeps the refresh token of an issuance, where it brought one. */
export async function keepRenewal(
  context: WalletContext,
  { metadata, server, token, channel, clientId }: Issuance,
  received: readonly StoredCredential[],
): Promise<void> {
  const { refreshToken } = token
  if (refreshToken === undefined || received.length === 0) return
  await writeRenewal(context, {
    id: encodeBase64Url(context.randomBytes(16)),
    issuer: metadata.credential_issuer,
    server: server.issuer,
    refreshToken,
    dpopKey: channel.dpopKey,
    clientId,
    batches: [...new Set(received.map(({ batch }) => batch))],
  })
}

/** Writes or replaces a renewal. */
export async function writeRenewal({ vault }: WalletContext, renewal: Renewal): Promise<void> {
  await vault.write(prefix + renewal.id, {
    recordVersion: 1,
    issuer: renewal.issuer,
    server: renewal.server,
    refreshToken: renewal.refreshToken,
    dpopKey: privateJwkRecordOrNone(renewal.dpopKey),
    clientId: renewal.clientId ?? null,
    batches: [...renewal.batches],
  })
}

/**
 * Finds what renews the credentials of a batch.
 *
 * @returns the renewal; `undefined` when the issuer gave none.
 * @throws OperationError `vault_malformed`
 */
export async function findRenewal({ vault }: WalletContext, batch: string): Promise<Renewal | undefined> {
  const ids = (await vault.list()).filter((id) => id.startsWith(prefix))
  for (const id of ids) {
    const record = await vault.read(id)
    const renewal = record && readRecord(record, (read) => parse(id.slice(prefix.length), read))
    if (renewal?.batches.includes(batch)) return renewal
  }
  return undefined
}

/** Forgets a renewal. */
export async function deleteRenewal({ vault }: WalletContext, id: string): Promise<void> {
  await vault.delete(prefix + id)
}

function parse(id: string, read: JsonObject): Renewal {
  return {
    id,
    issuer: readText(read.issuer),
    server: readText(read.server),
    refreshToken: readText(read.refreshToken),
    dpopKey: readPrivateJwkOrNone(read.dpopKey),
    clientId: readTextOrNone(read.clientId),
    batches: readTexts(read.batches),
  }
}
