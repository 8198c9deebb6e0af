import type { ContextVersion, CredentialTypeId, CredentialTypeName } from './credential-type.ts'

/** A credential type without what people call it: who verifies needs no more. */
export interface CredentialTypeHead {
  /** The short name, as in configuration ids. */
  readonly id: CredentialTypeId
  /** The W3C `type`, as in asks. */
  readonly name: CredentialTypeName
  /** The part of its URL between `/vct/` and the version. */
  readonly path: string
  /** The document that it is made from. */
  readonly document: 'ktp' | 'passport'
  /** The number of the JSON-LD context that has its terms. */
  readonly contextVersion: ContextVersion
}

/** The heads of all credential types by their ids. */
export const credentialTypeHeads: Readonly<Record<CredentialTypeId, CredentialTypeHead>> = {
  ktp: {
    id: 'ktp',
    name: 'KtpCredential',
    path: 'ktp',
    document: 'ktp',
    contextVersion: 1,
  },
  'ktp-proof': {
    id: 'ktp-proof',
    name: 'KtpProofCredential',
    path: 'ktp-proof',
    document: 'ktp',
    contextVersion: 1,
  },
  visitor: {
    id: 'visitor',
    name: 'VisitorPassportCredential',
    path: 'visitor-passport',
    document: 'passport',
    contextVersion: 2,
  },
}
