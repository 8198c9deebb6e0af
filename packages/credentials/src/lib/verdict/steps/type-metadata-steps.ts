import { frozen } from '../frozen.ts'
import type { VerificationStep } from '../verification-step.ts'

export const typeMetadataAddress: VerificationStep = frozen({
  id: 'type-metadata.address',
  stage: 'type_metadata',
  code: 'type_metadata_unresolvable',
  kind: 'unsupported',
  spec: 'SD-JWT VC section 5.3.1',
  rule: 'A type must be an https URL for its description to be fetched.',
})

export const typeMetadataMediaType: VerificationStep = frozen({
  id: 'type-metadata.media-type',
  stage: 'type_metadata',
  code: 'type_metadata_malformed',
  kind: 'malformed',
  spec: 'SD-JWT VC section 3',
  rule: 'Type Metadata must be served as JSON.',
})

export const typeMetadataIntegrity: VerificationStep = frozen({
  id: 'type-metadata.integrity',
  stage: 'type_metadata',
  code: 'type_metadata_mismatch',
  kind: 'verification',
  spec: 'SD-JWT VC section 6',
  rule: 'Type Metadata must have the digest by which it is referred to.',
})

export const typeMetadataReadable: VerificationStep = frozen({
  id: 'type-metadata.readable',
  stage: 'type_metadata',
  code: 'type_metadata_malformed',
  kind: 'malformed',
  spec: 'SD-JWT VC section 5.2',
  rule: 'Type Metadata must be a strict JSON object of at most 256 KiB with members of their types.',
})

export const typeMetadataDisplay: VerificationStep = frozen({
  id: 'type-metadata.display',
  stage: 'type_metadata',
  code: 'type_metadata_malformed',
  kind: 'malformed',
  spec: 'SD-JWT VC section 5.5',
  rule: 'Each display of a type must name its locale and the type.',
})

export const typeMetadataClaims: VerificationStep = frozen({
  id: 'type-metadata.claims',
  stage: 'type_metadata',
  code: 'type_metadata_malformed',
  kind: 'malformed',
  spec: 'SD-JWT VC section 5.6',
  rule: 'Each claim of a type must have a path of at most 64 parts, and rules and displays of their types.',
})

export const typeMetadataVct: VerificationStep = frozen({
  id: 'type-metadata.vct',
  stage: 'type_metadata',
  code: 'type_metadata_mismatch',
  kind: 'verification',
  spec: 'SD-JWT VC section 5.3',
  rule: 'The vct of Type Metadata must be the type that was asked for.',
})

export const typeMetadataCycle: VerificationStep = frozen({
  id: 'type-metadata.extends-cycle',
  stage: 'type_metadata',
  code: 'type_metadata_circular',
  kind: 'verification',
  spec: 'SD-JWT VC section 7.4',
  rule: 'A type must not extend itself.',
})

export const typeMetadataDepth: VerificationStep = frozen({
  id: 'type-metadata.extends-depth',
  stage: 'type_metadata',
  code: 'type_metadata_malformed',
  kind: 'malformed',
  spec: 'SD-JWT VC section 7.4',
  rule: 'A type must extend at most 8 others in a row.',
})

export const typeMetadataSd: VerificationStep = frozen({
  id: 'type-metadata.extends-sd',
  stage: 'type_metadata',
  code: 'type_metadata_mismatch',
  kind: 'verification',
  spec: 'SD-JWT VC section 5.6.5.1',
  rule: 'A type must not change how a claim that it inherits is disclosed.',
})

export const typeMetadataMandatory: VerificationStep = frozen({
  id: 'type-metadata.extends-mandatory',
  stage: 'type_metadata',
  code: 'type_metadata_mismatch',
  kind: 'verification',
  spec: 'SD-JWT VC section 5.6.5.1',
  rule: 'A type must not make a claim optional that it inherits as mandatory.',
})

export const typeMetadataClaimCount: VerificationStep = frozen({
  id: 'type-metadata.extends-claims',
  stage: 'type_metadata',
  code: 'type_metadata_malformed',
  kind: 'malformed',
  spec: 'SD-JWT VC section 7.4',
  rule: 'A type must have at most 512 claims together with those that it inherits.',
})

export const typeClaimValues: VerificationStep = frozen({
  id: 'type-metadata.claim-values',
  stage: 'type_metadata',
  code: 'type_metadata_claim_mismatch',
  kind: 'verification',
  spec: 'SD-JWT VC section 5.6.1.2',
  rule: 'The paths of a type must lead through at most 65,536 values of a credential together.',
})

export const typeClaimPath: VerificationStep = frozen({
  id: 'type-metadata.claim-path',
  stage: 'type_metadata',
  code: 'type_metadata_claim_mismatch',
  kind: 'verification',
  spec: 'SD-JWT VC section 5.6.1.2',
  rule: 'The path of a claim must fit the shape of the credential.',
})

export const typeClaimMandatory: VerificationStep = frozen({
  id: 'type-metadata.claim-mandatory',
  stage: 'type_metadata',
  code: 'type_metadata_claim_mismatch',
  kind: 'verification',
  spec: 'SD-JWT VC section 5.6.3',
  rule: 'A claim that the type makes mandatory must be in the credential.',
})

export const typeClaimAlways: VerificationStep = frozen({
  id: 'type-metadata.claim-sd-always',
  stage: 'type_metadata',
  code: 'type_metadata_claim_mismatch',
  kind: 'verification',
  spec: 'SD-JWT VC section 5.6.4',
  rule: 'A claim must be disclosable where the type says always.',
})

export const typeClaimNever: VerificationStep = frozen({
  id: 'type-metadata.claim-sd-never',
  stage: 'type_metadata',
  code: 'type_metadata_claim_mismatch',
  kind: 'verification',
  spec: 'SD-JWT VC section 5.6.4',
  rule: 'A claim must not be disclosable where the type says never.',
})

/** The steps of resolving Type Metadata and judging by it, in the order in which they are reached. */
export const typeMetadataSteps: readonly VerificationStep[] = frozen([
  typeMetadataAddress,
  typeMetadataMediaType,
  typeMetadataIntegrity,
  typeMetadataReadable,
  typeMetadataDisplay,
  typeMetadataClaims,
  typeMetadataVct,
  typeMetadataCycle,
  typeMetadataDepth,
  typeMetadataSd,
  typeMetadataMandatory,
  typeMetadataClaimCount,
  typeClaimValues,
  typeClaimPath,
  typeClaimMandatory,
  typeClaimAlways,
  typeClaimNever,
])
