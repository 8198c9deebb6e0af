export {
  type AttestationChallengeResponseMessage,
  createAttestationChallengeResponse,
} from './lib/oauth/attestation-challenge/create-attestation-challenge-response.ts'
export { fetchAttestationChallenge } from './lib/oauth/attestation-challenge/fetch-attestation-challenge.ts'
export { parseAttestationChallengeResponse } from './lib/oauth/attestation-challenge/parse-attestation-challenge-response.ts'
export type { CheckAttestationStatus } from './lib/oauth/attester/holds-attestation-status.ts'
export type { TrustedAttester } from './lib/oauth/attester/trusted-attester.ts'
export {
  type AuthorizationDetailMessage,
  type CredentialAuthorizationDetail,
  credentialDetailType,
} from './lib/oauth/authorization-details/authorization-detail.ts'
export { createAuthorizationDetails } from './lib/oauth/authorization-details/create-authorization-details.ts'
export {
  type AuthorizationDetailsRules,
  parseAuthorizationDetails,
} from './lib/oauth/authorization-details/parse-authorization-details.ts'
export type { AuthorizationRequest } from './lib/oauth/authorization-request/authorization-request.ts'
export { createAuthorizationRequest } from './lib/oauth/authorization-request/create-authorization-request.ts'
export { isRedirectUri } from './lib/oauth/authorization-request/is-redirect-uri.ts'
export { parseAuthorizationRequest } from './lib/oauth/authorization-request/parse-authorization-request.ts'
export {
  type AuthorizationResponseInput,
  createAuthorizationResponseUrl,
} from './lib/oauth/authorization-response/create-authorization-response-url.ts'
export {
  type AuthorizationResponseExpectations,
  verifyAuthorizationResponse,
} from './lib/oauth/authorization-response/verify-authorization-response.ts'
export {
  type ClientAttestationHeaders,
  clientAttestationAuthMethod,
  clientAttestationChallengeHeader,
  type UnverifiedClientAttestation,
  type VerifiedClientAttestation,
} from './lib/oauth/client-attestation/client-attestation.ts'
export {
  type CreateClientAttestationInput,
  createClientAttestation,
} from './lib/oauth/client-attestation/create-client-attestation.ts'
export {
  type ClientAttestationFetchOptions,
  createClientAttestationFetch,
} from './lib/oauth/client-attestation/create-client-attestation-fetch.ts'
export {
  type CreateClientAttestationPopInput,
  createClientAttestationPop,
} from './lib/oauth/client-attestation/create-client-attestation-pop.ts'
export type { ClientAttestationProverOptions } from './lib/oauth/client-attestation/create-client-attestation-prover.ts'
export { parseClientAttestation } from './lib/oauth/client-attestation/parse-client-attestation.ts'
export { parseClientAttestationHeaders } from './lib/oauth/client-attestation/parse-client-attestation-headers.ts'
export {
  type ClientAttestationExpectations,
  verifyClientAttestation,
} from './lib/oauth/client-attestation/verify-client-attestation.ts'
export { createDpopFetch, type DpopFetchOptions } from './lib/oauth/dpop/create-dpop-fetch.ts'
export { type CreateDpopProofInput, createDpopProof } from './lib/oauth/dpop/create-dpop-proof.ts'
export type { DpopProverOptions } from './lib/oauth/dpop/create-dpop-prover.ts'
export type { UnverifiedDpopProof, VerifiedDpopProof } from './lib/oauth/dpop/dpop-proof.ts'
export { parseDpopProof } from './lib/oauth/dpop/parse-dpop-proof.ts'
export { type DpopExpectations, verifyDpopProof } from './lib/oauth/dpop/verify-dpop-proof.ts'
export { createPkce, type Pkce } from './lib/oauth/pkce/create-pkce.ts'
export { verifyPkce } from './lib/oauth/pkce/verify-pkce.ts'
export { createAuthorizationUrl } from './lib/oauth/pushed-authorization/create-authorization-url.ts'
export {
  createPushedAuthorizationResponse,
  type PushedAuthorization,
  type PushedAuthorizationResponseMessage,
} from './lib/oauth/pushed-authorization/create-pushed-authorization-response.ts'
export {
  fetchPushedAuthorization,
  type PushedAuthorizationOptions,
} from './lib/oauth/pushed-authorization/fetch-pushed-authorization.ts'
export { parsePushedAuthorizationRequest } from './lib/oauth/pushed-authorization/parse-pushed-authorization-request.ts'
export { parsePushedAuthorizationResponse } from './lib/oauth/pushed-authorization/parse-pushed-authorization-response.ts'
