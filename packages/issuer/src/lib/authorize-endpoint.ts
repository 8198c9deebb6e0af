import { hashText } from '@lontar/credentials/jose'
import { createAuthorizationResponseUrl } from '@lontar/openid4vc/oauth'
import type { RegisteredError } from '@lontar/openid4vc/openid4vci'
import { afterSeconds } from './after-seconds.ts'
import { authorizationLimits } from './authorization-limits.ts'
import { drawSecret } from './draw-secret.ts'
import type { IssuerContext } from './issuer-context.ts'
import type { PushedRequest } from './pushed-request.ts'
import { readBody } from './read-body.ts'
import { pageResponse } from './sign-in/page-response.ts'
import type { SignIn, SignInStep } from './sign-in/sign-in.ts'
import { createOverPage } from './sign-in/sign-in-page.ts'
import { pageLanguage, signInWords } from './sign-in/sign-in-words.ts'

/** A browser in the middle of its way. */
interface Visit {
  readonly request: Request
  readonly form: ReadonlyMap<string, string>
  readonly session: string
  readonly clientId: string
  readonly pushed: PushedRequest
}

/** What is kept of a session beside the request. */
interface KeptSession {
  readonly clientId: string
  readonly pushed: PushedRequest
}

/**
 * Answers a browser that a wallet sent: it brings the name of a pushed request, which serves once.
 *
 * @see RFC 9126 section 4; OpenID4VCI 1.0 section 5
 */
export async function beginSignIn(
  context: IssuerContext,
  signIn: SignIn,
  request: Request,
): Promise<Response> {
  const { searchParams } = new URL(request.url)
  const [clientId, ...otherIds] = searchParams.getAll('client_id')
  const [requestUri, ...otherUris] = searchParams.getAll('request_uri')
  // Whoever only looks, such as the preview of a message, must not use the request up.
  if (request.method !== 'GET') return new Response(null, { status: 204 })
  if (clientId === undefined || requestUri === undefined || otherIds.length + otherUris.length > 0) {
    return answerOver(context, request)
  }
  const session = drawSecret(context.randomBytes)
  const now = context.now()
  const kept = await context.store.openSignIn({
    requestUriHash: await hashText(requestUri),
    clientId,
    sessionHash: await hashText(session),
    expiresAt: afterSeconds(now, authorizationLimits.signInLifeSeconds),
    now,
  })
  if (kept === undefined) return answerOver(context, request)
  return goOn(context, signIn, { request, form: new Map(), session, ...readKept(kept) })
}

/** Answers the form that a browser posted. */
export async function continueSignIn(
  context: IssuerContext,
  signIn: SignIn,
  request: Request,
): Promise<Response> {
  const body = await readBody(context, request, {
    expectedType: 'application/x-www-form-urlencoded',
    error: 'invalid_request',
  })
  const form = new Map(new URLSearchParams(body))
  const session = form.get('session') ?? ''
  const kept = await context.store.readSignIn(await hashText(session), context.now())
  if (kept === undefined) return answerOver(context, request, form)
  return goOn(context, signIn, { request, form, session, ...readKept(kept) })
}

async function goOn(context: IssuerContext, signIn: SignIn, visit: Visit): Promise<Response> {
  const step = await signIn.visit(describe(context, visit, false))
  if (step.kind === 'page') return step.response
  const sessionHash = await hashText(visit.session)
  if (step.kind === 'declined') return refuse(context, visit, sessionHash)
  const code = drawSecret(context.randomBytes)
  const { maxTries, codeLifeSeconds } = authorizationLimits
  const { configurationIds, issuerStateHash } = visit.pushed
  const now = context.now()
  const outcome = await context.store.signIn({
    sessionHash,
    as: step,
    ...(issuerStateHash !== undefined && { issuerStateHash }),
    configurationIds,
    maxTries,
    codeHash: await hashText(code),
    codeExpiresAt: afterSeconds(now, codeLifeSeconds),
    now,
  })
  switch (outcome) {
    case 'signed_in':
      return redirect(context, visit, { code })
    case 'nothing_to_collect':
      return refuse(context, visit, sessionHash)
    case 'wrong':
      return answerWrong(context, signIn, visit)
    case 'dead':
      return answerOver(context, visit.request, visit.form)
  }
}

async function answerWrong(context: IssuerContext, signIn: SignIn, visit: Visit): Promise<Response> {
  const step: SignInStep = await signIn.visit(describe(context, visit, true))
  return step.kind === 'page' ? step.response : answerOver(context, visit.request, visit.form)
}

function describe({ url, name }: IssuerContext, { pushed, ...visit }: Visit, wrong: boolean) {
  const { redirectUri, configurationIds } = pushed
  return { ...visit, action: `${url}/authorize`, redirectUri, configurationIds, issuerName: name, wrong }
}

/** Ends the session; only whoever still had it may send the client an answer. */
async function refuse(context: IssuerContext, visit: Visit, sessionHash: string): Promise<Response> {
  return (await context.store.endSignIn(sessionHash))
    ? redirect(context, visit, { error: 'access_denied' })
    : answerOver(context, visit.request, visit.form)
}

function redirect(
  { url }: IssuerContext,
  { pushed }: Visit,
  outcome: { readonly code: string } | { readonly error: RegisteredError },
): Response {
  const { redirectUri, state } = pushed
  const location = createAuthorizationResponseUrl({ redirectUri, outcome, state, issuer: url })
  // RFC 9700 section 4.12: 303, so that no browser posts the form again, with what was entered, to the client.
  return new Response(null, {
    status: 303,
    headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  })
}

/** Unknown, used and over look the same. Nobody is sent anywhere: who asked is not known. */
function answerOver(
  { randomBytes }: IssuerContext,
  request: Request,
  form: ReadonlyMap<string, string> = new Map(),
): Response {
  const language = pageLanguage(request, form.get('shown'))
  const nonce = drawSecret(randomBytes, 16)
  return pageResponse(createOverPage(language), {
    status: 400,
    language,
    title: signInWords.over[language],
    nonce,
  })
}

function readKept(text: string): KeptSession {
  return JSON.parse(text) as KeptSession
}
