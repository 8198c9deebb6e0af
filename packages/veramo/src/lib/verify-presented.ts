import type { CredentialFormat, VerifyExpectations } from '@lontar/credentials'
import { verifyVp } from '@lontar/credentials/presentation'
import type { IAgentContext, IResolver } from '@veramo/core-types'
import { isHolderShown } from './is-holder-shown.ts'
import { isWhatWasPresented } from './is-what-was-presented.ts'
import { createVerifyResult, type LontarVerifyResult, mismatchResult } from './lontar-verify-result.ts'
import { formatIdOf, textOf } from './veramo-document.ts'

/** How a presentation is read and what it is held to. */
export interface PresentedExpectations extends VerifyExpectations {
  /** The formats that its credentials may have. */
  readonly expectedFormats: readonly CredentialFormat[]
  /** The format that reads a text. */
  readonly readerOf: (text: string) => CredentialFormat
}

/** Verifies a presentation, as text or as an object, which must say what its text says. */
export async function verifyPresented(
  presentation: unknown,
  { readerOf, expectedFormats, ...expectations }: PresentedExpectations,
  context: IAgentContext<IResolver> | undefined,
): Promise<LontarVerifyResult> {
  const text = textOf(presentation) ?? ''
  if (!(await isWhatWasPresented(presentation, text, readerOf))) return mismatchResult()
  const id = formatIdOf(text)
  if (id !== 'vc+sd-jwt' && id !== 'dc+sd-jwt') {
    return createVerifyResult(await verifyVp(text, { ...expectations, expectedFormats }))
  }
  const verdict = await readerOf(text).verify(text, expectations)
  const isHolder = !verdict.ok || (await isHolderShown(presentation, verdict.value, context))
  return isHolder ? createVerifyResult(verdict) : mismatchResult()
}
