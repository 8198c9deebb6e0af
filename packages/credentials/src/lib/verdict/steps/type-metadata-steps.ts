import type { VerificationStep } from '../verification-step.ts'

export const typeMetadataReadable: VerificationStep = Object.freeze({
  id: 'type-metadata.readable',
  stage: 'type_metadata',
  code: 'type_metadata_malformed',
  kind: 'malformed',
  spec: 'SD-JWT VC section 6.2',
  rule: 'Type Metadata must be strict JSON of an object with the members of their types.',
})

export const typeMetadataVct: VerificationStep = Object.freeze({
  id: 'type-metadata.vct',
  stage: 'type_metadata',
  code: 'type_metadata_mismatch',
  kind: 'verification',
  spec: 'SD-JWT VC section 6.2',
  rule: 'The vct of Type Metadata must be the type that was asked for.',
})

export const typeMetadataIntegrity: VerificationStep = Object.freeze({
  id: 'type-metadata.integrity',
  stage: 'type_metadata',
  code: 'type_metadata_mismatch',
  kind: 'verification',
  spec: 'SD-JWT VC section 7',
  rule: 'Type Metadata must have the digest that names it.',
})

export const typeMetadataCycle: VerificationStep = Object.freeze({
  id: 'type-metadata.extends-cycle',
  stage: 'type_metadata',
  code: 'type_metadata_circular',
  kind: 'verification',
  spec: 'SD-JWT VC section 7.4',
  rule: 'A type must not extend itself.',
})

export const typeMetadataDepth: VerificationStep = Object.freeze({
  id: 'type-metadata.extends-depth',
  stage: 'type_metadata',
  code: 'type_metadata_malformed',
  kind: 'malformed',
  spec: 'SD-JWT VC section 7.4',
  rule: 'A type must extend at most 8 others in a row.',
})

export const typeClaimMandatory: VerificationStep = Object.freeze({
  id: 'type-metadata.claim-mandatory',
  stage: 'type_metadata',
  code: 'type_metadata_claim_mismatch',
  kind: 'verification',
  spec: 'SD-JWT VC section 9.3',
  rule: 'A claim that the type makes mandatory must be in the credential.',
})

export const typeClaimDisclosure: VerificationStep = Object.freeze({
  id: 'type-metadata.claim-disclosure',
  stage: 'type_metadata',
  code: 'type_metadata_claim_mismatch',
  kind: 'verification',
  spec: 'SD-JWT VC section 9.4',
  rule: 'A claim must be disclosable as the type says: always, or never.',
})

/** The steps of resolving Type Metadata, in the order in which they are reached. */
export const typeMetadataSteps: readonly VerificationStep[] = Object.freeze([
  typeMetadataReadable,
  typeMetadataVct,
  typeMetadataIntegrity,
  typeMetadataCycle,
  typeMetadataDepth,
  typeClaimMandatory,
  typeClaimDisclosure,
])
