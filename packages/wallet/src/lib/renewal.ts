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

/** Of the ids of renewals in the vault. */
export const renewalPrefix = 'renewal.'

/**
 * What is to be kept to renew what came, where the issuance brought a refresh token. A renewal that continues another
 * one is for its credentials too.
 */
export function renewalOf(
  { randomBytes }: Pick<WalletContext, 'randomBytes'>,
  { metadata, server, token, channel, clientId, renewed }: Issuance,
  received: readonly StoredCredential[],
): Renewal | undefined {
  const { refreshToken } = token
  if (refreshToken === undefined || received.length === 0) return undefined
  return {
    id: encodeBase64Url(randomBytes(16)),
    issuer: metadata.credential_issuer,
    server: server.issuer,
    refreshToken,
    dpopKey: channel.dpopKey,
    clientId,
    batches: [...new Set([...(renewed?.batches ?? []), ...received.map(({ batch }) => batch)])],
  }
}

/** Writes or replaces a renewal. */
export async function writeRenewal({ vault }: WalletContext, renewal: Renewal): Promise<void> {
  const [id, record] = renewalRecord(renewal)
  await vault.write(id, record)
}

/** The record of a renewal, by its id in the vault. */
export function renewalRecord(renewal: Renewal): readonly [string, JsonObject] {
  const record = {
    recordVersion: 1,
    issuer: renewal.issuer,
    server: renewal.server,
    refreshToken: renewal.refreshToken,
    dpopKey: privateJwkRecordOrNone(renewal.dpopKey),
    clientId: renewal.clientId ?? null,
    batches: [...renewal.batches],
  }
  return [renewalPrefix + renewal.id, record]
}

/**
 * Finds what renews the credentials of a batch.
 *
 * @returns the renewal; `undefined` when the issuer gave none.
 * @throws OperationError `vault_malformed`
 */
export async function findRenewal(context: WalletContext, batch: string): Promise<Renewal | undefined> {
  return (await listRenewals(context)).find(({ batches }) => batches.includes(batch))
}

/** Reads every renewal. */
export async function listRenewals({ vault }: WalletContext): Promise<Renewal[]> {
  const ids = (await vault.list()).filter((id) => id.startsWith(renewalPrefix))
  const renewals: Renewal[] = []
  for (const id of ids) {
    const record = await vault.read(id)
    if (record !== undefined)
      renewals.push(readRecord(record, (read) => parse(id.slice(renewalPrefix.length), read)))
  }
  return renewals
}

/** Forgets that a batch can be renewed, of which nothing is left; with the last one goes the refresh token. */
export async function releaseRenewal(context: WalletContext, batch: string): Promise<void> {
  for (const renewal of await listRenewals(context)) {
    if (!renewal.batches.includes(batch)) continue
    const batches = renewal.batches.filter((each) => each !== batch)
    if (batches.length === 0) await deleteRenewal(context, renewal.id)
    else await writeRenewal(context, { ...renewal, batches })
  }
}

/** Forgets a renewal. */
export async function deleteRenewal({ vault }: WalletContext, id: string): Promise<void> {
  await vault.delete(renewalPrefix + id)
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
