import type { PrivateJwk } from '@lontar/credentials'
import { encodeBase64Url, type JsonObject } from '@lontar/credentials/jose'
import type { Issuance } from './collect-credentials.ts'
import { refreshTokenTurn } from './create-refresh-token-chain.ts'
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

/** What is kept to renew what came, and the renewals in whose place it comes. */
export interface ContinuedRenewal {
  readonly renewal: Renewal
  readonly replaced: readonly Renewal[]
}

/**
 * What is to be kept to renew what came, where the issuance brought a refresh token: the newest one, should another call
 * have used it meanwhile. It is for all credentials that the token renews. The caller has the turn of the refresh tokens.
 */
export async function continueRenewal(
  context: WalletContext,
  { metadata, server, token, channel: { dpopKey }, clientId }: Issuance,
  received: readonly StoredCredential[],
): Promise<ContinuedRenewal | undefined> {
  if (token.refreshToken === undefined || received.length === 0) return undefined
  const refreshToken = context.refreshTokens.latest(token.refreshToken)
  const replaced = (await listRenewals(context)).filter(
    (renewal) =>
      renewal.server === server.issuer &&
      renewal.refreshToken === refreshToken &&
      renewal.dpopKey?.d === dpopKey?.d,
  )
  const earlier = replaced.flatMap(({ batches }) => batches)
  const renewal = {
    id: encodeBase64Url(context.randomBytes(16)),
    issuer: metadata.credential_issuer,
    server: server.issuer,
    ...{ refreshToken, dpopKey, clientId },
    batches: [...new Set([...earlier, ...received.map(({ batch }) => batch)])],
  }
  return { renewal, replaced }
}

/** Writes or replaces a renewal; its writer has the turn of the refresh tokens. */
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
  await context.inTurn(refreshTokenTurn, async () => {
    for (const renewal of await listRenewals(context)) {
      if (!renewal.batches.includes(batch)) continue
      const batches = renewal.batches.filter((each) => each !== batch)
      if (batches.length === 0) await deleteRenewal(context, renewal.id)
      else await writeRenewal(context, { ...renewal, batches })
    }
  })
}

/** Forgets a renewal; who does has the turn of the refresh tokens. */
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
