export {
  consentItemOfImage,
  type EvidenceImageKind,
  type EvidenceImages,
} from './lib/evidence-images/evidence-images.ts'
export {
  type EvidenceImageCustody,
  type EvidenceImagesOptions,
  type EvidenceOutcome,
  withEvidenceImages,
} from './lib/evidence-images/with-evidence-images.ts'
