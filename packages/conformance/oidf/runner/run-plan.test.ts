import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Awaited } from './read-suite-answer.ts'
import { isClean, markdownFile, type Report, readReport } from './report.ts'
import { type RunPlanOptions, runPlan } from './run-plan.ts'
import { openSuiteApi } from './suite-api.ts'
import {
  type DoubleModule,
  type DoubleSuite,
  type DoubleSuiteOptions,
  startDoubleSuite,
} from './support/double-suite.ts'

let folder: string
let out: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lontar-oidf-'))
  out = join(folder, 'report.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const plan = {
  planName: 'oid4vci-1_0-issuer-test-plan',
  variant: { credential_format: 'sd_jwt_vc' },
  configuration: { alias: 'lontar-issuer' },
}
const passing: DoubleModule = { testModule: 'a', statuses: ['CREATED', 'CONFIGURED', 'RUNNING', 'FINISHED'] }
const token = 'SUITE-TOKEN'

async function open(options: DoubleSuiteOptions): Promise<DoubleSuite> {
  const double = await startDoubleSuite({ token, ...options })
  onTestFinished(() => double.close())
  return double
}

interface Run extends Partial<RunPlanOptions> {
  readonly lines?: string[]
}

/** Runs under a clock that moves by what is slept, and 1 ms a look. */
function run(double: DoubleSuite, { lines = [], ...changes }: Run = {}): Promise<Report> {
  let time = 0
  return runPlan({
    suite: openSuiteApi({ url: double.url, token }),
    kind: 'issuer',
    plan,
    out,
    resume: false,
    moduleSeconds: 60,
    totalSeconds: 600,
    pollSeconds: 2,
    onProgress: (line) => lines.push(line),
    onWaiting: async () => undefined,
    sleep: async (seconds) => {
      time += seconds * 1000
    },
    clock: () => {
      time += 1
      return time
    },
    now: () => new Date('2026-11-24T02:00:00Z'),
    ...changes,
  })
}

