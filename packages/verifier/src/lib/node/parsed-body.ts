import type { IncomingMessage } from 'node:http'
import { formOf } from './parsed-form.ts'

/** Whether a body says that it is JSON: what the page brings from the Digital Credentials API. */
export function isJson({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json'
}

/** Writes what a body parser made of a body as it came: JSON again as JSON, anything else as a form. */
export function parsedBodyOf(
  incoming: Pick<IncomingMessage, 'headers'>,
  parsed: unknown,
): string | Uint8Array<ArrayBuffer> {
  if (!isJson(incoming) || typeof parsed === 'string' || parsed instanceof Uint8Array) return formOf(parsed)
  return JSON.stringify(parsed ?? null)
}
