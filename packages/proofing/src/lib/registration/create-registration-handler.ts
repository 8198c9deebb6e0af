import type { ErrorCode } from '@lontar/credentials/errors'
import { waitFor } from '@lontar/credentials/request-body'
import type { ConsentItemId } from '../consent/consent-item.ts'
import { createConsentText } from '../consent/create-consent-text.ts'
import { confirmFields } from './confirm-fields.ts'
import { createFaceRoutes, type FaceRoutes } from './face-routes.ts'
import { createPlaces } from './places.ts'
import {
  readLanguage,
  readRegistrationImage,
  readRegistrationJson,
  readStart,
} from './read-registration-request.ts'
import { answerJson, answerRegistrationFailure, answerStatus } from './registration-answer.ts'
import type { RegistrationDoor, RegistrationOffice } from './registration-office.ts'
import { registrationStatus } from './registration-status.ts'
import { startRegistration } from './start-registration.ts'
import { uploadCard } from './upload-card.ts'

/** What the handler needs. */
export interface RegistrationHandlerOptions {
  /** What registrations work with. */
  readonly office: RegistrationOffice
  /** Where it is mounted, such as `/api`; the root by default. */
  readonly path?: string
  /** What applicants are asked to agree to; `identity` and `registry` by default, and `face` where the office checks faces. */
  readonly items?: readonly ConsentItemId[]
  /** Pictures of cards that are taken in at the same time, or wait to be read; 16 by default. More are told to come again. */
  readonly maxOpenUploads?: number
  /** Pictures of cards that are read at the same time; 2 by default. */
  readonly maxReadings?: number
  /** How long a picture waits to be read before its sender is told to come again, in seconds; 20 by default, 0 or more. */
  readonly waitSeconds?: number
  /** How long one card may be read, in seconds; 90 by default. */
  readonly readingSeconds?: number
  /** Pictures of faces that are taken in and judged at the same time; 8 by default. More are told to come again. */
  readonly maxFrames?: number
  /** Hears the code of what the office itself could not do, and nothing else; for a log. */
  readonly onError?: (code: ErrorCode) => void
}

/** Serves one request. */
type Route = (request: Request, door: RegistrationDoor) => Promise<Response>

/**
 * Makes the steps of a registration a handler of HTTP, for an app on a phone:
 *
 * - `GET /registrations/consent-text?language=id`: the text that the applicant reads
 * - `POST /registrations`: `{ language, textVersion, agreed, declined? }` starts one: 201 with `id` and `token`
 * - `PUT /registrations/{id}/card`: the bytes of a picture, at most 10 MiB
 * - `POST /registrations/{id}/fields`: the confirmed entries of a KTP file
 * - `POST /registrations/{id}/face`: asks for a face check: 201 with `nonce` and `pose`
 * - `PUT /registrations/{id}/face/{nonce}`: the bytes of the picture that was asked for, at most 1 MiB
 * - `GET /registrations/{id}`: where it stands
 *
 * All but the first two take the token as `Authorization: Bearer`. A failure is `{ error: { code, title, fix } }` with
 * title and fix in both languages. Nothing is stored by caches, and neither token nor data stand in a URL.
 *
 * @param options see `RegistrationHandlerOptions`
 * @returns a handler; it serves no TLS and counts no senders: put it behind what does. Its own bounds stand in
 *   docs/register.md
 */
export function createRegistrationHandler(
  options: RegistrationHandlerOptions,
): (request: Request) => Promise<Response> {
  const routes = createRoutes(options)
  const { path = '', onError = () => undefined } = options
  return async (request) => {
    try {
      return await route(request, path, routes)
    } catch (error) {
      return answerRegistrationFailure(error, onError)
    }
  }
}

interface Routes {
  readonly text: Route
  readonly start: Route
  readonly card: Route
  readonly fields: Route
  readonly face: FaceRoutes
  readonly status: Route
}

const anyone: RegistrationDoor = { id: '', access: { token: '' } }

/** A registration, and a step of it. */
const registrationPath =
  /^\/registrations\/([A-Za-z0-9_-]{22})(?:\/(card|fields|face(?:\/[A-Za-z0-9_-]{22})?))?$/

async function route(request: Request, path: string, routes: Routes): Promise<Response> {
  const { pathname } = new URL(request.url)
  const rest = pathname.startsWith(`${path}/registrations`) ? pathname.slice(path.length) : ''
  if (rest === '/registrations') return await only('POST', routes.start, request, anyone)
  if (rest === '/registrations/consent-text') return await only('GET', routes.text, request, anyone)
  const [, id, part] = registrationPath.exec(rest) ?? []
  if (id === undefined) return answerStatus(404)
  const token = /^Bearer ([A-Za-z0-9_-]{22})$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (token === undefined) return answerStatus(401, { 'www-authenticate': 'Bearer' })
  const door = { id, access: { token } }
  return await routeStep(request, door, part, routes)
}

async function routeStep(
  request: Request,
  door: RegistrationDoor,
  part: string | undefined,
  { card, fields, face, status }: Routes,
): Promise<Response> {
  if (part === undefined) return await only('GET', status, request, door)
  if (part === 'card') return await only('PUT', card, request, door)
  if (part === 'fields') return await only('POST', fields, request, door)
  if (part === 'face') return await only('POST', () => face.start(door), request, door)
  const nonce = part.slice('face/'.length)
  return await only('PUT', () => face.answer(request, door, nonce), request, door)
}

async function only(
  method: string,
  serve: Route,
  request: Request,
  door: RegistrationDoor,
): Promise<Response> {
  return request.method === method ? await serve(request, door) : answerStatus(405, { allow: method })
}

function createRoutes(options: RegistrationHandlerOptions): Routes {
  const { office, maxFrames = 8 } = options
  const { items = office.faces ? ['identity', 'registry', 'face'] : ['identity', 'registry'] } = options
  return {
    text: async (request) => {
      const language = readLanguage(new URL(request.url).searchParams.get('language'))
      const { controller } = office.consents
      return answerJson(200, await createConsentText({ controller, items, language }))
    },
    start: async (request) => {
      const input = readStart(await readRegistrationJson(request, waitFor))
      return answerJson(201, await startRegistration(office, input))
    },
    card: createCardRoute(options),
    fields: async (request, door) => {
      // Whoever has no business here sends no body.
      await registrationStatus(office, door)
      const fields = await readRegistrationJson(request, waitFor)
      return answerJson(200, await confirmFields(office, { ...door, fields }))
    },
    face: createFaceRoutes(office, maxFrames),
    status: async (_, door) => answerJson(200, await registrationStatus(office, door)),
  }
}

/**
 * Pictures are large to take in and dear to read. A slow sender takes no place from a reader; whoever finds none waits a
 * while with the picture in memory, and is then told to come again.
 */
function createCardRoute({
  office,
  maxOpenUploads = 16,
  maxReadings = 2,
  waitSeconds = 20,
  readingSeconds = 90,
}: RegistrationHandlerOptions): Route {
  const uploads = createPlaces({ most: maxOpenUploads })
  const readings = createPlaces({ most: maxReadings, waitMilliseconds: waitSeconds * 1000 })
  const read = async (request: Request, door: RegistrationDoor, image: Uint8Array): Promise<Response> => {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(readingSeconds * 1000)])
    return answerJson(200, await uploadCard(office, { ...door, image, signal }))
  }
  return async (request, door) => {
    await registrationStatus(office, door)
    return await uploads.take(door.id, async () => {
      const image = await readRegistrationImage(request, waitFor)
      try {
        return await readings.take(door.id, () => read(request, door, image))
      } finally {
        image.fill(0)
      }
    })
  }
}
