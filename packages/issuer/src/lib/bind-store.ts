import { hashText, isJsonObject, parseJson } from '@lontar/credentials/jose'
import type { CreateRefreshToken, SignedInAs, TokenRecord } from './authorization-store.ts'
import type { IssuerStore } from './issuer-store.ts'

/**
 * Binds everything secret that goes into a store to one issuer, so that of several issuers on one store none knows a code,
 * a token, a nonce or a number of another: each hash is hashed once more together with the `url`. An offer that is named by
 * its id is looked at for its `credential_issuer`. Every method stands here, so that none can be forgotten.
 */
export function bindStore(store: IssuerStore, url: string): IssuerStore {
  const bind = (hash: string) => hashText(JSON.stringify([url, hash]))
  const bindToken = async <Token extends Pick<TokenRecord, 'tokenHash'>>(token: Token): Promise<Token> => ({
    ...token,
    tokenHash: await bind(token.tokenHash),
  })
  const bindMaker = <Input extends { readonly createRefreshToken?: CreateRefreshToken }>(
    input: Input,
  ): Input => {
    const { createRefreshToken } = input
    if (createRefreshToken === undefined) return input
    const bound: CreateRefreshToken = async (grant) => {
      const record = await createRefreshToken(grant)
      return record && bindToken(record)
    }
    return { ...input, createRefreshToken: bound }
  }
  const readOffer = async (issuanceId: string, now: Date) => {
    const offer = await store.readOffer(issuanceId, now)
    return offer !== undefined && isOf(offer, url) ? offer : undefined
  }
  const bindSignedIn = async (as: SignedInAs, now: Date): Promise<SignedInAs> => {
    if ('registrationNumber' in as) return { ...as, registrationNumber: numberOf(url, as.registrationNumber) }
    return (await readOffer(as.issuanceId, now)) === undefined ? { issuanceId: '' } : as
  }
  return Object.freeze<IssuerStore>({
    readOffer,
    createOffer: async ({ signIn, ...offer }) =>
      store.createOffer({
        ...offer,
        codeHash: await bind(offer.codeHash),
        ...(signIn !== undefined && {
          signIn: {
            ...signIn,
            registrationNumber: numberOf(url, signIn.registrationNumber),
            issuerStateHash: await bind(signIn.issuerStateHash),
          },
        }),
      }),
    redeemCode: async (input) =>
      store.redeemCode({ ...bindMaker(await bindToken(input)), codeHash: await bind(input.codeHash) }),
    readGrant: async (tokenHash, now) => store.readGrant(await bind(tokenHash), now),
    pushAuthorization: async (input) =>
      store.pushAuthorization({ ...input, requestUriHash: await bind(input.requestUriHash) }),
    openSignIn: async (input) =>
      store.openSignIn({
        ...input,
        requestUriHash: await bind(input.requestUriHash),
        sessionHash: await bind(input.sessionHash),
      }),
    readSignIn: async (sessionHash, now) => store.readSignIn(await bind(sessionHash), now),
    endSignIn: async (sessionHash) => store.endSignIn(await bind(sessionHash)),
    signIn: async ({ issuerStateHash, ...input }) =>
      store.signIn({
        ...input,
        as: await bindSignedIn(input.as, input.now),
        sessionHash: await bind(input.sessionHash),
        codeHash: await bind(input.codeHash),
        ...(issuerStateHash !== undefined && { issuerStateHash: await bind(issuerStateHash) }),
      }),
    readCode: async (codeHash, now) => store.readCode(await bind(codeHash), now),
    redeemAuthorizationCode: async (input) =>
      store.redeemAuthorizationCode({
        ...bindMaker(input),
        codeHash: await bind(input.codeHash),
        token: await bindToken(input.token),
      }),
    openExternalGrant: async ({ issuance, ...input }) => {
      const { now } = input
      const token = await bindToken(input.token)
      if ('issuerStateHash' in issuance) {
        const issuerStateHash = await bind(issuance.issuerStateHash)
        return store.openExternalGrant({ ...input, token, issuance: { issuerStateHash } })
      }
      const own = (await readOffer(issuance.issuanceId, now)) !== undefined
      return own && store.openExternalGrant({ ...input, token, issuance })
    },
    readRefreshToken: async (tokenHash, now) => store.readRefreshToken(await bind(tokenHash), now),
    rotateRefreshToken: async (input) =>
      store.rotateRefreshToken({
        ...(await bindToken(input)),
        next: await bindToken(input.next),
        token: await bindToken(input.token),
      }),
    createNonce: async (nonceHash, expiresAt) => store.createNonce(await bind(nonceHash), expiresAt),
    consumeNonces: async (nonceHashes, now) =>
      store.consumeNonces(await Promise.all(nonceHashes.map(bind)), now),
    rememberJti: async (jtiHash, expiresAt) => store.rememberJti(await bind(jtiHash), expiresAt),
    createServerNonce: async (nonceHash, expiresAt) =>
      store.createServerNonce(await bind(nonceHash), expiresAt),
    hasServerNonce: async (nonceHash, now, latestEnd) =>
      store.hasServerNonce(await bind(nonceHash), now, latestEnd),
    createDeferred: async (record) =>
      store.createDeferred({ ...record, transactionHash: await bind(record.transactionHash) }),
    takeDeferred: async (input) =>
      store.takeDeferred({ ...input, transactionHash: await bind(input.transactionHash) }),
    createNotification: async (record) =>
      store.createNotification({ ...record, notificationHash: await bind(record.notificationHash) }),
    recordNotification: async (input) =>
      store.recordNotification({ ...input, notificationHash: await bind(input.notificationHash) }),
    endRenewals: (familyId) => store.endRenewals(familyId),
    reserveStatusPlaces: (count) => store.reserveStatusPlaces(count),
    recordIntents: (intents) => store.recordIntents(intents),
    recordIssued: (credentialIds, now) => store.recordIssued(credentialIds, now),
    abandonIntents: (credentialIds, now) => store.abandonIntents(credentialIds, now),
    recover: (before, now) => store.recover(before, now),
    finishDeferred: (deferredId, now) => store.finishDeferred(deferredId, now),
    releaseDeferred: (deferredId, now) => store.releaseDeferred(deferredId, now),
    decideDeferred: (input) => store.decideDeferred(input),
    listDeferred: (now) => store.listDeferred(now),
    readCredential: (credentialId) => store.readCredential(credentialId),
    listCredentials: (limit) => store.listCredentials(limit),
    setCredentialStatus: (input) => store.setCredentialStatus(input),
    readStatusList: (statusListId) => store.readStatusList(statusListId),
    readStatusLists: () => store.readStatusLists(),
    recordStatusListPublished: (statusListId, publishedAt) =>
      store.recordStatusListPublished(statusListId, publishedAt),
    purge: (now, endedBefore) => store.purge(now, endedBefore),
  })
}

function numberOf(url: string, registrationNumber: string): string {
  return `${registrationNumber} ${url}`
}

function isOf(offer: string, url: string): boolean {
  const value = parseJson(offer)
  return isJsonObject(value) && value['credential_issuer'] === url
}
