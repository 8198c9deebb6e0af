// How long the command takes to start, beside Node.js alone and beside loading Veramo, which it must not do.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

const rounds = 9
const packages = join(import.meta.dirname, '../..')
const load = ['@veramo/core', '@veramo/key-manager', '@veramo/did-manager', '@veramo/credential-w3c']
const veramo = load.map((name) => `import ${JSON.stringify(name)}`).join('\n')

const programs: Readonly<Record<string, readonly string[]>> = {
  'node alone': ['--eval', '0'],
  'lontar --help': ['--conditions=source', join(packages, 'cli/src/lontar.ts'), '--help'],
  'lontar decode --help': ['--conditions=source', join(packages, 'cli/src/lontar.ts'), 'decode', '--help'],
  'node with Veramo': ['--input-type=module', '--eval', veramo],
}

const times = new Map(Object.keys(programs).map((name) => [name, [] as number[]]))
for (let round = 0; round < rounds; round += 1) {
  for (const [name, args] of Object.entries(programs)) {
    const start = performance.now()
    const { status } = spawnSync(process.execPath, args, { cwd: join(packages, 'veramo'), stdio: 'ignore' })
    if (status !== 0) throw new Error(`${name} ended with ${status}.`)
    times.get(name)?.push(performance.now() - start)
  }
}
for (const [name, taken] of times) {
  const sorted = taken.toSorted((a, b) => a - b)
  const [minimum = 0, median = 0] = [sorted[0], sorted[Math.floor(rounds / 2)]]
  console.log(
    `${name.padEnd(22)} ${minimum.toFixed(0).padStart(5)} ms at best ${median.toFixed(0).padStart(5)} ms median`,
  )
}
