import { isCalendarDate } from '../calendar/calendar-date.ts'
import type { Claim } from '../credential-types/claims.ts'
import type { AskCondition } from './ask.ts'
import { readWithin } from './ask-place.ts'
import { malformed, readEach, readMembers, readText } from './read-ask-definition.ts'

type Scalar = string | number | boolean

/** Reads the condition of an ask; `findClaim` throws for a claim that the type never carries. */
export function readCondition(value: unknown, findClaim: (name: string) => Claim): AskCondition {
  const members = readMembers(value, ['claim', 'equals', 'oneOf', 'notBefore'])
  if (Object.keys(members).length !== 2) throw malformed('a condition has a claim and one comparison')
  const claim = readWithin('key claim', () => findClaim(readText(members['claim'])))
  const { equals, notBefore, oneOf } = members
  if ('equals' in members)
    return { claim: claim.name, equals: readWithin('key equals', () => readScalar(equals, claim)) }
  if ('notBefore' in members)
    return { claim: claim.name, notBefore: readWithin('key notBefore', () => readDay(notBefore, claim)) }
  return { claim: claim.name, oneOf: readWithin('key oneOf', () => readScalars(oneOf, claim)) }
}

function readScalars(value: unknown, claim: Claim): readonly Scalar[] {
  const scalars = readEach(value, (member) => readScalar(member, claim))
  if (scalars.length === 0) throw malformed('oneOf is empty')
  return scalars
}

/** A value of another kind could never match, because DCQL compares without coercion (OpenID4VP 1.0 section 6.3). */
function readScalar(value: unknown, claim: Claim): Scalar {
  const wanted = {
    text: 'string',
    date: 'string',
    integer: 'number',
    boolean: 'boolean',
    list: '',
    object: '',
  }
  if (typeof value !== wanted[claim.kind])
    throw malformed('a condition compares with a value of the wrong kind')
  return value as Scalar
}

function readDay(value: unknown, claim: Claim): string {
  if (claim.kind !== 'date') throw malformed('notBefore needs a date claim')
  if (value !== 'today' && !isCalendarDate(value)) throw malformed('notBefore is neither today nor a date')
  return value
}
