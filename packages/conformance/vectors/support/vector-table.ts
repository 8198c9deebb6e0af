import { relative, sep } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'

interface Row {
  cases: number
  right: number
  wrong: number
  skipped: number
}

const vectors = 'packages/conformance/vectors/'

/** Ends a run with one line for each specification whose public vectors were run. */
export default class VectorTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = new Map<string, Row>()
    for (const module of modules) count(module, rows)
    if (rows.size > 0) console.table(Object.fromEntries([...rows].sort(([a], [b]) => a.localeCompare(b))))
  }
}

function count(module: TestModule, rows: Map<string, Row>): void {
  const path = relative(process.cwd(), module.moduleId).split(sep).join('/')
  const [specification] = path.slice(vectors.length).split('/')
  if (!path.startsWith(vectors) || specification === undefined) return
  const row = rows.get(specification) ?? { cases: 0, right: 0, wrong: 0, skipped: 0 }
  rows.set(specification, row)
  for (const test of module.children.allTests()) {
    const { state } = test.result()
    row.cases += 1
    row.right += Number(state === 'passed')
    row.skipped += Number(state === 'skipped')
    row.wrong += Number(state === 'failed' || state === 'pending')
  }
}
