// The parts of Veramo that an agent is made of, so that one import loads them, late. The published package has them
// bundled in place of this module: docs/decisions/0032-veramo-comes-bundled.md.
export { createAgent } from '@veramo/core'
export { CredentialProviderJWT } from '@veramo/credential-jwt'
export { CredentialPlugin } from '@veramo/credential-w3c'
export { DIDManager, MemoryDIDStore } from '@veramo/did-manager'
export { DIDResolverPlugin } from '@veramo/did-resolver'
export { KeyManager } from '@veramo/key-manager'
