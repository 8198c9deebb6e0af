import type { Artefact, Cast } from './artefact.ts'
import { isHoldersChoice } from './is-holders-choice.ts'
import { mutationClasses } from './mutation-classes.ts'
import { seededChoices } from './seeded-choices.ts'

/** What came of the variants of one class. */
export interface ClassResult {
  readonly name: string
  tried: number
  /** The original, or what its holder may make of it; not counted as tried. */
  unchanged: number
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

/**
 * Makes hostile variants of valid artefacts, each class in turn, and offers them to the verification that accepts the
 * original. Same seed and count, same choices.
 *
 * @param run see `MutantRun`.
 * @returns the result of each class.
 */
export async function runMutants({
  artefacts,
  cast,
  count,
  seed,
  onProgress,
}: MutantRun): Promise<readonly ClassResult[]> {
  const choices = seededChoices(seed)
  const classes = Object.entries(mutationClasses).map(([name, mutate]) => ({
    mutate,
    result: emptyResult(name),
  }))
  for (let tried = 0; tried < count; ) {
    const { mutate, result } = choices.pick(classes)
    const artefact = choices.pick(artefacts)
    const variant = await mutate({ artefact, others: artefacts, cast, choices })
    if (variant === undefined) continue
    if (isHoldersChoice(artefact, variant)) {
      result.unchanged += 1
      continue
    }
    await judge(artefact, variant, result, tried)
    tried += 1
    if (tried % 1000 === 0) onProgress?.(tried)
  }
  return classes.map(({ result }) => result)
}

async function judge(artefact: Artefact, variant: string, result: ClassResult, tried: number): Promise<void> {
  const code = await artefact.judge(variant)
  result.tried += 1
  const repeat = `${artefact.name}, variant ${tried}: ${variant}`
  if (code === undefined) result.accepted.push(repeat)
  if (code === 'untyped') result.untyped.push(repeat)
}

function emptyResult(name: string): ClassResult {
  return { name, tried: 0, unchanged: 0, accepted: [], untyped: [] }
}