describe('a plan', () => {
  test('is created with its variant and configuration, and every module runs to its end', async () => {
    const modules = [passing, { ...passing, testModule: 'b', result: 'WARNING' }]
    const double = await open({ modules })
    const report = await run(double)
    expect(double.plans).toHaveLength(1)
    expect(double.plans[0]?.query.get('planName')).toBe(plan.planName)
    expect(JSON.parse(double.plans[0]?.query.get('variant') ?? '')).toEqual(plan.variant)
    expect(double.plans[0]?.body).toEqual(plan.configuration)
    expect(report.modules.map(({ testModule, status, result }) => [testModule, status, result])).toEqual([
      ['a', 'FINISHED', 'PASSED'],
      ['b', 'FINISHED', 'WARNING'],
    ])
    expect(isClean(report)).toBe(true)
    expect(readReport(out)).toEqual(report)
    expect(double.requests.filter((line) => line === 'POST /api/runner/m1')).toHaveLength(1)
  })

  test('keeps the modules apart that differ in their variant alone', async () => {
    const plain = { vci_credential_encryption: 'plain' }
    const encrypted = { vci_credential_encryption: 'encrypted' }
    const modules = [
      { ...passing, variant: plain },
      { ...passing, variant: encrypted, result: 'FAILED' },
    ]
    const report = await run(await open({ modules }))
    expect(report.modules.map(({ result }) => result)).toEqual(['PASSED', 'FAILED'])
    expect(isClean(report)).toBe(false)
    expect(readFileSync(markdownFile(out), 'utf8')).toContain('| a encrypted | FAILED | 0 | 0 | 8 |')
  })

  test('names in the table how a request came, where a module stands in the plan by each way', async () => {
    const modules = ['request_uri_signed', 'request_uri_multisigned'].map((request_method) => ({
      ...passing,
      variant: { request_method },
    }))
    await run(await open({ modules }))
    const table = readFileSync(markdownFile(out), 'utf8')
    for (const name of ['a request_uri_signed', 'a request_uri_multisigned'])
      expect(table).toContain(`| ${name} | PASSED |`)
  })

  test('tells once of each thing that a module waits for, and of nothing else that the suite shows', async () => {
    const url = 'https://issuer.example/authorize?request_uri=x'
    const credential_offer_endpoint = 'https://suite.example/credential_offer'
    const exposed = { credential_offer_endpoint, authorization_endpoint_response_redirect: '?code=LEAK' }
    const waiting = { ...passing, statuses: ['WAITING', 'WAITING', 'FINISHED'], urls: [url], exposed }
    const heard: Awaited[] = []
    await run(await open({ modules: [waiting] }), { onWaiting: async (awaited) => void heard.push(awaited) })
    expect(heard).toEqual([
      { what: 'browser', address: url },
      { what: 'credential_offer_endpoint', address: credential_offer_endpoint },
    ])
  })

  test('tells where a verifier is to send its request, and of a server that the suite plays nothing', async () => {
    const authorization_endpoint = 'https://suite.example/test/a/lontar-verifier/authorize'
    const modules = [
      { ...passing, statuses: ['WAITING', 'WAITING', 'FINISHED'], exposed: { authorization_endpoint } },
    ]
    const told: Record<string, Awaited[]> = { 'verifier-haip': [], wallet: [] }
    for (const kind of ['verifier-haip', 'wallet'] as const) {
      const onWaiting = async (awaited: Awaited) => void told[kind]?.push(awaited)
      await run(await open({ modules }), { kind, onWaiting, out: join(folder, `${kind}.json`) })
    }
    const awaited = { what: 'authorization_endpoint', address: authorization_endpoint }
    expect(told).toEqual({ 'verifier-haip': [awaited], wallet: [] })
  })

  test('keeps of the log what is wrong, and nothing of what an entry carries', async () => {
    const log = [
      { src: 'CheckA', result: 'SUCCESS', msg: 'fine' },
      { src: 'CheckB', result: 'FAILURE', msg: 'wrong', requirements: ['VCI-8.3'], access_token: 'LEAK' },
      { src: 'CheckC', result: 'WARNING', msg: 'hm' },
      { src: 'BROWSER', msg: 'no result' },
    ]
    const report = await run(await open({ modules: [{ ...passing, result: 'FAILED', log }] }))
    expect(report.modules[0]?.counts).toEqual({ SUCCESS: 1, FAILURE: 1, WARNING: 1 })
    expect(report.modules[0]?.findings).toEqual([
      { src: 'CheckB', result: 'FAILURE', msg: 'wrong', requirements: ['VCI-8.3'] },
      { src: 'CheckC', result: 'WARNING', msg: 'hm' },
    ])
    const written = readFileSync(out, 'utf8') + readFileSync(markdownFile(out), 'utf8')
    expect(written).not.toMatch(/LEAK|SUITE-TOKEN/)
  })
})

