import type { ErrorCode } from '@lontar/credentials/errors'
import { LontarError } from '@lontar/credentials/errors'

/** A way to fail, and the code that proves that it failed there and not before. */
export interface FailurePath {
  readonly title: string
  /** The code of the error or verdict, or the HTTP status. */
  readonly code: ErrorCode | 'ERR_INVALID_ARG_VALUE' | number
  /** Throws, or gives the verdict or response that says no. */
  run(): unknown
}

/** What came of a path, whatever way it failed. */
export async function failureOf(run: FailurePath['run']): Promise<unknown> {
  try {
    return await run()
  } catch (error) {
    return error
  }
}

/** The code of a failure, in whatever form it came. */
export function codeOfFailure(failure: unknown): unknown {
  if (failure instanceof LontarError) return failure.code
  if (failure instanceof Response) return failure.status
  if (failure instanceof TypeError && 'code' in failure) return failure.code
  const { checks, verdict, failures, reasons } = (failure ?? {}) as {
    readonly checks?: readonly { readonly state: string; readonly code?: string }[]
    readonly verdict?: unknown
    readonly failures?: readonly unknown[]
    readonly reasons?: readonly { readonly code: string }[]
  }
  if (verdict !== undefined) return codeOfFailure(verdict)
  if (reasons !== undefined) return reasons[0]?.code
  if (failures !== undefined) return codeOfFailure(failures[0])
  return checks?.find(({ state }) => state === 'failed' || state === 'unknown')?.code
}
