import type { TokenRecord } from '@lontar/issuer'
import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'

/** Records an access token for an issuance. */
export async function insertToken(
  transaction: Transaction<DatabaseSchema>,
  issuanceId: string,
  token: TokenRecord,
): Promise<void> {
  const { credentialIdentifiers } = token
  await transaction
    .insertInto('tokens')
    .values({
      token_hash: token.tokenHash,
      issuance_id: issuanceId,
      expires_at: token.expiresAt.getTime(),
      client_id: token.clientId ?? null,
      dpop_thumbprint: token.dpopThumbprint ?? null,
      configuration_ids: JSON.stringify(token.configurationIds),
      credential_identifiers:
        credentialIdentifiers === undefined ? null : JSON.stringify(credentialIdentifiers),
    })
    .execute()
}
