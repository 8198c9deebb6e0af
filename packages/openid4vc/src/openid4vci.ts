export {
  decryptMessage,
  type MessageExpectations,
} from './lib/encryption/decrypt-message.ts'
export {
  encryptMessage,
  type MessageRecipient,
} from './lib/encryption/encrypt-message.ts'
export {
  type ContentEncryption,
  contentEncryptions,
  type EncryptionJwk,
} from './lib/encryption/encryption-jwk.ts'
export { encryptionJwkOf } from './lib/encryption/encryption-jwk-of.ts'
export { parseEncryptionJwk } from './lib/encryption/parse-encryption-jwk.ts'
export type { AuthorizationServerMetadata } from './lib/openid4vci/authorization-server-metadata/authorization-server-metadata.ts'
export { authorizationServerMetadataUrl } from './lib/openid4vci/authorization-server-metadata/authorization-server-metadata-url.ts'
export { fetchAuthorizationServerMetadata } from './lib/openid4vci/authorization-server-metadata/fetch-authorization-server-metadata.ts'
export { parseAuthorizationServerMetadata } from './lib/openid4vci/authorization-server-metadata/parse-authorization-server-metadata.ts'
export type { ResponseEncryptionMessage } from './lib/openid4vci/credential-encryption/response-encryption.ts'
export {
  type SelectedEncryption,
  selectMessageEncryption,
} from './lib/openid4vci/credential-encryption/select-message-encryption.ts'
export type {
  ClaimDescription,
  CredentialConfiguration,
  CredentialIssuerMetadata,
  CredentialMetadata,
  IssuerEncryptionJwk,
  KeyAttestationsRequired,
  MetadataDisplay,
  MetadataLogo,
  ProofTypeSupported,
  ProofTypesSupported,
  RequestEncryptionSupported,
  ResponseEncryptionSupported,
} from './lib/openid4vci/credential-issuer-metadata/credential-issuer-metadata.ts'
export { credentialIssuerMetadataUrl } from './lib/openid4vci/credential-issuer-metadata/credential-issuer-metadata-url.ts'
export { fetchCredentialIssuerMetadata } from './lib/openid4vci/credential-issuer-metadata/fetch-credential-issuer-metadata.ts'
export {
  type FetchSignedIssuerMetadataOptions,
  fetchSignedIssuerMetadata,
} from './lib/openid4vci/credential-issuer-metadata/fetch-signed-issuer-metadata.ts'
export { parseCredentialIssuerMetadata } from './lib/openid4vci/credential-issuer-metadata/parse-credential-issuer-metadata.ts'
export { selectAuthorizationServer } from './lib/openid4vci/credential-issuer-metadata/select-authorization-server.ts'
export {
  type SignIssuerMetadataInput,
  signIssuerMetadata,
} from './lib/openid4vci/credential-issuer-metadata/sign-issuer-metadata.ts'
export {
  type SignedMetadataExpectations,
  verifySignedIssuerMetadata,
} from './lib/openid4vci/credential-issuer-metadata/verify-signed-issuer-metadata.ts'
export {
  type CreateCredentialOfferInput,
  createCredentialOffer,
} from './lib/openid4vci/credential-offer/create-credential-offer.ts'
export { createCredentialOfferUri } from './lib/openid4vci/credential-offer/create-credential-offer-uri.ts'
export {
  type AuthorizationCodeGrant,
  type CredentialOffer,
  type PreAuthorizedCodeGrant,
  preAuthorizedCodeGrantType,
  type TxCode,
} from './lib/openid4vci/credential-offer/credential-offer.ts'
export { fetchCredentialOffer } from './lib/openid4vci/credential-offer/fetch-credential-offer.ts'
export { parseCredentialOffer } from './lib/openid4vci/credential-offer/parse-credential-offer.ts'
export { parseCredentialOfferUri } from './lib/openid4vci/credential-offer/parse-credential-offer-uri.ts'
export {
  type CredentialRequestInput,
  type CredentialRequestMessage,
  createCredentialRequest,
} from './lib/openid4vci/credential-request/create-credential-request.ts'
export type { CredentialProofs } from './lib/openid4vci/credential-request/credential-proofs.ts'
export {
  type CredentialRequest,
  parseCredentialRequest,
} from './lib/openid4vci/credential-request/parse-credential-request.ts'
export {
  type CredentialResponseMessage,
  createCredentialResponse,
  createDeferredCredentialResponse,
  type DeferredCredentialResponseMessage,
  type DeferredCredentials,
} from './lib/openid4vci/credential-response/create-credential-response.ts'
export {
  type FetchCredentialsOptions,
  fetchCredentials,
} from './lib/openid4vci/credential-response/fetch-credentials.ts'
export {
  type CredentialResponse,
  type DeliveredCredentials,
  parseCredentialResponse,
} from './lib/openid4vci/credential-response/parse-credential-response.ts'
export type { PostMessageOptions, TokenScheme } from './lib/openid4vci/credential-response/post-message.ts'
export {
  createDeferredCredentialRequest,
  type DeferredCredentialRequestInput,
  type DeferredCredentialRequestMessage,
} from './lib/openid4vci/deferred-credential-request/create-deferred-credential-request.ts'
export {
  type FetchDeferredCredentialsOptions,
  fetchDeferredCredentials,
} from './lib/openid4vci/deferred-credential-request/fetch-deferred-credentials.ts'
export {
  type DeferredCredentialRequest,
  parseDeferredCredentialRequest,
} from './lib/openid4vci/deferred-credential-request/parse-deferred-credential-request.ts'
export {
  createErrorResponse,
  type ErrorResponseMessage,
} from './lib/openid4vci/error-response/create-error-response.ts'
export {
  type ErrorResponse,
  parseErrorResponse,
} from './lib/openid4vci/error-response/parse-error-response.ts'
export {
  type CreateKeyAttestationInput,
  createKeyAttestation,
} from './lib/openid4vci/key-attestation/create-key-attestation.ts'
export type {
  KeyAttestationProofType,
  UnverifiedKeyAttestation,
  VerifiedKeyAttestation,
} from './lib/openid4vci/key-attestation/key-attestation.ts'
export { parseKeyAttestation } from './lib/openid4vci/key-attestation/parse-key-attestation.ts'
export {
  type KeyAttestationExpectations,
  verifyKeyAttestation,
} from './lib/openid4vci/key-attestation/verify-key-attestation.ts'
export { type CreateKeyProofInput, createKeyProof } from './lib/openid4vci/key-proof/create-key-proof.ts'
export type { UnverifiedKeyProof, VerifiedKeyProof } from './lib/openid4vci/key-proof/key-proof.ts'
export { parseKeyProof } from './lib/openid4vci/key-proof/parse-key-proof.ts'
export { type KeyProofExpectations, verifyKeyProof } from './lib/openid4vci/key-proof/verify-key-proof.ts'
export {
  createNonceResponse,
  type NonceResponseMessage,
} from './lib/openid4vci/nonce-response/create-nonce-response.ts'
export { fetchNonce } from './lib/openid4vci/nonce-response/fetch-nonce.ts'
export { parseNonceResponse } from './lib/openid4vci/nonce-response/parse-nonce-response.ts'
export {
  createNotificationRequest,
  type NotificationEvent,
  type NotificationRequestInput,
  type NotificationRequestMessage,
} from './lib/openid4vci/notification-request/create-notification-request.ts'
export {
  type FetchNotificationOptions,
  fetchNotification,
} from './lib/openid4vci/notification-request/fetch-notification.ts'
export {
  type NotificationRequest,
  parseNotificationRequest,
} from './lib/openid4vci/notification-request/parse-notification-request.ts'
export {
  type AuthorizationCodeTokenRequestInput,
  createTokenRequest,
  type PreAuthorizedTokenRequestInput,
  type RefreshTokenRequestInput,
  type TokenRequestInput,
} from './lib/openid4vci/token-request/create-token-request.ts'
export { type FetchTokenOptions, fetchToken } from './lib/openid4vci/token-request/fetch-token.ts'
export {
  type AuthorizationCodeTokenRequest,
  type PreAuthorizedTokenRequest,
  parseTokenRequest,
  type RefreshTokenRequest,
  type TokenRequest,
} from './lib/openid4vci/token-request/parse-token-request.ts'
export {
  createTokenResponse,
  type TokenResponseInput,
  type TokenResponseMessage,
} from './lib/openid4vci/token-response/create-token-response.ts'
export {
  parseTokenResponse,
  type TokenResponse,
} from './lib/openid4vci/token-response/parse-token-response.ts'
export type { RegisteredError } from './lib/transport/registered-error.ts'
