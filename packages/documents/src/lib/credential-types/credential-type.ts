/** The names of our credential types: the W3C `type`, and what an ask calls a credential. */
export type CredentialTypeName = 'KtpCredential' | 'KtpProofCredential'

/** The short names used in credential configuration ids and on the command line. */
export type CredentialTypeId = 'ktp' | 'ktp-proof'
