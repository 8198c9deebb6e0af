export { type AnswerFaceCheckInput, answerFaceCheck } from './lib/registration/answer-face-check.ts'
export { type ConfirmFieldsInput, confirmFields } from './lib/registration/confirm-fields.ts'
export {
  createRegistrationHandler,
  type RegistrationHandlerOptions,
} from './lib/registration/create-registration-handler.ts'
export {
  type DecidedRegistration,
  type DecideRegistrationInput,
  decideRegistration,
  type RegistrationReview,
  reviewRegistration,
} from './lib/registration/decide-registration.ts'
export type { FaceCheckEnd } from './lib/registration/end-face-check.ts'
export type { FaceChallenge } from './lib/registration/face-challenge.ts'
export { createMemoryRegistrationStore } from './lib/registration/memory-registration-store.ts'
export type { Registration } from './lib/registration/registration.ts'
export type { CardFaces, RegistrationFaces } from './lib/registration/registration-faces.ts'
export type {
  RegistrationAccess,
  RegistrationDoor,
  RegistrationLimits,
  RegistrationOffice,
} from './lib/registration/registration-office.ts'
export { registrationIdentity, registrationStatus } from './lib/registration/registration-status.ts'
export type {
  RegistrationRecord,
  RegistrationState,
  RegistrationStore,
} from './lib/registration/registration-store.ts'
export { startFaceCheck } from './lib/registration/start-face-check.ts'
export {
  type StartedRegistration,
  type StartRegistrationInput,
  startRegistration,
} from './lib/registration/start-registration.ts'
export { type UploadCardInput, uploadCard } from './lib/registration/upload-card.ts'
