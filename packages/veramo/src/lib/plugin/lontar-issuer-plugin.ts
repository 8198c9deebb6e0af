import { VerificationError } from '@lontar/credentials/errors'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import type { CredentialRecord, Issuer } from '@lontar/issuer'
import type { IAgentPlugin } from '@veramo/core-types'
import { createRolePlugin, type RolePluginOptions } from './create-role-plugin.ts'
import type { ChangeStatusArguments, ILontarIssuer, IssuedCredential } from './lontar-issuer-methods.ts'
import { lontarIssuerSchema } from './lontar-issuer-schema.ts'
import { onWire } from './on-wire.ts'
import type { OwnMethods } from './role-schema.ts'

/** What `lontarIssuerPlugin` needs. */
export interface LontarIssuerPluginOptions extends RolePluginOptions {
  /** Whose operations the agent gets, as `createIssuer` of `@lontar/issuer` makes it. */
  readonly issuer: Issuer
}

/**
 * Makes the operations of an issuer methods of a Veramo agent. Whoever may call them may issue and revoke.
 *
 * @throws OperationError `usage` when `DEBUG` would make Veramo write arguments and results to its log.
 */
export function lontarIssuerPlugin({ issuer, ...options }: LontarIssuerPluginOptions): IAgentPlugin {
  const change = (how: 'revoke' | 'suspend' | 'reinstate') => async (args: ChangeStatusArguments) => {
    await issuer[how](args.credentialId, args.reason)
    return recordOf(issuer, args.credentialId)
  }
  const methods: OwnMethods<ILontarIssuer> = {
    createCredentialOffer: async ({ identity, ...offer }) =>
      // Any text: the issuer verifies it.
      onWire(await issuer.offer(identity as SignedVerifiedIdentity, offer)),
    listIssuedCredentials: async ({ limit }) => (await issuer.credentials(limit)).map(withoutKey),
    getIssuedCredential: async ({ credentialId }) => recordOf(issuer, credentialId),
    revokeCredential: change('revoke'),
    suspendCredential: change('suspend'),
    reinstateCredential: change('reinstate'),
    listDeferredIssuances: async () => onWire(await issuer.deferred()),
    approveDeferredIssuance: async ({ deferredId }) => {
      await issuer.approve(deferredId)
      return { deferredId }
    },
    denyDeferredIssuance: async ({ deferredId, reason }) => {
      await issuer.deny(deferredId, reason)
      return { deferredId }
    },
  }
  return createRolePlugin(lontarIssuerSchema, methods, options)
}

async function recordOf(issuer: Issuer, credentialId: string): Promise<IssuedCredential> {
  const record = await issuer.credential(credentialId)
  if (record !== undefined) return withoutKey(record)
  throw new VerificationError('credential_unknown', 'No credential was issued by this id.')
}

/** The thumbprint of the holder's key is no business of a caller: it would link what one holder has. */
function withoutKey({ keyThumbprint: _key, ...record }: CredentialRecord): IssuedCredential {
  return onWire(record)
}