describe('the verdict', () => {
  test('of a run against the double is that it was not run against the suite', async () => {
    const report = await run(await open({ modules: [passing] }))
    expect(report.verdict).toBe('not run against the suite')
    expect(readFileSync(markdownFile(out), 'utf8')).toMatch(/^# .*: not run against the suite\n/)
  })

  test.each([{ double: true }, { double: false }, { double: 'no' }])(
    'is the same for whatever says a word of being one: %j',
    async (said) => {
      const serverInfo = { version: '5.1.39', ...said }
      expect((await run(await open({ modules: [passing], serverInfo }))).verdict).toBe(
        'not run against the suite',
      )
    },
  )

  test('is the other one where the server says what the suite says', async () => {
    const serverInfo = { version: '5.1.39', revision: '12f2a4d', build_time: '2026-08-20T11:04:30Z' }
    const report = await run(await open({ modules: [passing], serverInfo }))
    expect(report.verdict).toBe('run against the suite')
    expect(report.suite).toMatchObject(serverInfo)
  })

  test('stays, once a double had a part in it', async () => {
    const modules = [passing, { ...passing, testModule: 'b' }]
    const double = await open({ modules })
    const begun = await run(double, { totalSeconds: 3 })
    expect(begun.modules).toHaveLength(1)
    const serverInfo = { version: '5.1.39' }
    const suite = { ...openSuiteApi({ url: double.url, token }), serverInfo: async () => serverInfo }
    expect((await run(double, { suite, resume: true })).verdict).toBe('not run against the suite')
  })
})

describe('time', () => {
  test('that a module uses up cancels it, and the next one runs', async () => {
    const stuck = { testModule: 'stuck', statuses: ['RUNNING'] }
    const double = await open({ modules: [stuck, passing] })
    const report = await run(double, { moduleSeconds: 10 })
    expect(report.modules.map(({ status, result }) => [status, result])).toEqual([
      ['TIMED_OUT', 'UNKNOWN'],
      ['FINISHED', 'PASSED'],
    ])
    expect(double.requests).toContain('DELETE /api/runner/m1')
    expect(isClean(report)).toBe(false)
    expect(readFileSync(markdownFile(out), 'utf8')).toContain('| stuck | TIMED_OUT |')
  })

  test('that the run uses up stops it, and the rest is not run', async () => {
    const double = await open({ modules: [passing, { ...passing, testModule: 'b' }] })
    const lines: string[] = []
    const report = await run(double, { totalSeconds: 7, lines })
    expect(report.modules).toMatchObject([{ status: 'FINISHED', result: 'PASSED' }])
    expect(lines).toContain('stopped after 7 s; go on with --resume')
    expect(isClean(report)).toBe(false)
    expect(readFileSync(markdownFile(out), 'utf8')).toContain('| b | not run |')
  })
})

describe('a run that broke off', () => {
  test('goes on where it was, with the same plan', async () => {
    let broken = true
    const intercept = (method: string, path: string): Response | undefined =>
      broken && method === 'GET' && path === '/api/info/m2' ? new Response(null, { status: 502 }) : undefined
    const modules = [passing, { ...passing, testModule: 'b' }]
    const double = await open({ modules, intercept })
    await expect(run(double)).rejects.toThrow('GET /api/info/m2: the suite answered 502.')
    expect(readReport(out)?.modules.map(({ testModule }) => testModule)).toEqual(['a'])
    broken = false
    const report = await run(double, { resume: true })
    expect(report.modules.map(({ testModule, id }) => [testModule, id])).toEqual([
      ['a', 'm1'],
      ['b', 'm3'],
    ])
    expect(double.plans).toHaveLength(1)
    expect(isClean(report)).toBe(true)
  })

  test('runs again what did not finish', async () => {
    const slow = { testModule: 'slow', statuses: [...Array<string>(9).fill('RUNNING'), 'FINISHED'] }
    const double = await open({ modules: [passing, slow] })
    expect((await run(double, { moduleSeconds: 10 })).modules[1]?.status).toBe('TIMED_OUT')
    const report = await run(double, { resume: true })
    expect(report.modules.map(({ id, status }) => [id, status])).toEqual([
      ['m1', 'FINISHED'],
      ['m3', 'FINISHED'],
    ])
  })

  test('is not run over without --resume, and not resumed without a report', async () => {
    const double = await open({ modules: [passing] })
    await expect(run(double, { resume: true })).rejects.toThrow('There is no report to go on with')
    await run(double)
    await expect(run(double)).rejects.toThrow('The report exists')
    expect(double.plans).toHaveLength(1)
  })

  test('is not resumed on another plan, nor where the suite forgot the plan', async () => {
    let forgotten = false
    const intercept = (method: string, path: string): Response | undefined =>
      forgotten && method === 'GET' && path === '/api/plan/p1'
        ? new Response(null, { status: 404 })
        : undefined
    const double = await open({ modules: [passing], intercept })
    await run(double)
    const other = { ...plan, planName: 'oid4vci-1_0-wallet-test-plan' }
    await expect(run(double, { resume: true, plan: other })).rejects.toThrow('another suite or another plan')
    forgotten = true
    await expect(run(double, { resume: true })).rejects.toThrow('does not know the plan')
  })
})
