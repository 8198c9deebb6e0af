import type { JsonObject } from '@lontar/credentials'
import { createDidJwk } from '@lontar/credentials/did'
import { verifyBitstringStatusListCredential, verifyStatusListToken } from '@lontar/credentials/status'
import { signTrustList, verifySignedTrustList } from '@lontar/credentials/trust'
import { codeOf } from '../../checks/negative-case.ts'
import type { Token } from '../artefact.ts'
import { bitstringUri, day, missing, now, nowSeconds, type Stage, statusListUri, typeUrl } from './stage.ts'

const trustListUrl = 'https://authority.example/trust'

/**
 * Makes the signed lists on which a verdict rests: both kinds of status lists, and a trust list.
 *
 * @param stage where.
 * @returns the artefacts.
 */
export async function createLists(stage: Stage): Promise<readonly Token[]> {
  return [statusListToken(stage), statusListCredential(stage), await trustList(stage)]
}

function listOf({ cast }: Stage): Pick<Token, 'kind' | 'signer' | 'isSdJwt' | 'isBound'> {
  return { kind: 'token', signer: cast.issuer, isSdJwt: false, isBound: false }
}

function statusListToken(stage: Stage): Token {
  const [expectedIssuer] = stage.trusted
  return {
    ...listOf(stage),
    name: 'status list',
    lane: 'status list',
    text: stage.statusList,
    wrongTimes: [
      { exp: nowSeconds },
      { exp: 'never' },
      { iat: nowSeconds + day },
      { iat: missing },
      { ttl: -1 },
      { ttl: 'soon' },
    ],
    wrongStatuses: [
      { sub: 'https://issuer.example/status/2' },
      { status_list: { bits: 3, lst: 'eNoDAAAAAAE' } },
      { status_list: { bits: 2, lst: 'AAAA' } },
      { status_list: missing },
    ],
    judge: (variant) =>
      codeOf(() => verifyStatusListToken(variant, { expectedUri: statusListUri, expectedIssuer, now })),
  }
}

function statusListCredential(stage: Stage): Token {
  const [expectedIssuer] = stage.trusted
  const issuer = createDidJwk(stage.cast.issuer.publicJwk)
  const subject = { id: `${bitstringUri}#list`, type: 'BitstringStatusList', statusPurpose: 'revocation' }
  // GZIP of one zero byte. Whether a list is too short is judged with the entry, so that it makes no wrong list here.
  const tiny = 'uH4sIAAAAAAAAA2MAAI3vAtIBAAAA'
  const subjects: readonly JsonObject[] = [
    subject,
    { ...subject, encodedList: 'u' },
    { ...subject, encodedList: 'uAAAA' },
    { ...subject, encodedList: tiny.slice(1) },
    { ...subject, encodedList: `${tiny}AAAA` },
    { ...subject, encodedList: [tiny] },
    { ...subject, type: 'StatusList2021', encodedList: tiny },
  ]
  return {
    ...listOf(stage),
    name: 'status list credential',
    lane: 'status list credential',
    text: stage.bitstring,
    wrongTimes: [
      { validUntil: '2026-11-01T04:00:00Z' },
      { validUntil: 'never' },
      { validFrom: '2026-11-02T00:00:00Z' },
      { validFrom: 7 },
      { exp: nowSeconds },
      { exp: 'never' },
      { nbf: nowSeconds + day },
      { iat: nowSeconds + day },
      { iat: null },
    ],
    wrongStatuses: [
      ...subjects.map((credentialSubject) => ({ credentialSubject })),
      { id: 'https://issuer.example/status/bitstring/2' },
      { id: missing },
      { issuer: 'did:web:attacker.example' },
      { iss: 'did:web:attacker.example' },
      { issuer: { name: issuer } },
      { type: ['VerifiableCredential'] },
      { type: 'BitstringStatusListCredential' },
      { '@context': ['https://www.w3.org/2018/credentials/v1'] },
      { '@context': missing },
      { credentialSubject: missing },
    ],
    judge: (variant) =>
      codeOf(() =>
        verifyBitstringStatusListCredential(variant, { expectedUri: bitstringUri, expectedIssuer, now }),
      ),
  }
}

async function trustList(stage: Stage): Promise<Token> {
  const signer = stage.cast.issuer
  const authority = createDidJwk(signer.publicJwk)
  const content = { issuers: stage.trusted.map((issuer) => ({ ...issuer })) } as unknown as JsonObject
  const list = { signer, authority, url: trustListUrl, trustList: content }
  const expiresAt = new Date(now.getTime() + day * 1000)
  const issuedBefore = new Date(now.getTime() - 3600_000)
  const seen = await signTrustList({ ...list, sequence: 6, issuedAt: issuedBefore, expiresAt })
  const text = await signTrustList({ ...list, sequence: 7, issuedAt: now, expiresAt })
  return {
    ...listOf(stage),
    name: 'trust list',
    lane: 'trust list',
    text,
    wrongTimes: [
      { exp: nowSeconds },
      { exp: 'never' },
      { exp: missing },
      { iat: nowSeconds + 61 },
      { iat: nowSeconds - 3601 },
      { iat: missing },
      { nbf: nowSeconds + 61 },
      { nbf: 'now' },
      { next_update: 'soon' },
    ],
    wrongStatuses: [
      ...[5, 6, 0, -1, 6.5, '8', null, 2 ** 53, missing].map((sequence) => ({ sequence })),
      { sub: 'https://authority.example/trust/2' },
      { sub: missing },
      { iss: 'did:web:attacker.example' },
      { iss: missing },
      { trust_list: [] },
      { trust_list: { issuers: [{ issuer: authority, types: typeUrl }] } },
      { trust_list: { issuers: [{ types: [typeUrl] }] } },
      { trust_list: missing },
    ],
    judge: (variant) =>
      codeOf(() =>
        verifySignedTrustList(variant, {
          expectedAuthority: {
            issuer: authority,
            jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] },
          },
          expectedUrl: trustListUrl,
          expectedAfter: { sequence: 6, issuedAt: issuedBefore, text: seen },
          now,
        }),
      ),
  }
}
