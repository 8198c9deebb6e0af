export { type AgentErrorCode, AgentMethodError, agentErrorCode } from './lib/plugin/agent-method-error.ts'
export type { RolePluginOptions } from './lib/plugin/create-role-plugin.ts'
export type {
  ChangeStatusArguments,
  CreateCredentialOfferArguments,
  DeferredIssuanceArguments,
  DenyDeferredIssuanceArguments,
  ILontarIssuer,
  IssuedCredential,
} from './lib/plugin/lontar-issuer-methods.ts'
export { type LontarIssuerPluginOptions, lontarIssuerPlugin } from './lib/plugin/lontar-issuer-plugin.ts'
export { lontarIssuerSchema } from './lib/plugin/lontar-issuer-schema.ts'
export type {
  AuthorizationResult,
  CreateAuthorizationRequestArguments,
  CreatedAuthorizationRequest,
  CredentialVerdict,
  GetAuthorizationResultArguments,
  ILontarVerifier,
  KeyBindingArgument,
  ListReceiptsArguments,
  TransactionDataArgument,
  VerifiedText,
  VerifyCredentialTextArguments,
} from './lib/plugin/lontar-verifier-methods.ts'
export {
  type LontarVerifierPluginOptions,
  lontarVerifierPlugin,
} from './lib/plugin/lontar-verifier-plugin.ts'
export { lontarVerifierSchema } from './lib/plugin/lontar-verifier-schema.ts'
export type {
  AcceptCredentialOfferArguments,
  AuthorizationResponseReceipt,
  CollectedIssuance,
  HeldCredential,
  HeldCredentialDetails,
  ILontarWallet,
  OpenedReview,
  SendAuthorizationResponseArguments,
} from './lib/plugin/lontar-wallet-methods.ts'
export { type LontarWalletPluginOptions, lontarWalletPlugin } from './lib/plugin/lontar-wallet-plugin.ts'
export { lontarWalletSchema } from './lib/plugin/lontar-wallet-schema.ts'
export type { OnWire } from './lib/plugin/on-wire.ts'
export type { MethodSchema, RoleSchema } from './lib/plugin/role-schema.ts'
export type { JsonSchema, JsonType, NoArguments } from './lib/plugin/schema.ts'
