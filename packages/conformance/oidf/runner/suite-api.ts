import {
  type Awaited,
  type CreatedPlan,
  type LogEntry,
  type ModuleInfo,
  type PlanModule,
  readAwaited,
  readLog,
  readModuleInfo,
  readPlan,
  readServerInfo,
  type SuiteServerInfo,
  textOf,
} from './read-suite-answer.ts'
import { SuiteError } from './suite-error.ts'

/** What a run uses of the suite's REST interface. */
export interface SuiteApi {
  readonly url: string
  serverInfo(): Promise<SuiteServerInfo>
  createPlan(plan: {
    readonly planName: string
    readonly variant: Readonly<Record<string, string>>
    readonly configuration: object
  }): Promise<CreatedPlan>
  /** The modules of a plan that exists; undefined when the suite has none of that id. */
  plan(id: string): Promise<readonly PlanModule[] | undefined>
  createModule(planId: string, module: PlanModule): Promise<string>
  startModule(id: string): Promise<void>
  moduleInfo(id: string): Promise<ModuleInfo>
  /** What a module that waits is waiting for. */
  awaited(id: string): Promise<readonly Awaited[]>
  cancelModule(id: string): Promise<void>
  log(id: string): Promise<readonly LogEntry[]>
}

/** Where the suite is and how it is asked. */
export interface SuiteApiOptions {
  /** The base URL: https, or http on loopback, because the token travels with every request. */
  readonly url: string
  readonly token?: string | undefined
  /** How long one request may take; 30 by default. */
  readonly requestSeconds?: number | undefined
}

/**
 * Opens the suite's REST interface.
 *
 * @throws {TypeError} when the URL is neither https nor on loopback.
 */
export function openSuiteApi(options: SuiteApiOptions): SuiteApi {
  const url = readSuiteUrl(options.url)
  const ask = createAsk(url, options)
  const module = (id: string): string => `api/runner/${encodeURIComponent(id)}`
  return {
    url,
    serverInfo: async () => readServerInfo(await ask('GET', 'api/server')),
    createPlan: async ({ planName, variant, configuration }) => {
      const query = new URLSearchParams({ planName, variant: JSON.stringify(variant) })
      return readPlan(await ask('POST', `api/plan?${query}`, { expected: 201, body: configuration }))
    },
    plan: async (id) =>
      absentOn404(async () => readPlan(await ask('GET', `api/plan/${encodeURIComponent(id)}`)).modules),
    createModule: async (plan, { testModule, variant }) => {
      const query = new URLSearchParams({ test: testModule, plan })
      if (variant !== undefined) query.set('variant', JSON.stringify(variant))
      return textOf(await ask('POST', `api/runner?${query}`, { expected: 201 }), 'id')
    },
    startModule: async (id) => void (await ask('POST', module(id))),
    moduleInfo: async (id) => readModuleInfo(await ask('GET', `api/info/${encodeURIComponent(id)}`)),
    awaited: async (id) => (await absentOn404(async () => readAwaited(await ask('GET', module(id))))) ?? [],
    cancelModule: async (id) => void (await absentOn404(() => ask('DELETE', module(id)))),
    log: async (id) => readLog(await ask('GET', `api/log/${encodeURIComponent(id)}`)),
  }
}

function readSuiteUrl(text: string): string {
  const url = new URL(text.endsWith('/') ? text : `${text}/`)
  const loopback = ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  if (url.protocol === 'https:' || (url.protocol === 'http:' && loopback)) return url.href
  throw new TypeError('The base URL of the suite must be https, or http on loopback.')
}

interface AskOptions {
  readonly expected?: number
  readonly body?: object
}

type Ask = (method: string, path: string, options?: AskOptions) => Promise<unknown>

function createAsk(base: string, { token, requestSeconds = 30 }: SuiteApiOptions): Ask {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  return async (method, path, { expected = 200, body } = {}) => {
    const what = `${method} /${path.split('?')[0]}`
    const init: RequestInit = {
      method,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(requestSeconds * 1000),
    }
    if (body !== undefined) init.body = JSON.stringify(body)
    const response = await fetch(base + path, init).catch((cause: unknown) => {
      throw new SuiteError(`${what}: the suite gave no answer within ${requestSeconds} s.`, undefined, {
        cause,
      })
    })
    const text = await response.text()
    if (response.status !== expected) throw refusal(what, response.status, text)
    return parse(what, text)
  }
}

function refusal(what: string, status: number, text: string): SuiteError {
  const hint = status === 401 || status === 403 ? ' Give a token of the suite with --token.' : ''
  return new SuiteError(`${what}: the suite answered ${status}.${reasonIn(text)}${hint}`, status)
}

/** The suite's own words, which are about the plan that was sent. */
function reasonIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { readonly error?: unknown }
    return typeof error === 'string' ? ` It says: ${error.slice(0, 300)}` : ''
  } catch {
    return ''
  }
}

function parse(what: string, text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new SuiteError(`${what}: what answered is no conformance suite, since this is no JSON.`, 200)
  }
}

async function absentOn404<Value>(ask: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof SuiteError && error.status === 404) return undefined
    throw error
  }
}
