// Runs every check, cheapest first, and ends with one line: N passed, N failed, N skipped.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

interface AllowedSkip {
  /** The beginning of the full name of the skipped tests. */
  readonly tests: string
  readonly reason: string
}

interface TestReport {
  readonly testResults: readonly {
    readonly message: string
    readonly status: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

const binaries = join(import.meta.dirname, '../node_modules/.bin')

const counts = [
  step('Format and lint', 'biome', ['ci', '.']),
  step('Types', 'pnpm', ['run', 'types']),
  tests(),
]
const total = counts.reduce((sum, each) => ({
  passed: sum.passed + each.passed,
  failed: sum.failed + each.failed,
  skipped: sum.skipped + each.skipped,
}))
process.stdout.write(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
process.exitCode = total.failed === 0 ? 0 : 1

/** One command that passes or fails as a whole. */
function step(title: string, command: string, args: readonly string[]): Counts {
  process.stdout.write(`\n== ${title}\n`)
  const ok = run(command, args)
  process.stdout.write(ok ? `${title}: passed\n` : `${title}: FAILED\n`)
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }
}

function tests(): Counts {
  process.stdout.write('\n== Tests\n')
  const folder = mkdtempSync(join(tmpdir(), 'lontar-check-'))
  const file = join(folder, 'report.json')
  try {
    const ok = run('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
    if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 }
    return count(JSON.parse(readFileSync(file, 'utf8')) as TestReport, ok)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A skip without a reason in `skips.json` is a failure, and so is a run that fails outside its tests. */
function count(report: TestReport, ok: boolean): Counts {
  const allowed = JSON.parse(
    readFileSync('packages/conformance/skips.json', 'utf8'),
  ) as readonly AllowedSkip[]
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults)
  const skips = results.filter(({ status }) => status !== 'passed' && status !== 'failed')
  const unexplained = skips.filter(
    ({ fullName }) => !allowed.some(({ tests: start }) => fullName.startsWith(start)),
  )
  for (const { fullName } of unexplained) process.stdout.write(`Skipped without a reason: ${fullName}\n`)
  const failed = results.filter(({ status }) => status === 'failed').length + unexplained.length
  const passed = results.filter(({ status }) => status === 'passed').length
  return {
    passed,
    failed: (ok || failed > 0) && passed > 0 ? failed : failed + 1,
    skipped: skips.length - unexplained.length,
  }
}

function run(command: string, args: readonly string[]): boolean {
  const found = existsSync(join(binaries, command)) ? join(binaries, command) : command
  return spawnSync(found, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0
}
