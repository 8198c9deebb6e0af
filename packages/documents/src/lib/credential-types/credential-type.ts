/** The names of our credential types: the W3C `type`, and what an ask calls a credential. */
export type CredentialTypeName = 'KtpCredential' | 'KtpProofCredential' | 'VisitorPassportCredential'

/** The short names used in credential configuration ids and on the command line. */
export type CredentialTypeId = 'ktp' | 'ktp-proof' | 'visitor'

/** The number at the end of the address of a JSON-LD context; its bytes never change. */
export type ContextVersion = 1 | 2
