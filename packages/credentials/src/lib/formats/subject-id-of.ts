import type { JsonObject } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'

/**
 * Reads whom a credential is about.
 *
 * @param claims the credential from its root.
 * @returns the id of its one subject, or `undefined` when it has none or several.
 */
export function subjectIdOf({ credentialSubject }: JsonObject): string | undefined {
  const id = isJsonObject(credentialSubject) ? credentialSubject.id : undefined
  return typeof id === 'string' ? id : undefined
}
