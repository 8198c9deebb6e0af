import type { VerifierContext } from '../verifier-context.ts'
import { type BodyRefusal, readBody } from './read-body.ts'

/** Reads a form body and nothing else, as `readBody` does. */
export function readForm(
  context: Pick<VerifierContext, 'bodyTimeoutSeconds' | 'wait'>,
  request: Request,
  maxBytes: number,
): Promise<string | BodyRefusal> {
  return readBody(context, request, { mediaType: 'application/x-www-form-urlencoded', maxBytes })
}
