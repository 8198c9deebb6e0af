import type { LocalizedText } from '@lontar/credentials'
import { claimTerms } from './claim-terms.ts'
import type { CredentialTypeId } from './credential-type.ts'
import { type CredentialTypeHead, credentialTypeHeads } from './credential-type-heads.ts'

/** A credential type of Lontar. */
export interface CredentialType extends CredentialTypeHead {
  /** The names of the claims that it may carry. */
  readonly claims: readonly string[]
  /** How it is shown to a holder. */
  readonly display: { readonly name: LocalizedText; readonly description: LocalizedText }
}

/** All credential types by their ids. */
export const credentialTypes: Readonly<Record<CredentialTypeId, CredentialType>> = {
  ktp: {
    ...credentialTypeHeads.ktp,
    claims: claimNamesOf('ktp'),
    display: {
      name: { id: 'Kredensial KTP', en: 'KTP Credential' },
      description: {
        id: 'Identitas dari KTP yang telah diperiksa dengan data kependudukan. Setiap data dapat dibagikan sendiri.',
        en: 'The identity on an Indonesian identity card, checked with the population registry. Each claim can be shared alone.',
      },
    },
  },
  'ktp-proof': {
    ...credentialTypeHeads['ktp-proof'],
    claims: claimNamesOf('ktp-proof'),
    display: {
      name: { id: 'Bukti KTP', en: 'KTP Proof' },
      description: {
        id: 'Bukti usia, wilayah domisili dan kewarganegaraan, tanpa nama, NIK atau alamat.',
        en: 'Proof of age, region of residence and citizenship, without name, NIK or address.',
      },
    },
  },
  visitor: {
    ...credentialTypeHeads.visitor,
    claims: claimNamesOf('visitor'),
    display: {
      name: { id: 'Kredensial Paspor Pengunjung', en: 'Visitor Passport Credential' },
      description: {
        id: 'Identitas dari paspor pengunjung yang telah diperiksa. Setiap data dapat dibagikan sendiri.',
        en: "The identity in a visitor's passport, after a check. Each claim can be shared alone.",
      },
    },
  },
}

/** Claims that are off are never issued, so no type carries them. */
function claimNamesOf(typeId: CredentialTypeId): string[] {
  return claimTerms
    .filter((claim) => claim.types.includes(typeId) && claim.presence !== 'off')
    .map((claim) => claim.name)
}
