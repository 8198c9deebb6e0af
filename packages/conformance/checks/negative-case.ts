import type { Verdict } from '@lontar/credentials'
import { type ErrorCode, LontarError } from '@lontar/credentials/errors'

/** Something that must be refused, and the step of a verification that must refuse it. */
export interface NegativeCase {
  /** A sentence about what is wrong with the input. */
  readonly name: string
  /** The id of the step, such as `jws.algorithm`. */
  readonly step: string
  /** The code of the refusal. */
  readonly expected: ErrorCode
  /** Offers the input; the code that was seen, `undefined` when it was accepted. Never throws. */
  run(): Promise<string | undefined>
  /** Offers the nearest input that is right; `undefined` when it was accepted, as it must be. */
  twin?(): Promise<string | undefined>
}

/**
 * Tells how an attempt ended.
 *
 * @param attempt what is tried.
 * @returns the code of the LontarError that it threw, `untyped` for any other error, `undefined` when it threw none.
 */
export async function codeOf(attempt: () => unknown): Promise<string | undefined> {
  try {
    await attempt()
    return undefined
  } catch (error) {
    return error instanceof LontarError ? error.code : 'untyped'
  }
}

/**
 * Tells how a verification ended.
 *
 * @param verify the verification.
 * @returns the code of the first check that is not ok, `untyped` when it threw, `undefined` when the verdict is ok.
 */
export async function codeOfVerdict(verify: () => Promise<Verdict<unknown>>): Promise<string | undefined> {
  try {
    const { ok, checks } = await verify()
    if (ok) return undefined
    return checks.find(({ state }) => state === 'failed' || state === 'unknown')?.code ?? 'untyped'
  } catch {
    return 'untyped'
  }
}
