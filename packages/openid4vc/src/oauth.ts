export {
  type AttestationChallengeResponseMessage,
  createAttestationChallengeResponse,
} from './lib/oauth/attestation-challenge/create-attestation-challenge-response.ts'
export { fetchAttestationChallenge } from './lib/oauth/attestation-challenge/fetch-attestation-challenge.ts'
export { parseAttestationChallengeResponse } from './lib/oauth/attestation-challenge/parse-attestation-challenge-response.ts'
export type { TrustedAttester } from './lib/oauth/attester/trusted-attester.ts'
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
