import type { JsonValue } from '@lontar/credentials'

/** Whether two values are the same JSON, whatever the order of their members. A member that is `undefined` is one. */
export function isSameJson(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return Object.is(one, other)
  }
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [members, others] = [new Map(Object.entries(one)), new Map(Object.entries(other))]
  return (
    members.size === others.size &&
    [...members].every(([name, value]) => others.has(name) && isSameJson(value, others.get(name)))
  )
}
