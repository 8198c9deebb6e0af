import type { LocalizedText } from '@lontar/credentials'

declare const described: unique symbol

/** The part of JSON Schema (draft 4) that the plugins use, which is what Veramo's own validation reads. */
export interface JsonSchema {
  /** Which kind of value, or that kind and `null`. */
  readonly type: JsonType | readonly [JsonType, 'null']
  /** What it is for. */
  readonly description?: string
  /** The texts, or the one truth value, that would do. */
  readonly enum?: readonly (string | boolean)[]
  /** The fewest characters of a text. */
  readonly minLength?: number
  /** The most characters of a text. */
  readonly maxLength?: number
  /** `date-time` of RFC 3339; read by validators that know it. */
  readonly format?: 'date-time'
  /** The least number. */
  readonly minimum?: number
  /** The greatest number. */
  readonly maximum?: number
  /** What each element of an array is. */
  readonly items?: JsonSchema
  /** The fewest elements. */
  readonly minItems?: number
  /** The most elements. */
  readonly maxItems?: number
  /** What each member of an object is. */
  readonly properties?: Readonly<Record<string, JsonSchema>>
  /** The members that must be there. */
  readonly required?: readonly string[]
  /** Whether members that `properties` does not name may be there. */
  readonly additionalProperties?: boolean
}

/** The kinds of values that the plugins take and give. */
export type JsonType = 'string' | 'boolean' | 'integer' | 'object' | 'array'

/** A schema of which the compiler knows that it describes a `Value`. */
export type Schema<Value> = JsonSchema & { readonly [described]?: Value }

/** A member that may be absent. */
export interface OptionalMember<Value> {
  /** What it is when it is there. */
  readonly optional: Schema<Value>
}

/** The members of an object type: each has to stand in its schema, and what is optional has to be so there too. */
export type Members<Value> = {
  readonly [Name in keyof Value]-?: IsOptional<Value, Name> extends true
    ? OptionalMember<Exclude<Value[Name], undefined>>
    : Schema<Value[Name]>
}

/** What may be absent, and what may be `undefined`, which JSON leaves out. */
type IsOptional<Value, Name extends keyof Value> =
  Record<never, never> extends Pick<Value, Name> ? true : undefined extends Value[Name] ? true : false

/** A text of at least one character; 1,000 at most where nothing else is said. */
export function text(maxLength = 1_000): Schema<string> {
  return { type: 'string', minLength: 1, maxLength }
}

/** A text without limits, for what comes back. */
export const anyText: Schema<string> = { type: 'string' }

/** An instant, as text of RFC 3339. */
export const instant: Schema<string> = { type: 'string', format: 'date-time' }

/** True or false. */
export const flag: Schema<boolean> = { type: 'boolean' }

/** True and nothing else. */
export const literallyTrue: Schema<true> = { type: 'boolean', enum: [true] }

/** A whole number. */
export function whole(minimum: number, maximum: number = Number.MAX_SAFE_INTEGER): Schema<number> {
  return { type: 'integer', minimum, maximum }
}

/** One of these texts. */
export function oneOf<const Value extends string>(...values: readonly Value[]): Schema<Value> {
  return { type: 'string', enum: values }
}

/** An array; of at most 10,000 elements where nothing else is said. */
export function list<Value>(items: Schema<Value>, maxItems = 10_000): Schema<readonly Value[]> {
  return { type: 'array', items, maxItems }
}

/** A value, or `null`. */
export function orNull<Value>(schema: Schema<Value>): Schema<Value | null> {
  const { type } = schema
  return typeof type === 'string' ? { ...schema, type: [type, 'null'] } : schema
}

/** A member that may be absent. */
export function optional<Value>(schema: Schema<Value>): OptionalMember<Value> {
  return { optional: schema }
}

/** An object with these members and no other. */
export function object<Value extends object>(members: NoInfer<Members<Value>>): Schema<Value> {
  const entries = Object.entries<Schema<unknown> | OptionalMember<unknown>>(members)
  const required = entries.filter(([, member]) => !('optional' in member)).map(([name]) => name)
  const properties = Object.fromEntries(
    entries.map(([name, member]) => [name, 'optional' in member ? member.optional : member]),
  )
  return {
    type: 'object',
    properties,
    // Draft 4 knows no empty list of required members.
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  }
}

/** An object with whatever members, such as claims. */
export function record<Value>(): Schema<Readonly<Record<string, Value>>> {
  return { type: 'object', additionalProperties: true }
}

/** What a method without arguments takes. */
export type NoArguments = Readonly<Record<string, never>>

/** No arguments. */
export const noArguments: Schema<NoArguments> = { type: 'object', additionalProperties: false }

/** A text of a type whose values are listed elsewhere, for what comes back. */
export function named<Value extends string>(): Schema<Value> {
  return { type: 'string' }
}

/** A text in Indonesian and in English. */
export const localizedText: Schema<LocalizedText> = object<LocalizedText>({ id: anyText, en: anyText })
