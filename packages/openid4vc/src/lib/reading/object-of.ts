import * as v from 'valibot'

/** The schema that `objectOf` makes. */
export type ObjectOf<Entries extends v.ObjectEntries> = v.GenericSchema<
  unknown,
  v.InferOutput<v.ObjectSchema<Entries, undefined>>
>

const plainObject = v.custom<unknown>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)

/**
 * A schema of a JSON object with these members; unknown members are dropped, because the specifications
 * have receivers ignore them. An array is not an object, which the schema library alone does not say.
 */
export function objectOf<const Entries extends v.ObjectEntries>(entries: Entries): ObjectOf<Entries> {
  // The library's types do not follow a generic schema through a pipe; a pipe gives what its last item gives.
  const object: v.GenericSchema = v.object(entries)
  return v.pipe(plainObject, object) as unknown as ObjectOf<Entries>
}
