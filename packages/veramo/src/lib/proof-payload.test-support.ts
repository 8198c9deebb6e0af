import type { JsonObject, PublicJwk } from '@lontar/credentials'
import { randomToken } from '@lontar/credentials/jose'
import { createCredentialPayload } from '@lontar/documents/credential-types'
import type { KtpCard } from '@lontar/documents/ktp'
import type { VerifiedIdentity } from '@lontar/documents/verified-identity'

export const issuerUrl = 'https://issuer.example'
export const startOfTest: Date = new Date('2026-11-24T01:23:45Z')

/** An invented person: NIKs of district 99 are assigned nowhere. */
export const inventedCard: KtpCard = {
  province: { code: '53', name: 'NUSA TENGGARA TIMUR' },
  regency: { code: '53.71', name: 'KOTA KUPANG' },
  nik: '5371990203850002',
  name: 'YOHANES BASTIAN LODO',
  placeOfBirth: 'KUPANG',
  birthdate: '1985-03-02',
  sex: 'male',
  streetAddress: 'JL. SAMRATULANGI NO. 3',
  citizenship: 'WNI',
  validity: { kind: 'lifetime' },
}

export function inventedIdentity(): VerifiedIdentity {
  return {
    jti: randomToken(),
    document: { kind: 'ktp', card: inventedCard },
    assuranceLevel: 'substantial',
    evidence: [
      {
        type: 'electronic_record',
        checkMethod: 'data',
        organization: 'Dinas Contoh',
        time: startOfTest,
        simulated: false,
      },
    ],
    issuedAt: startOfTest,
    expiresAt: new Date(startOfTest.getTime() + 600_000),
  }
}

/** The payload of a proof about the invented person. */
export function proofPayload(issuer: string, holderKey: PublicJwk): JsonObject {
  return createCredentialPayload({
    typeId: 'ktp-proof',
    formatId: 'jwt_vc_json',
    identity: inventedIdentity(),
    issuer,
    issuerUrl,
    issuerName: 'Dinas Dukcapil Contoh',
    holderKey,
    status: { uri: `${issuerUrl}/status/list`, idx: 4711 },
    issuedAt: startOfTest,
    timeZone: 'Asia/Makassar',
  }).payload
}
