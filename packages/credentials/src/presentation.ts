export { type CreateVpInput, createVp } from './lib/formats/create-vp.ts'
export {
  type EnvelopedCredentialText,
  envelopeCredential,
  envelopePresentation,
  openEnvelopedCredential,
  openEnvelopedPresentation,
  type PresentedCredentialText,
} from './lib/formats/envelope.ts'
export { parseVp, type UnverifiedPresentation } from './lib/formats/parse-vp.ts'
export {
  type ResolveHolderKey,
  type VerifiedPresentation,
  type VerifyVpExpectations,
  verifyVp,
} from './lib/formats/verify-vp.ts'
