/** What the suite says about itself at `/api/server`. */
export interface SuiteServerInfo {
  readonly version: string
  readonly revision?: string | undefined
  readonly tag?: string | undefined
  readonly build_time?: string | undefined
  /** Said by the double alone: whatever answers so is not the suite. */
  readonly double?: true | undefined
}

/** A module of a plan. The same name can stand in a plan more than once, with other variants. */
export interface PlanModule {
  readonly testModule: string
  readonly variant?: Readonly<Record<string, string>> | undefined
}

/** A plan as the suite created it. */
export interface CreatedPlan {
  readonly id: string
  readonly modules: readonly PlanModule[]
}

/** How far a module is. */
export interface ModuleInfo {
  readonly status: string
  readonly result?: string | undefined
}

/** An entry of a module's log, without what it carries: that can hold tokens and keys. */
export interface LogEntry {
  readonly src: string
  readonly result?: string | undefined
  readonly msg: string
  readonly requirements?: readonly string[] | undefined
}

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
  /** The addresses that a person or a wallet has to open for the module to go on. */
  addressesToOpen(id: string): Promise<readonly string[]>
  cancelModule(id: string): Promise<void>
  log(id: string): Promise<readonly LogEntry[]>
}

/** The suite could not be asked, or did not do as asked. */
export class SuiteError extends Error {
  override readonly name = 'SuiteError'
  /** The HTTP status; absent when there was no answer. */
  readonly status: number | undefined
  constructor(message: string, status?: number, options?: ErrorOptions) {
    super(message, options)
    this.status = status
  }
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
    addressesToOpen: async (id) =>
      (await absentOn404(async () => readAddresses(await ask('GET', module(id))))) ?? [],
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

type Members = Readonly<Record<string, unknown>>

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {}
}

function textOf(value: unknown, name: string): string {
  const member = membersOf(value)[name]
  if (typeof member === 'string' && member !== '') return member
  throw new SuiteError(`What answered is no conformance suite, since "${name}" is missing.`, 200)
}

function optionalText(value: unknown, name: string): string | undefined {
  const member = membersOf(value)[name]
  return typeof member === 'string' ? member : undefined
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

function readServerInfo(value: unknown): SuiteServerInfo {
  return {
    version: textOf(value, 'version'),
    revision: optionalText(value, 'revision'),
    tag: optionalText(value, 'tag'),
    build_time: optionalText(value, 'build_time'),
    // Anything but a plain absence counts as a double.
    ...(membersOf(value)['double'] === undefined ? {} : { double: true }),
  }
}

function readPlan(value: unknown): CreatedPlan {
  const members = membersOf(value)
  const id = optionalText(value, 'id') ?? textOf(value, '_id')
  if (!Array.isArray(members['modules'])) {
    throw new SuiteError('What answered is no conformance suite, since "modules" is missing.', 200)
  }
  return { id, modules: members['modules'].map(readPlanModule) }
}

function readPlanModule(value: unknown): PlanModule {
  const { variant } = membersOf(value)
  return {
    testModule: textOf(value, 'testModule'),
    ...(variant == null ? {} : { variant: variant as Record<string, string> }),
  }
}

function readModuleInfo(value: unknown): ModuleInfo {
  return { status: textOf(value, 'status'), result: optionalText(value, 'result') }
}

function readAddresses(value: unknown): readonly string[] {
  const browser = membersOf(membersOf(value)['browser'])
  const visited = textsOf(browser['visited'])
  return textsOf(browser['urls']).filter((url) => !visited.includes(url))
}

function readLog(value: unknown): readonly LogEntry[] {
  if (!Array.isArray(value)) throw new SuiteError('The log of a module is not a list.', 200)
  return value.map((entry) => {
    const requirements = textsOf(membersOf(entry)['requirements'])
    return {
      src: optionalText(entry, 'src') ?? '',
      result: optionalText(entry, 'result'),
      msg: optionalText(entry, 'msg') ?? '',
      ...(requirements.length === 0 ? {} : { requirements }),
    }
  })
}
