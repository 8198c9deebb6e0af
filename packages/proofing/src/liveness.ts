export {
  type AnswerLivenessInput,
  answerLiveness,
  type LivenessOutcome,
} from './lib/liveness/answer-liveness.ts'
export type { LivenessPorts, LivenessStep } from './lib/liveness/liveness-challenge.ts'
export {
  createMemoryLivenessStore,
  type LivenessRecord,
  type LivenessStore,
  type MemoryLivenessStoreOptions,
} from './lib/liveness/liveness-store.ts'
export { type StartLivenessInput, startLiveness } from './lib/liveness/start-liveness.ts'
