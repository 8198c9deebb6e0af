export type { Ask, AskCondition, LegalBasis } from './lib/ask/ask.ts'
export { type CheckConditionsOptions, checkConditions } from './lib/ask/check-conditions.ts'
export { type AskFormat, type CompileAskOptions, compileAsk } from './lib/ask/compile-ask.ts'
export { conditionSteps } from './lib/ask/condition-steps.ts'
export { type AskDefinition, type AskOptions, ask, askedClaims, asksNothing } from './lib/ask/create-ask.ts'
export { isLegalBasis, legalBases } from './lib/ask/legal-bases.ts'
export { parseAsks } from './lib/ask/parse-asks.ts'
export { readAskClaims } from './lib/ask/read-ask-claims.ts'
export {
  claimsOfService,
  type OwnServices,
  type Service,
  services,
  type UnsupportedNeed,
} from './lib/ask/services.ts'
