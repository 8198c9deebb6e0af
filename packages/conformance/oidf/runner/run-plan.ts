import type { PlanConfiguration, PlanKind } from './plan-configuration.ts'
import type { Awaited, CreatedPlan, LogEntry, PlanModule } from './read-suite-answer.ts'
import { type ModuleReport, moduleKey, type Report, readReport, writeReport } from './report.ts'
import type { SuiteApi } from './suite-api.ts'
import { SuiteError } from './suite-error.ts'

/** What a run is given. */
export interface RunPlanOptions {
  readonly suite: SuiteApi
  readonly kind: PlanKind
  readonly plan: PlanConfiguration
  /** Where the report goes. */
  readonly out: string
  /** Go on with the plan of the report that lies there, and leave out the modules that finished. */
  readonly resume: boolean
  /** How long a module may take; then it is cancelled. */
  readonly moduleSeconds: number
  /** How long the run may take; then it stops, and can be resumed. */
  readonly totalSeconds: number
  readonly pollSeconds: number
  readonly onProgress: (line: string) => void
  /** Is told once of each thing that a module waits for. */
  readonly onWaiting: (awaited: Awaited) => Promise<void>
  readonly sleep: (seconds: number) => Promise<void>
  /** Milliseconds that only grow. */
  readonly clock: () => number
  readonly now: () => Date
}

/**
 * Runs a plan: creates it, or goes on with it, and takes its modules one after the other. The report is written after
 * every module, so that a run that breaks off loses none.
 *
 * @returns the report, as it was written last.
 * @throws {SuiteError} when the suite does not do as asked.
 * @throws {TypeError} when a report lies there and `resume` is not set, or it is of another suite or plan.
 */
export async function runPlan(options: RunPlanOptions): Promise<Report> {
  const { clock, totalSeconds, onProgress } = options
  const end = clock() + totalSeconds * 1000
  let report = await openReport(options)
  writeReport(options.out, report)
  const ended = new Set(report.modules.map(moduleKey))
  for (const [index, module] of report.planned.entries()) {
    if (ended.has(moduleKey(module))) continue
    if (clock() >= end) {
      onProgress(`stopped after ${totalSeconds} s; go on with --resume`)
      break
    }
    onProgress(`[${index + 1}/${report.planned.length}] ${module.testModule}`)
    const outcome = await runModule(options, report.plan.id, module, end)
    report = { ...report, modules: [...report.modules, outcome], updatedAt: options.now().toISOString() }
    writeReport(options.out, report)
    onProgress(`  ${outcome.status} ${outcome.result}`)
  }
  return report
}

async function openReport(options: RunPlanOptions): Promise<Report> {
  const { suite, kind, plan, out, resume, now, onProgress } = options
  const server = await suite.serverInfo()
  const earlier = readReport(out)
  if (earlier !== undefined) return continueReport(options, earlier)
  if (resume) throw new TypeError('There is no report to go on with; leave --resume out.')
  const created: CreatedPlan = await suite.createPlan(plan)
  onProgress(`plan ${created.id} with ${created.modules.length} modules`)
  return {
    verdict: server.double ? 'not run against the suite' : 'run against the suite',
    suite: { url: suite.url, ...server },
    plan: { kind, planName: plan.planName, id: created.id, variant: plan.variant },
    planned: created.modules,
    modules: [],
    startedAt: now().toISOString(),
    updatedAt: now().toISOString(),
  }
}

async function continueReport(options: RunPlanOptions, earlier: Report): Promise<Report> {
  const { suite, plan, resume, onProgress } = options
  if (!resume) throw new TypeError('The report exists; go on with --resume or name another with --out.')
  const same = earlier.suite.url === suite.url && earlier.plan.planName === plan.planName
  if (!same) throw new TypeError('The report is of another suite or another plan.')
  const server = await suite.serverInfo()
  const planned = await suite.plan(earlier.plan.id)
  if (planned === undefined)
    throw new SuiteError('The suite does not know the plan of the report any more.', 404)
  const modules = earlier.modules.filter(({ status }) => status === 'FINISHED')
  onProgress(`plan ${earlier.plan.id}: ${modules.length} of ${planned.length} modules have finished`)
  // One answer of a double taints a report for good.
  const verdict = server.double ? 'not run against the suite' : earlier.verdict
  return { ...earlier, verdict, planned, modules }
}

async function runModule(
  options: RunPlanOptions,
  planId: string,
  module: PlanModule,
  end: number,
): Promise<ModuleReport> {
  const { suite, clock, moduleSeconds } = options
  const began = clock()
  const id = await suite.createModule(planId, module)
  const last = await waitForEnd(options, id, Math.min(began + moduleSeconds * 1000, end))
  const log = await suite.log(id)
  return {
    ...module,
    id,
    ...last,
    seconds: (clock() - began) / 1000,
    log: `${suite.url}log-detail.html?log=${encodeURIComponent(id)}`,
    counts: countResults(log),
    findings: log.filter(({ result }) => result !== undefined && findingResults.includes(result)),
  }
}

const findingResults = ['FAILURE', 'WARNING', 'REVIEW']

function countResults(log: readonly LogEntry[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { result } of log) if (result !== undefined) counts[result] = (counts[result] ?? 0) + 1
  return counts
}

async function waitForEnd(
  options: RunPlanOptions,
  id: string,
  end: number,
): Promise<Pick<ModuleReport, 'status' | 'result'>> {
  const { suite, clock, sleep, pollSeconds } = options
  let started = false
  const told = new Set<string>()
  for (;;) {
    const { status, result = 'UNKNOWN' } = await suite.moduleInfo(id)
    if (status === 'FINISHED' || status === 'INTERRUPTED') return { status, result }
    if (status === 'CONFIGURED' && !started) {
      started = true
      await suite.startModule(id)
    }
    if (status === 'WAITING') await tellNew(options, id, told)
    if (clock() >= end) {
      await suite.cancelModule(id)
      return { status: 'TIMED_OUT', result: 'UNKNOWN' }
    }
    await sleep(pollSeconds)
  }
}

async function tellNew(
  { suite, kind, onWaiting }: RunPlanOptions,
  id: string,
  told: Set<string>,
): Promise<void> {
  for (const awaited of await suite.awaited(id)) {
    // Of the server that the suite plays for a wallet, nothing is to be done there.
    if (awaited.what === 'authorization_endpoint' && !kind.startsWith('verifier')) continue
    const key = `${awaited.what} ${awaited.address}`
    if (told.has(key)) continue
    told.add(key)
    await onWaiting(awaited)
  }
}
