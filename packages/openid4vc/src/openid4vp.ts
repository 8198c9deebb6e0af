export type { MessageRecipient } from './lib/encryption/encrypt-message.ts'
export {
  type ContentEncryption,
  contentEncryptions,
  type EncryptionJwk,
} from './lib/encryption/encryption-jwk.ts'
export { encryptionJwkOf } from './lib/encryption/encryption-jwk-of.ts'
export {
  type AuthorizationRequestUriInput,
  createAuthorizationRequestUri,
} from './lib/openid4vp/authorization-request-uri/create-authorization-request-uri.ts'
export {
  createInlineAuthorizationRequestUri,
  type InlineAuthorizationRequestUriInput,
} from './lib/openid4vp/authorization-request-uri/create-inline-authorization-request-uri.ts'
export {
  createUnsignedAuthorizationRequestUri,
  type UnsignedRequestInput,
} from './lib/openid4vp/authorization-request-uri/create-unsigned-authorization-request-uri.ts'
export {
  type AuthorizationRequestUri,
  parseAuthorizationRequestUri,
  type RequestByReference,
  type RequestByValue,
  type UnsignedRequest,
} from './lib/openid4vp/authorization-request-uri/parse-authorization-request-uri.ts'
export type {
  UnverifiedAnswer,
  UnverifiedAuthorizationResponse,
} from './lib/openid4vp/authorization-response/authorization-response.ts'
export {
  type AuthorizationErrorResponseInput,
  createAuthorizationErrorResponse,
} from './lib/openid4vp/authorization-response/create-authorization-error-response.ts'
export {
  type AuthorizationResponseInput,
  createAuthorizationResponse,
} from './lib/openid4vp/authorization-response/create-authorization-response.ts'
export { createFragmentResponseUrl } from './lib/openid4vp/authorization-response/create-fragment-response-url.ts'
export {
  createRefusalResponse,
  type RefusalResponse,
} from './lib/openid4vp/authorization-response/create-refusal-response.ts'
export { parseAuthorizationResponse } from './lib/openid4vp/authorization-response/parse-authorization-response.ts'
export type { ClientId, ClientIdKind, ClientIdPrefix } from './lib/openid4vp/client-id/client-id.ts'
export { createX509Hash } from './lib/openid4vp/client-id/create-x509-hash.ts'
export { parseClientId } from './lib/openid4vp/client-id/parse-client-id.ts'
export type { VerifierKey, VerifierTrust } from './lib/openid4vp/client-id/verifier-trust.ts'
export type {
  ClientMetadata,
  UnverifiedClientMetadata,
} from './lib/openid4vp/client-metadata/client-metadata.ts'
export {
  type CreateClientMetadataInput,
  createClientMetadata,
} from './lib/openid4vp/client-metadata/create-client-metadata.ts'
export { selectResponseEncryption } from './lib/openid4vp/client-metadata/select-response-encryption.ts'
export { defaultVpFormats } from './lib/openid4vp/client-metadata/vp-formats.ts'
export type {
  DcApiRequestInput,
  SignedDcApiRequestInput,
} from './lib/openid4vp/dc-api/create-dc-api-parameters.ts'
export { createDcApiRefusal } from './lib/openid4vp/dc-api/create-dc-api-refusal.ts'
export {
  createDcApiErrorResponse,
  createDcApiResponse,
} from './lib/openid4vp/dc-api/create-dc-api-response.ts'
export { createMultisignedDcApiRequest } from './lib/openid4vp/dc-api/create-multisigned-dc-api-request.ts'
export {
  createSignedDcApiRequest,
  type DcApiRequestSigner,
} from './lib/openid4vp/dc-api/create-signed-dc-api-request.ts'
export { createUnsignedDcApiRequest } from './lib/openid4vp/dc-api/create-unsigned-dc-api-request.ts'
export {
  type DcApiMessage,
  type DcApiProtocol,
  type DcApiRequest,
  type DcApiResponseMode,
  dcApiAudience,
  dcApiProtocols,
} from './lib/openid4vp/dc-api/dc-api.ts'
export { decryptDcApiResponse } from './lib/openid4vp/dc-api/decrypt-dc-api-response.ts'
export {
  parseDcApiRequest,
  type UnverifiedDcApiRequest,
} from './lib/openid4vp/dc-api/parse-dc-api-request.ts'
export {
  parseDcApiResponse,
  type UnverifiedDcApiResponse,
} from './lib/openid4vp/dc-api/parse-dc-api-response.ts'
export {
  type DcApiRequestExpectations,
  verifyDcApiRequest,
} from './lib/openid4vp/dc-api/verify-dc-api-request.ts'
export { decryptAuthorizationResponse } from './lib/openid4vp/encrypted-response/decrypt-authorization-response.ts'
export type { EncryptedResponseExpectations } from './lib/openid4vp/encrypted-response/decrypt-response.ts'
export { encryptAuthorizationResponse } from './lib/openid4vp/encrypted-response/encrypt-authorization-response.ts'
export {
  parseEncryptedAuthorizationResponse,
  type UnverifiedEncryptedResponse,
} from './lib/openid4vp/encrypted-response/parse-encrypted-authorization-response.ts'
export { type HaipRequest, requireHaipRequest } from './lib/openid4vp/haip/require-haip-request.ts'
export type { AuthenticClient } from './lib/openid4vp/request-object/authenticate-client.ts'
export {
  type AuthenticRequestObject,
  authenticateRequestObject,
  type RequestObjectExpectations,
} from './lib/openid4vp/request-object/authenticate-request-object.ts'
export type { AskedParametersInput } from './lib/openid4vp/request-object/create-asked-parameters.ts'
export {
  type CreateRequestObjectInput,
  createRequestObject,
} from './lib/openid4vp/request-object/create-request-object.ts'
export {
  type FetchRequestObjectOptions,
  fetchRequestObject,
} from './lib/openid4vp/request-object/fetch-request-object.ts'
export type { AskedParameters } from './lib/openid4vp/request-object/parse-asked-parameters.ts'
export { parseRequestObject } from './lib/openid4vp/request-object/parse-request-object.ts'
export {
  type RequestObject,
  type RequestObjectContent,
  type ResponseMode,
  requestObjectMediaType,
  type UnverifiedRequestObject,
} from './lib/openid4vp/request-object/request-object.ts'
export type { RequestedAsk } from './lib/openid4vp/request-object/requested-ask.ts'
export { verifyRequestObject } from './lib/openid4vp/request-object/verify-request-object.ts'
export { verifyUnsignedRequest } from './lib/openid4vp/request-object/verify-unsigned-request.ts'
export {
  postAuthorizationResponse,
  type ResponseEndpointAnswer,
} from './lib/openid4vp/response-endpoint/post-authorization-response.ts'
export {
  type CreateTransactionDataInput,
  createTransactionData,
} from './lib/openid4vp/transaction-data/create-transaction-data.ts'
export { parseTransactionData } from './lib/openid4vp/transaction-data/parse-transaction-data.ts'
export type { TransactionData } from './lib/openid4vp/transaction-data/transaction-data.ts'
export type { RegisteredError } from './lib/transport/registered-error.ts'
