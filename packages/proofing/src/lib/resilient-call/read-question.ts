import { decodeUtf8, isJsonObject, type JsonObject, parseJson } from '@lontar/credentials/jose'
import { readRequestBody, waitFor } from '@lontar/credentials/request-body'

/** How much a simulator over HTTP reads of a question. */
export interface QuestionLimits {
  /** The longest question, in bytes. */
  readonly maxBytes: number
  /** How long it may take to come. */
  readonly timeoutSeconds: number
}

/** Reads what a simulator over HTTP is asked; `undefined` when that is no JSON object within the limits. */
export async function readQuestion(
  request: Request,
  limits: QuestionLimits,
): Promise<JsonObject | undefined> {
  try {
    const question = parseJson(decodeUtf8(await readRequestBody(request, { ...limits, wait: waitFor })))
    return isJsonObject(question) ? question : undefined
  } catch {
    return undefined
  }
}
