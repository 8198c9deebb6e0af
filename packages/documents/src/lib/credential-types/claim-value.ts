import type { JsonValue } from '@lontar/credentials'
import { type ClaimKind, claimTerms, type RegisteredClaim } from './claim-terms.ts'

/** What a value of each kind is. */
interface ValueOfKind {
  readonly text: string
  readonly date: string
  readonly integer: number
  readonly boolean: boolean
  readonly list: readonly string[]
  readonly object: { readonly [name: string]: JsonValue }
}

/** The value of a claim by its kind in the register; any JSON for a name that is only known at run time. */
export type ClaimValue<Name extends string = string> = Name extends RegisteredClaim['name']
  ? ValueOfKind[Extract<RegisteredClaim, { readonly name: Name }>['kind']]
  : JsonValue

/** The values of claims by their dotted names. */
export type ClaimsByName<Name extends string = string> = { readonly [Key in Name]: ClaimValue<Key> }

const isOfKind: Readonly<Record<ClaimKind, (value: JsonValue) => boolean>> = {
  text: (value) => typeof value === 'string',
  date: (value) => typeof value === 'string',
  integer: (value) => Number.isSafeInteger(value),
  boolean: (value) => typeof value === 'boolean',
  list: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
}

/**
 * Whether a value is of the kind that the register gives its claim, so that `ClaimValue` holds of it.
 *
 * @param name a dotted name; one that is not in the register has no value
 */
export function isClaimValue<Name extends string>(name: Name, value: JsonValue): value is ClaimValue<Name> {
  const claim = claimTerms.find((candidate) => candidate.name === name)
  return claim !== undefined && isOfKind[claim.kind](value)
}
