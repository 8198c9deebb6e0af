import { createDidResolver } from '@lontar/credentials/did'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { pinnedIssuerKey } from '@lontar/credentials/issuer-key'
import { randomBytes } from '@lontar/credentials/jose'
import { credentialFormats } from '@lontar/documents/credential-types'
import { purgeAuthorizationSessions } from './authorization-session.ts'
import { awaiting } from './awaiting.ts'
import { createRefreshTokenChain } from './create-refresh-token-chain.ts'
import { createTurns } from './create-turns.ts'
import { holding } from './holding.ts'
import { presenting } from './presenting.ts'
import { receiving } from './receiving.ts'
import { finishKeeping } from './stored-credential.ts'
import type { Wallet } from './wallet.ts'
import type { WalletContext } from './wallet-context.ts'
import type { WalletOptions } from './wallet-options.ts'

/**
 * Opens a wallet on a vault. What an earlier process began to keep of an offer and had no time for is kept now.
 *
 * @throws OperationError `vault_malformed` and what the vault throws
 * @example
 * const wallet = await openWallet({ vault: createMemoryVault() })
 * const offer = await wallet.resolveOffer(link, { trust })
 * await wallet.receive(offer, { txCode, trust })
 */
export async function openWallet(options: WalletOptions): Promise<Wallet> {
  const fetch = options.fetch ?? createGuardedFetch({})
  const now = options.now ?? (() => new Date())
  const context: WalletContext = {
    vault: options.vault,
    fetch,
    now,
    randomBytes: options.randomBytes ?? randomBytes,
    formats: credentialFormats(),
    resolveIssuerKey: options.resolveIssuerKey ?? pinnedIssuerKey,
    resolveDid: options.resolveDid ?? createDidResolver({ fetch, now }),
    verifyX5c: options.verifyX5c,
    findMetadataSigner: options.findMetadataSigner,
    clientAttestation: options.clientAttestation,
    attestKeys: options.attestKeys,
    inTurn: createTurns(),
    refreshTokens: createRefreshTokenChain(),
    readAuthorityKeyIdentifiers: options.readAuthorityKeyIdentifiers,
    transactionDataTypes: options.transactionDataTypes ?? {},
    profile: options.profile,
  }
  // A vault that cannot be read is better known now than at the counter.
  await finishKeeping(context)
  await purgeAuthorizationSessions(context)
  return Object.freeze({
    ...holding(context),
    ...receiving(context),
    ...awaiting(context),
    ...presenting(context),
  })
}
