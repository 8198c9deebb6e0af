import type { LocalizedText } from '@lontar/credentials'
import { type LontarError, OperationError, ProtocolError } from '@lontar/credentials/errors'
import { indonesianDetail } from './detail-text.ts'
import type { Language } from './invocation.ts'
import { protocolErrorText } from './protocol-error-text.ts'

/** A failure whose reason is there in both languages, and its remedy where it is another than that of the code. */
export type Explained<Failure extends LontarError> = Failure & {
  readonly why: LocalizedText
  readonly fix?: LocalizedText
}

/**
 * Gives a failure its reason in Indonesian too. Like the message, which is English, it holds nothing about a person and
 * nothing that was typed.
 *
 * @param fix what to do about it here, where the remedy of the code speaks of somebody who is not there.
 */
export function explained<Failure extends LontarError>(
  failure: Failure,
  id: string,
  fix?: LocalizedText,
): Explained<Failure> {
  return Object.assign(failure, { why: Object.freeze({ id, en: failure.message }), ...(fix && { fix }) })
}

/** What to do about a failure, where that is another than the remedy of its code. */
export function fixOf({ fix }: LontarError & { readonly fix?: LocalizedText }): LocalizedText | undefined {
  return fix
}

/** A command line that cannot be carried out, and why. */
export function usageError({ id, en }: LocalizedText): Explained<OperationError> {
  return explained(new OperationError('usage', en), id)
}

/**
 * Why something failed, in the language asked for; in English where a package says it that the counter does not reach,
 * such as those of wallet and verifier; and what the other side answered, where it did.
 */
export function whyOf(failure: LontarError & { readonly why?: LocalizedText }, language: Language): string {
  const why = failure.why?.[language] ?? ownWords(failure, language)
  return failure instanceof ProtocolError ? `${why} ${protocolErrorText(failure)[language]}` : why
}

function ownWords(failure: LontarError, language: Language): string {
  return (language === 'id' ? indonesianDetail(failure) : undefined) ?? failure.message
}
