import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The test plans that have a configuration. */
export const planKinds = [
  'issuer',
  'issuer-haip',
  'wallet',
  'wallet-haip',
  'verifier',
  'verifier-haip',
  'wallet-presentation',
  'wallet-presentation-haip',
] as const

/** One of them. */
export type PlanKind = (typeof planKinds)[number]

/** What the suite is told to create. */
export interface PlanConfiguration {
  /** The suite's own name of the plan. */
  readonly planName: string
  /** The choices that the plan leaves open. */
  readonly variant: Readonly<Record<string, string>>
  readonly configuration: Readonly<Record<string, unknown>>
}

/** What stands for `{name}` in a file of `config`; a placeholder without a value here is an error. */
export type PlaceholderValues = Readonly<Record<string, unknown>>

/** A placeholder that the run has no value for. */
export class MissingValueError extends Error {
  override readonly name = 'MissingValueError'
  readonly placeholder: string
  constructor(placeholder: string) {
    super(`The configuration needs a value for {${placeholder}}.`)
    this.placeholder = placeholder
  }
}

/**
 * Reads the configuration of a plan from `config` and fills its placeholders: a string that is nothing but `{name}`
 * becomes the value as it is, so also a key set.
 *
 * @throws {MissingValueError} for a placeholder without a value.
 */
export function readPlanConfiguration(kind: PlanKind, values: PlaceholderValues): PlanConfiguration {
  const file = join(import.meta.dirname, '../config', `${kind}.json`)
  return fill(JSON.parse(readFileSync(file, 'utf8')), values) as PlanConfiguration
}

function fill(value: unknown, values: PlaceholderValues): unknown {
  if (typeof value === 'string') return fillText(value, values)
  if (Array.isArray(value)) return value.map((item) => fill(item, values))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fill(member, values)]))
}

function fillText(text: string, values: PlaceholderValues): unknown {
  const name = /^\{([a-z_]+)\}$/.exec(text)?.[1]
  if (name === undefined) return text
  const value = values[name]
  if (value === undefined) throw new MissingValueError(name)
  return value
}
