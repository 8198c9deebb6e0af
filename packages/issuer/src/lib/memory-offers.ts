import type { Grant, IssuerStore, OfferRecord, Redemption } from './issuer-store.ts'
import { broken, type IssuerMemory } from './memory-issuer-rows.ts'
import { grantedOf, type StoredOffer, type StoredToken } from './memory-rows.ts'
import { sameText } from './same-text.ts'

/** Keeps an offer; an identity serves once. */
export function createOffer(memory: IssuerMemory, offer: OfferRecord): 'created' | 'identity_used' {
  if (memory.usedIdentities.has(offer.identityJti)) return 'identity_used'
  if ([...memory.offers.values()].some(({ codeHash }) => codeHash === offer.codeHash)) throw broken()
  memory.usedIdentities.add(offer.identityJti)
  memory.offers.set(offer.issuanceId, { ...offer, tries: 0, redeemed: false, delivered: false })
  return 'created'
}

/** The offer as it is fetched, while its code can still be used. */
export function readOffer({ offers }: IssuerMemory, issuanceId: string, now: Date): string | undefined {
  const offer = offers.get(issuanceId)
  if (offer === undefined || offer.redeemed || offer.expiresAt <= now) return undefined
  return offer.tries >= (offer.deadAfter ?? Number.POSITIVE_INFINITY) ? undefined : offer.credentialOffer
}

type RedeemInput = Parameters<IssuerStore['redeemCode']>[0]

/** Uses a code up, for a token. */
export async function redeemCode(memory: IssuerMemory, input: RedeemInput): Promise<Redemption> {
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
  memory: IssuerMemory,
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

/** What a token opens, while it lives. */
export function readGrant({ offers, tokens }: IssuerMemory, tokenHash: string, now: Date): Grant | undefined {
  const token = tokens.get(tokenHash)
  const offer = token === undefined || token.expiresAt <= now ? undefined : offers.get(token.issuanceId)
  if (token === undefined || offer === undefined) return undefined
  return { ...grantedOf(offer), ...grantOf(token) }
}

function grantOf({ expiresAt: _end, ...granted }: StoredToken): Omit<StoredToken, 'expiresAt'> {
  return granted
}
