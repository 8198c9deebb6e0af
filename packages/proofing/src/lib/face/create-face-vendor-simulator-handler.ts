import type { JsonObject } from '@lontar/credentials'
import { readQuestion } from '../resilient-call/read-question.ts'
import { simulatedAnswer } from '../resilient-call/simulated-answer.ts'

/** What a vendor's simulator says. It looks at no picture. */
export interface FaceVendorSimulatorOptions {
  /** Whom it answers; everybody by default. */
  readonly apiKey?: string
  /** Name and version that it gives; `simulator/1` by default. */
  readonly engine?: string
  /** The score of every comparison; 0.99 by default. */
  readonly score?: number
  /** On which scale; `similarity` by default. */
  readonly scale?: 'similarity' | 'percent'
  /** Whether it finds a face; true by default. */
  readonly findsFace?: boolean
  /** Whether it finds a living person; true by default. */
  readonly live?: boolean
  /** How a number stands in the register; `active` by default for every number. */
  readonly stateOf?: (nik: string) => Promise<'active' | 'inactive' | 'not_found'>
}

/** The longest question, in bytes: eight pictures of 1 MiB in base64. How long it may take to come, in seconds. */
const limits = { maxBytes: 12 * 1024 * 1024, timeoutSeconds: 30 }

/**
 * Makes a vendor's simulator, which answers by its options alone and looks at no picture. Each answer says by a header that
 * it is simulated, and `openFaceVendor` takes it for nothing else.
 *
 * @param options see `FaceVendorSimulatorOptions`
 * @returns a handler of POST requests: 400 for what cannot be read, 401 for a stranger, 404 for another path, 405 for
 *   another method
 */
export function createFaceVendorSimulatorHandler(
  options: FaceVendorSimulatorOptions = {},
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'POST') return simulatedAnswer(405, {})
    const { apiKey } = options
    const isKnown = apiKey === undefined || request.headers.get('authorization') === `Bearer ${apiKey}`
    if (!isKnown) return simulatedAnswer(401, {})
    const question = await readQuestion(request, limits)
    if (question === undefined) return simulatedAnswer(400, {})
    const answer = await answerTo(new URL(request.url).pathname, question, options)
    return answer === undefined ? simulatedAnswer(404, {}) : simulatedAnswer(200, answer)
  }
}

async function answerTo(
  path: string,
  question: JsonObject,
  options: FaceVendorSimulatorOptions,
): Promise<JsonObject | undefined> {
  const { engine = 'simulator/1', live = true, stateOf = async () => 'active' } = options
  const head = { transactionId: question['transactionId'] ?? '', engine }
  if (path.endsWith('/liveness')) return { ...head, live }
  if (path.endsWith('/compare')) return { ...head, ...comparison(question, options) }
  if (!path.endsWith('/verify')) return undefined
  const state = await stateOf(String(question['nik']))
  const standing = { isValid: state !== 'not_found', isActive: state === 'active' }
  return { ...head, ...standing, ...(state === 'active' ? comparison(question, options) : {}) }
}

function comparison(question: JsonObject, options: FaceVendorSimulatorOptions): JsonObject {
  const { score = 0.99, scale = 'similarity', findsFace = true } = options
  if (!findsFace) return { outcome: 'no_face' }
  const { threshold } = question
  const match = typeof threshold === 'number' && score >= threshold
  return { outcome: 'compared', scale, match, similarity: score }
}
