import type { MessageRecipient } from '@lontar/openid4vc/openid4vci'
import type { HolderKey } from './verify-proofs.ts'

/** Everything that the delivery of a deferred issuance needs and the request for it does not bring again. */
export interface DeferredContent {
  /** The verified identity as JSON. */
  readonly identity: string
  /** The keys that the credential request proved: no other is ever bound (security E13). */
  readonly holderKeys: readonly HolderKey[]
  /** How the credential request wanted to be answered. */
  readonly responseEncryption?: MessageRecipient
}

/** Writes it as JSON for the store, which encrypts it. */
export function encodeDeferredContent(content: DeferredContent): string {
  return JSON.stringify(content)
}

/** Reads what `encodeDeferredContent` wrote. */
export function decodeDeferredContent(text: string): DeferredContent {
  return JSON.parse(text) as DeferredContent
}
