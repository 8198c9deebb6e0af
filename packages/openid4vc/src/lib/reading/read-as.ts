import { type ErrorCode, MalformedError } from '@lontar/credentials/errors'
import * as v from 'valibot'

/**
 * Reads a value by a schema. The schema's own issues hold what was received, so they are not kept, not even
 * as a cause.
 */
export function readAs<const Schema extends v.GenericSchema<unknown, unknown>>(
  schema: Schema,
  value: unknown,
  code: ErrorCode,
  message: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value, { abortEarly: true })
  if (!result.success) throw new MalformedError(code, message)
  return result.output
}
