import { createHash } from 'node:crypto'
import type { Artefact, Cast } from './artefact.ts'
import { isEcdsaTwin } from './is-ecdsa-twin.ts'
import { isHarmless } from './is-harmless.ts'
import { mutationClasses } from './mutation-classes.ts'
import { seededChoices } from './seeded-choices.ts'

/** What came of the variants of one class. */
export interface ClassResult {
  readonly name: string
  tried: number
  /** Of the tried ones, those that were not tried before: small changes come again, and are judged once. */
  distinct: number
  /** No attack: it may be accepted, must fail with a typed code where it fails, and does not count as tried. */
  harmless: number
  /** Accepted as the documented exception: the ECDSA twin of a signature, and nothing else changed. */
  exceptions: number
  /** Accepted, with what repeats it. */
  readonly accepted: string[]
  /** Refused by something else than a typed code, with what repeats it. */
  readonly untyped: string[]
}

/** What `runMutants` needs. */
export interface MutantRun {
  readonly artefacts: readonly Artefact[]
  readonly cast: Cast
  readonly count: number
  readonly seed: number
  /** Called after each thousand variants, with how many were tried. */
  readonly onProgress?: (tried: number) => void
}

/** What came of a run. */
export interface MutantOutcome {
  readonly results: readonly ClassResult[]
  /** SHA-256 over every variant in turn, with its class and its artefact: the same for the same seed and count. */
  readonly digest: string
}

/**
 * Makes hostile variants of valid artefacts, each class in turn, and offers them to the verification that accepts the
 * original. A scene of the same seed, the same seed and the same count make the same variants.
 *
 * @param run see `MutantRun`.
 * @returns the result of each class, and a digest of all variants.
 */
export async function runMutants({
  artefacts,
  cast,
  count,
  seed,
  onProgress,
}: MutantRun): Promise<MutantOutcome> {
  const choices = seededChoices(seed)
  const hash = createHash('sha256')
  const classes = Object.entries(mutationClasses).map(([name, { appliesTo, mutate }]) => ({
    mutate,
    targets: artefacts.filter(appliesTo),
    result: emptyResult(name),
  }))
  const codes = new Map<string, string | undefined>()
  for (let tried = 0; tried < count; ) {
    const { mutate, targets, result } = choices.pick(classes)
    const artefact = choices.pick(targets)
    const variant = await mutate({ artefact, others: artefacts, cast, choices })
    if (variant === undefined || variant === artefact.text) continue
    const key = createHash('sha256').update(`${artefact.name}\n${variant}`).digest('base64')
    hash.update(`${result.name}\n${key}\n`)
    const isNew = !codes.has(key)
    if (isNew) codes.set(key, await artefact.judge(variant))
    if (!isTried(artefact, variant, codes.get(key), result, tried)) continue
    tried += 1
    result.distinct += Number(isNew)
    if (tried % 1000 === 0) onProgress?.(tried)
  }
  return { results: classes.map(({ result }) => result), digest: hash.digest('hex') }
}

/** Notes what came of a variant, and tells whether it counts as tried. */
function isTried(
  artefact: Artefact,
  variant: string,
  code: string | undefined,
  result: ClassResult,
  tried: number,
): boolean {
  const repeat = `${artefact.name}, variant ${tried}: ${variant}`
  if (code === 'untyped') result.untyped.push(repeat)
  if (isHarmless(artefact, variant)) {
    result.harmless += 1
    return false
  }
  result.tried += 1
  if (code !== undefined) return true
  if (isEcdsaTwin(artefact.text, variant)) result.exceptions += 1
  else result.accepted.push(repeat)
  return true
}

function emptyResult(name: string): ClassResult {
  return { name, tried: 0, distinct: 0, harmless: 0, exceptions: 0, accepted: [], untyped: [] }
}
