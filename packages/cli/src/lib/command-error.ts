import { errorCatalogue } from '@lontar/credentials/error-catalogue'
import { type ErrorCode, LontarError } from '@lontar/credentials/errors'
import { fixOf } from './explained.ts'
import type { Language } from './invocation.ts'

/** What the command says when it fails: what, what to do, and where to read on. */
export interface CommandError {
  readonly code: ErrorCode
  readonly title: string
  readonly fix: string
  readonly docs: string
}

/** Turns any failure into an error for a person. An unknown failure shows nothing of its text. */
export function describeError(error: unknown, language: Language): CommandError {
  if (!(error instanceof LontarError)) return describeCode('internal', language)
  const fix = fixOf(error)?.[language]
  return { ...describeCode(error.code, language), ...(fix !== undefined && { fix }) }
}

/** What a code means and what to do about it. */
export function describeCode(code: ErrorCode, language: Language): CommandError {
  const { title, fix } = errorCatalogue[code]
  return { code, title: title[language], fix: fix[language], docs: `docs/errors/${code}.md` }
}
