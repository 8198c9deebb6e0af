/** A value as JSON brings it: instants are texts of RFC 3339, and what is `undefined` is absent. */
export type OnWire<Value> = Value extends Date
  ? string
  : Value extends readonly (infer Element)[]
    ? readonly OnWire<Element>[]
    : Value extends object
      ? { readonly [Name in keyof Value]: OnWire<Value[Name]> }
      : Value

/** Writes a value as JSON brings it, to a copy. */
export function onWire<Value extends object>(value: Value): OnWire<Value> {
  return JSON.parse(JSON.stringify(value))
}
