import type { IssuerStore } from '@lontar/issuer'
import type { StoreDatabase } from '../store-database.ts'
import { abandonIntents, recoverIntents } from './abandon-intents.ts'
import { endSignIn, openSignIn, pushAuthorization, readCode, readSignIn } from './authorizations.ts'
import { createDeferred } from './create-deferred.ts'
import { createOffer } from './create-offer.ts'
import { listCredentials, readCredential } from './credential-records.ts'
import { decideDeferred } from './decide-deferred.ts'
import { finishDeferred, recoverDeferred, releaseDeferred } from './end-deferred.ts'
import { listDeferred } from './list-deferred.ts'
import { consumeNonces, createNonce } from './nonces.ts'
import { createNotification, recordNotification } from './notifications.ts'
import { openExternalGrant } from './open-external-grant.ts'
import { purgeIssuer } from './purge-issuer.ts'
import { readGrant } from './read-grant.ts'
import { readOffer } from './read-offer.ts'
import { readStatusList } from './read-status-list.ts'
import { readStatusLists, recordStatusListPublished } from './read-status-lists.ts'
import { recordIntents } from './record-intents.ts'
import { recordIssued } from './record-issued.ts'
import { redeemAuthorizationCode } from './redeem-authorization-code.ts'
import { redeemCode } from './redeem-code.ts'
import { endRenewals, readRefreshToken } from './refresh-tokens.ts'
import { createServerNonce, hasServerNonce, rememberJti } from './replays.ts'
import { reserveStatusPlaces, statusListSize } from './reserve-status-places.ts'
import { rotateRefreshToken } from './rotate-refresh-token.ts'
import { setCredentialStatus } from './set-credential-status.ts'
import { signIn } from './sign-in.ts'
import { takeDeferred } from './take-deferred.ts'

/** An issuer's memory on the database. `size` is the length of new status lists. */
export function createIssuerStore(database: StoreDatabase, size: number = statusListSize): IssuerStore {
  return Object.freeze<IssuerStore>({
    createOffer: (offer) => createOffer(database, offer),
    readOffer: (issuanceId, now) => readOffer(database, issuanceId, now),
    redeemCode: (input) => redeemCode(database, input),
    readGrant: (tokenHash, now) => readGrant(database, tokenHash, now),
    pushAuthorization: (input) => pushAuthorization(database, input),
    openSignIn: (input) => openSignIn(database, input),
    readSignIn: (sessionHash, now) => readSignIn(database, sessionHash, now),
    endSignIn: (sessionHash) => endSignIn(database, sessionHash),
    signIn: (input) => signIn(database, input),
    readCode: (codeHash, now) => readCode(database, codeHash, now),
    redeemAuthorizationCode: (input) => redeemAuthorizationCode(database, input),
    openExternalGrant: (input) => openExternalGrant(database, input),
    readRefreshToken: (tokenHash, now) => readRefreshToken(database, tokenHash, now),
    rotateRefreshToken: (input) => rotateRefreshToken(database, input),
    endRenewals: (familyId) => endRenewals(database, familyId),
    createNonce: (nonceHash, expiresAt) => createNonce(database, nonceHash, expiresAt),
    consumeNonces: (nonceHashes, now) => consumeNonces(database, nonceHashes, now),
    rememberJti: (jtiHash, expiresAt) => rememberJti(database, jtiHash, expiresAt),
    createServerNonce: (nonceHash, expiresAt) => createServerNonce(database, nonceHash, expiresAt),
    hasServerNonce: (nonceHash, now, latestEnd) => hasServerNonce(database, nonceHash, now, latestEnd),
    reserveStatusPlaces: (count) => reserveStatusPlaces(database, count, size),
    recordIntents: (intents) => recordIntents(database, intents),
    recordIssued: (credentialIds, now) => recordIssued(database, credentialIds, now),
    abandonIntents: (credentialIds, now) => abandonIntents(database, credentialIds, now),
    recover: async (before, now) => {
      await recoverDeferred(database, before, now)
      return await recoverIntents(database, before, now)
    },
    createDeferred: (record) => createDeferred(database, record),
    takeDeferred: (input) => takeDeferred(database, input),
    finishDeferred: (deferredId, now) => finishDeferred(database, deferredId, now),
    releaseDeferred: (deferredId, now) => releaseDeferred(database, deferredId, now),
    decideDeferred: (input) => decideDeferred(database, input),
    listDeferred: (now) => listDeferred(database, now),
    createNotification: (record) => createNotification(database, record),
    recordNotification: (input) => recordNotification(database, input),
    readCredential: (credentialId) => readCredential(database, credentialId),
    listCredentials: (limit) => listCredentials(database, limit),
    setCredentialStatus: (input) => setCredentialStatus(database, input),
    readStatusList: (statusListId) => readStatusList(database, statusListId),
    readStatusLists: () => readStatusLists(database),
    recordStatusListPublished: (statusListId, publishedAt) =>
      recordStatusListPublished(database, statusListId, publishedAt),
    purge: (now, endedBefore) => purgeIssuer(database, now, endedBefore),
  })
}
