// Runs one measurement: pnpm bench [verify|cost|size|load|veramo|start]
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const measurements: Readonly<Record<string, readonly string[]>> = {
  verify: ['verify-presentation.ts'],
  cost: ['cost.ts'],
  size: ['size.ts'],
  load: ['load.ts'],
  veramo: ['veramo.ts'],
  start: ['start.ts'],
}

const [name = 'verify', ...options] = process.argv.slice(2)
const [file] = measurements[name] ?? []
if (file === undefined) {
  console.error(`Usage: pnpm bench [${Object.keys(measurements).join('|')}]`)
  process.exitCode = 2
} else {
  const args = ['--conditions=source', '--expose-gc', join(import.meta.dirname, file), ...options]
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1
}
