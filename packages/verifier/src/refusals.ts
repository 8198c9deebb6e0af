export { explainRefusal, type RefusedVerdict } from './lib/refusal/explain-refusal.ts'
export type { HolderExplanation } from './lib/refusal/explain-to-holder.ts'
export type { ExplainedCheck, MerchantExplanation } from './lib/refusal/explain-to-merchant.ts'
export type { HolderReasonId } from './lib/refusal/holder-reasons.ts'
