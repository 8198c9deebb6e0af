import type { JsonSchema } from './schema.ts'

/**
 * Where a value does not fit a schema: the names of the schema's own members that lead there, never anything of the
 * value; `undefined` when it fits. Members that the schema does not name do not fit.
 */
export function misfit(value: unknown, schema: JsonSchema, place = ''): string | undefined {
  const { type } = schema
  if (value === null) return typeof type === 'string' ? place : undefined
  switch (typeof type === 'string' ? type : type[0]) {
    case 'string':
      return typeof value === 'string' && textFits(value, schema) ? undefined : place
    case 'boolean':
      return typeof value === 'boolean' && isAmong(value, schema) ? undefined : place
    case 'integer':
      return Number.isSafeInteger(value) && numberFits(Number(value), schema) ? undefined : place
    case 'array':
      return Array.isArray(value) ? misfitOfElements(value, schema, place) : place
    case 'object':
      return typeof value === 'object' && !Array.isArray(value)
        ? misfitOfMembers(value, schema, place)
        : place
  }
}

function isAmong(value: string | boolean, { enum: values }: JsonSchema): boolean {
  return values === undefined || values.includes(value)
}

function textFits(value: string, schema: JsonSchema): boolean {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema
  if (!isAmong(value, schema) || value.length < minLength) return false
  // JSON Schema counts characters, of which a pair of surrogates is one.
  return value.length <= maxLength || (value.length <= 2 * maxLength && [...value].length <= maxLength)
}

function numberFits(value: number, { minimum = -Infinity, maximum = Infinity }: JsonSchema): boolean {
  return value >= minimum && value <= maximum
}

function misfitOfElements(
  values: readonly unknown[],
  { items, minItems = 0, maxItems = Infinity }: JsonSchema,
  place: string,
): string | undefined {
  if (values.length < minItems || values.length > maxItems) return place
  if (items === undefined) return undefined
  return first(values, (value) => misfit(value, items, `${place}[]`))
}

function misfitOfMembers(
  value: object,
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  place: string,
): string | undefined {
  const missing = required.find((name) => !Object.hasOwn(value, name))
  if (missing !== undefined) return join(place, missing)
  return first(Object.entries(value), ([name, member]) => {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (schema !== undefined) return misfit(member, schema, join(place, name))
    return additionalProperties === true ? undefined : place
  })
}

function first<Value>(
  values: readonly Value[],
  find: (value: Value) => string | undefined,
): string | undefined {
  for (const value of values) {
    const found = find(value)
    if (found !== undefined) return found
  }
  return undefined
}

function join(place: string, name: string): string {
  return place === '' ? name : `${place}.${name}`
}
