export { createX5cVerifier, type X5cVerifierOptions } from './lib/x509/create-x5c-verifier.ts'
export { readAuthorityKeyIdentifiers } from './lib/x509/read-authority-key-identifiers.ts'
export { verifyX5c, type X5cExpectations } from './lib/x509/verify-x5c.ts'
