import type { JsonValue } from '@lontar/credentials/jose'

/** Whether two JSON values are the same; the order of an object's members does not count. */
export function equalJson(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (typeof left !== 'object' || left === null || typeof right !== 'object' || right === null) {
    return left === right
  }
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const [leftMembers, rightMembers] = [definedMembers(left), definedMembers(right)]
  return (
    leftMembers.size === rightMembers.size &&
    [...leftMembers].every(
      ([name, value]) => rightMembers.has(name) && equalJson(value, rightMembers.get(name)),
    )
  )
}

function definedMembers(value: object): Map<string, JsonValue> {
  return new Map(Object.entries(value).filter(([, member]) => member !== undefined))
}
