import type { CredentialFormatId, Signer } from '@lontar/credentials'
import { randomToken } from '@lontar/credentials/jose'
import { createCredentialPayload } from '@lontar/documents/credential-types'

/** Of the invented issuer. */
export const issuerUrl = 'https://issuer.example'

/** The type that is issued. */
export const proofTypes: readonly string[] = [`${issuerUrl}/vct/ktp-proof/1`]

const now = new Date()

/** The same proof about the same invented person, in the shape of each format. */
export function proofCredential(
  formatId: CredentialFormatId,
  issuer: string,
  holderKey: Signer['publicJwk'],
): ReturnType<typeof createCredentialPayload> {
  return createCredentialPayload({
    typeId: 'ktp-proof',
    formatId,
    identity: {
      jti: randomToken(),
      document: {
        kind: 'ktp',
        card: {
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
        },
      },
      assuranceLevel: 'substantial',
      evidence: [
        {
          type: 'electronic_record',
          checkMethod: 'data',
          organization: 'Dinas Contoh',
          time: now,
          simulated: false,
        },
      ],
      issuedAt: now,
      expiresAt: new Date(now.getTime() + 600_000),
    },
    issuer,
    issuerUrl,
    issuerName: 'Dinas Dukcapil Contoh',
    holderKey,
    status: { uri: `${issuerUrl}/status/list`, idx: 4711 },
    issuedAt: now,
    timeZone: 'Asia/Makassar',
  })
}
