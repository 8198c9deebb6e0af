import { type LoopbackServer, startLoopbackServer } from '@lontar/testkit'

/** How a module of the double goes. */
export interface DoubleModule {
  readonly testModule: string
  readonly variant?: Readonly<Record<string, string>>
  /** What it says when it is asked again and again; the last word stays. `CONFIGURED` stays until it is started. */
  readonly statuses: readonly string[]
  readonly result?: string
  readonly log?: readonly object[]
  /** What somebody has to open while it waits. */
  readonly urls?: readonly string[]
  readonly exposed?: Readonly<Record<string, string>>
}

/** What a test may choose. */
export interface DoubleSuiteOptions {
  readonly modules: readonly DoubleModule[]
  /** What every request must carry. */
  readonly token?: string
  /** Another answer of `/api/server` than that of the double. */
  readonly serverInfo?: object
  /** Answers a request instead of the double; nothing to let it. */
  readonly intercept?: (method: string, path: string) => Response | undefined
}

/** A double of the suite's REST interface, over real HTTP. It says at `/api/server` that it is one. */
export interface DoubleSuite extends LoopbackServer {
  /** What came, such as `POST /api/runner/m1`. */
  readonly requests: string[]
  /** The query and body of each plan that was created. */
  readonly plans: { readonly query: URLSearchParams; readonly body: unknown }[]
}

interface Running {
  readonly module: DoubleModule
  asked: number
  started: boolean
}

/** Starts the double on a free port of loopback. */
export async function startDoubleSuite(options: DoubleSuiteOptions): Promise<DoubleSuite> {
  const { modules, token, serverInfo = { version: 'loopback double', double: true }, intercept } = options
  const requests: string[] = []
  const plans: DoubleSuite['plans'] = []
  const running = new Map<string, Running>()

  const routes: readonly [
    RegExp,
    (url: URL, request: Request, id: string) => Promise<Response> | Response,
  ][] = [
    [/^GET \/api\/server$/, () => json(serverInfo)],
    [
      /^POST \/api\/plan$/,
      async ({ searchParams }, request) => {
        plans.push({ query: searchParams, body: await request.json() })
        return json({ id: 'p1', name: searchParams.get('planName'), modules: modules.map(asPlanModule) }, 201)
      },
    ],
    [/^GET \/api\/plan\/p1$/, () => json({ _id: 'p1', modules: modules.map(asPlanModule) })],
    [
      /^POST \/api\/runner$/,
      ({ searchParams }) => {
        const module = findModule(modules, searchParams)
        if (module === undefined) return json({ error: 'test module not found' }, 500)
        const id = `m${running.size + 1}`
        running.set(id, { module, asked: 0, started: false })
        return json({ id, name: module.testModule, url: `https://suite.invalid/test/${id}` }, 201)
      },
    ],
    [/^POST \/api\/runner\/(\w+)$/, (_url, _request, id) => withModule(id, start)],
    [/^GET \/api\/runner\/(\w+)$/, (_url, _request, id) => withModule(id, browserOf)],
    [/^DELETE \/api\/runner\/(\w+)$/, (_url, _request, id) => withModule(id, () => json({ id }))],
    [/^GET \/api\/info\/(\w+)$/, (_url, _request, id) => withModule(id, infoOf)],
    [
      /^GET \/api\/log\/(\w+)$/,
      (_url, _request, id) => withModule(id, ({ module }) => json(module.log ?? [])),
    ],
  ]

  const withModule = (id: string, answer: (running: Running) => Response): Response => {
    const found = running.get(id)
    return found === undefined ? new Response(null, { status: 404 }) : answer(found)
  }

  const server = await startLoopbackServer(async (request) => {
    const url = new URL(request.url)
    const line = `${request.method} ${url.pathname}`
    requests.push(line)
    if (token !== undefined && request.headers.get('authorization') !== `Bearer ${token}`)
      return json({}, 401)
    const own = intercept?.(request.method, url.pathname)
    if (own !== undefined) return own
    for (const [pattern, answer] of routes) {
      const match = pattern.exec(line)
      if (match !== null) return answer(url, request, match[1] ?? '')
    }
    return new Response(null, { status: 404 })
  })
  return { ...server, requests, plans }
}

function json(value: unknown, status = 200): Response {
  return Response.json(value, { status })
}

function asPlanModule({ testModule, variant = {} }: DoubleModule): object {
  return { testModule, variant, instances: [] }
}

function findModule(modules: readonly DoubleModule[], query: URLSearchParams): DoubleModule | undefined {
  return modules.find(
    ({ testModule, variant = {} }) =>
      testModule === query.get('test') && JSON.stringify(variant) === query.get('variant'),
  )
}

function start(running: Running): Response {
  running.started = true
  return json({})
}

function infoOf(running: Running): Response {
  const { statuses, result = 'PASSED' } = running.module
  const status = statuses[Math.min(running.asked, statuses.length - 1)]
  if (status !== 'CONFIGURED' || running.started) running.asked += 1
  return json({ status, ...(status === 'FINISHED' && { result }) })
}

function browserOf({ module }: Running): Response {
  return json({ exposed: module.exposed ?? {}, browser: { urls: module.urls ?? [], visited: [] } })
}
