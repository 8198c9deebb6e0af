import type { VerifiedCredential } from '@lontar/credentials'
import { isJsonObject } from '@lontar/credentials/jose'
import type { IAgentContext, IResolver } from '@veramo/core-types'
import { isKeyOf } from './is-key-of.ts'
import { shownHolder } from './is-what-was-presented.ts'

/**
 * Whether the holder that a presentation of one SD-JWT shows is the one who presents: its text names none, so that he
 * must be the subject of the credential, or a DID whose document has the key that the credential is bound to.
 */
export async function isHolderShown(
  presentation: unknown,
  { claims, holderKey }: VerifiedCredential,
  context: IAgentContext<IResolver> | undefined,
): Promise<boolean> {
  const holder = shownHolder(presentation)
  if (holder === undefined) return true
  const { credentialSubject, sub } = claims
  const subject = isJsonObject(credentialSubject) ? credentialSubject.id : sub
  if (typeof holder !== 'string' || holderKey === undefined) return false
  if (holder === subject) return true
  const resolved = await context?.agent.resolveDid({ didUrl: holder }).catch(() => undefined)
  const methods = resolved?.didDocument?.verificationMethod ?? []
  return methods.some((method) => isKeyOf(method, holderKey))
}
