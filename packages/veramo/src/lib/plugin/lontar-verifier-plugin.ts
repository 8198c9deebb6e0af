import type { Verdict, VerifiedCredential } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import type { Ask } from '@lontar/documents/ask'
import type { CreatedRequest, Verifier } from '@lontar/verifier'
import type { IAgentPlugin } from '@veramo/core-types'
import { createRolePlugin, type RolePluginOptions } from './create-role-plugin.ts'
import type {
  AuthorizationResult,
  CreateAuthorizationRequestArguments,
  CreatedAuthorizationRequest,
  CredentialVerdict,
  GetAuthorizationResultArguments,
  ILontarVerifier,
} from './lontar-verifier-methods.ts'
import { lontarVerifierSchema } from './lontar-verifier-schema.ts'
import { onWire } from './on-wire.ts'
import type { OwnMethods } from './role-schema.ts'

/** What `lontarVerifierPlugin` needs. */
export interface LontarVerifierPluginOptions extends RolePluginOptions {
  /** Whose operations the agent gets, as `createVerifier` of `@lontar/verifier` makes it. */
  readonly verifier: Verifier
  /** What may be asked, by name, such as `parseAsks` of `@lontar/documents` reads. */
  readonly asks: ReadonlyMap<string, Ask>
}

/**
 * Makes the operations of a verifier methods of a Veramo agent. Whoever may call them may ask what `asks` names, and
 * reads the answers.
 *
 * @throws OperationError `usage` when `DEBUG` would make Veramo write arguments and results to its log.
 */
export function lontarVerifierPlugin({
  verifier,
  asks,
  ...options
}: LontarVerifierPluginOptions): IAgentPlugin {
  const methods: OwnMethods<ILontarVerifier> = {
    createAuthorizationRequest: async (args) => createRequest(verifier, asks, args),
    getAuthorizationResult: async (args) => readResult(verifier, args),
    verifyCredentialText: async ({ expectedKeyBinding, ...presentation }) =>
      verdictOf(await verifier.verify({ ...presentation, expectedKeyBinding: expectedKeyBinding ?? 'none' })),
    listVerifierReceipts: async (page) => onWire(await verifier.receipts(page)),
  }
  return createRolePlugin(lontarVerifierSchema, methods, options)
}

async function createRequest(
  verifier: Verifier,
  asks: ReadonlyMap<string, Ask>,
  { ask: name, ...options }: CreateAuthorizationRequestArguments,
): Promise<CreatedAuthorizationRequest> {
  const ask = asks.get(name)
  if (ask === undefined) throw new VerificationError('ask_unknown', 'There is no such ask.')
  const created: CreatedRequest | { readonly needed: false } = await verifier.request(ask, options)
  return 'needed' in created ? { needed: false } : { needed: true, ...onWire(created) }
}

async function readResult(
  verifier: Verifier,
  { transactionId, waitSeconds = 0, ...options }: GetAuthorizationResultArguments,
): Promise<AuthorizationResult> {
  const result = await verifier.awaitResult(transactionId, {
    ...options,
    waitMilliseconds: waitSeconds * 1_000,
  })
  const { credentials: _ofQueries, ...answered } = result
  return onWire(answered)
}

function verdictOf({ ok, checks, value }: Verdict<VerifiedCredential>): CredentialVerdict {
  if (!ok) return { ok: false, checks: onWire(checks), credential: null }
  const { issuer, types, format, claims } = value
  return { ok, checks: onWire(checks), credential: { issuer, types, format, claims } }
}
