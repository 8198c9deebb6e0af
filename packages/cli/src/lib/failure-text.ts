import type { ErrorCode, LontarError } from '@lontar/credentials/errors'
import { describeCode, describeError } from './command-error.ts'
import { documentationPath } from './documentation-path.ts'
import { whyOf } from './explained.ts'
import type { Language } from './invocation.ts'
import { terminalText } from './terminal-text.ts'

/** A failure for a person: what, why, what to do, where to read on. */
export function failureText(
  { code, failure }: { readonly code: ErrorCode; readonly failure?: LontarError | undefined },
  language: Language,
): readonly string[] {
  const { title, fix, docs } =
    failure?.code === code ? describeError(failure, language) : describeCode(code, language)
  // A message of ours never holds personal data.
  const why = failure === undefined ? [] : [terminalText(whyOf(failure, language))]
  const more = why.filter((line) => line !== `${title}.`)
  return [`${title} [${code}]`, ...more, fix, documentationPath(docs)]
}
