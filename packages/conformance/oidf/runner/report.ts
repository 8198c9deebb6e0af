import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { PlanKind } from './plan-configuration.ts'
import type { LogEntry, PlanModule, SuiteServerInfo } from './read-suite-answer.ts'

/** How a module ended: the suite's own status, or that this run stopped waiting for it. */
export type ModuleStatus = 'FINISHED' | 'INTERRUPTED' | 'TIMED_OUT'

/** A module that came to an end. */
export interface ModuleReport extends PlanModule {
  /** The suite's id of the module's run. */
  readonly id: string
  readonly status: ModuleStatus
  /** `PASSED`, `WARNING`, `REVIEW`, `SKIPPED`, `FAILED` or `UNKNOWN`. */
  readonly result: string
  readonly seconds: number
  /** Where the suite shows the whole log. */
  readonly log: string
  /** How many entries of the log have each result. */
  readonly counts: Readonly<Record<string, number>>
  /** The entries that are a failure, a warning or something to look at. */
  readonly findings: readonly LogEntry[]
}

/** What a run leaves behind. */
export interface Report {
  /** `not run against the suite` when the other side was a double of it. */
  readonly verdict: 'run against the suite' | 'not run against the suite'
  readonly suite: SuiteServerInfo & { readonly url: string }
  readonly plan: {
    readonly kind: PlanKind
    readonly planName: string
    readonly id: string
    readonly variant: Readonly<Record<string, string>>
  }
  /** All that the plan has; those without a module report have not ended. */
  readonly planned: readonly PlanModule[]
  readonly modules: readonly ModuleReport[]
  readonly startedAt: string
  readonly updatedAt: string
}

/** Whether every module ended, and none badly. */
export function isClean({ planned, modules }: Report): boolean {
  const bad = modules.some(({ status, result }) => status !== 'FINISHED' || !goodResults.includes(result))
  return !bad && modules.length === planned.length
}

const goodResults = ['PASSED', 'WARNING', 'REVIEW', 'SKIPPED']

/** What tells a module of a plan from the others. */
export function moduleKey({ testModule, variant = {} }: PlanModule): string {
  return JSON.stringify([testModule, Object.entries(variant).sort()])
}

/** Writes the report and its table beside it; never half of one. */
export function writeReport(file: string, report: Report): void {
  writeWhole(file, `${JSON.stringify(report, null, 2)}\n`)
  writeWhole(markdownFile(file), reportTable(report))
}

/** Where the table of a report lies. */
export function markdownFile(file: string): string {
  return `${file.replace(/\.json$/, '')}.md`
}

function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.part`, text)
  renameSync(`${file}.part`, file)
}

/** The report of an earlier run; undefined when there is none. */
export function readReport(file: string): Report | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined
}

/** The report as a short Markdown table. */
export function reportTable(report: Report): string {
  const { suite, plan, modules, planned, verdict, updatedAt } = report
  const software = suite.double
    ? `a double of it (${suite.version})`
    : [suite.version, suite.revision].join(' ').trim()
  return [
    `# ${plan.planName}: ${verdict}`,
    '',
    `Suite: ${software}. Plan ${plan.id}. ${modules.length} of ${planned.length} modules ended. ${updatedAt}`,
    '',
    '| module | result | failures | warnings | seconds |',
    '|---|---|---|---|---|',
    ...planned.map((module) => row(module, modules)),
    '',
  ].join('\n')
}

function row(module: PlanModule, modules: readonly ModuleReport[]): string {
  const ended = modules.find((other) => moduleKey(other) === moduleKey(module))
  const { vci_credential_encryption = '', request_method = '' } = module.variant ?? {}
  const name = [module.testModule, vci_credential_encryption, request_method].filter(Boolean).join(' ')
  if (ended === undefined) return `| ${name} | not run | | | |`
  const { status, result, counts, seconds } = ended
  const outcome = status === 'FINISHED' ? result : status
  return `| ${name} | ${outcome} | ${counts['FAILURE'] ?? 0} | ${counts['WARNING'] ?? 0} | ${Math.round(seconds)} |`
}
