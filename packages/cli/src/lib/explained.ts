import type { LocalizedText } from '@lontar/credentials'
import { type LontarError, OperationError, ProtocolError } from '@lontar/credentials/errors'
import type { Language } from './invocation.ts'
import { protocolErrorText } from './protocol-error-text.ts'

/** A failure whose reason is there in both languages. */
export type Explained<Failure extends LontarError> = Failure & { readonly why: LocalizedText }

/**
 * Gives a failure its reason in Indonesian too. Like the message, which is English, it holds nothing about a person and
 * nothing that was typed.
 */
export function explained<Failure extends LontarError>(failure: Failure, id: string): Explained<Failure> {
  return Object.assign(failure, { why: Object.freeze({ id, en: failure.message }) })
}

/** A command line that cannot be carried out, and why. */
export function usageError({ id, en }: LocalizedText): Explained<OperationError> {
  return explained(new OperationError('usage', en), id)
}

/**
 * Why something failed: in the language asked for where the command itself says it, else in English; and what the other
 * side answered, where it did.
 */
export function whyOf(failure: LontarError & { readonly why?: LocalizedText }, language: Language): string {
  const why = failure.why?.[language] ?? failure.message
  return failure instanceof ProtocolError ? `${why} ${protocolErrorText(failure)[language]}` : why
}
