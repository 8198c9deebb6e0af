// Writes dist/ of the packages that are published, of all or of those named: `pnpm build`, `pnpm build wallet cli`.
// Types are checked by `pnpm types`; here each file is only translated, so no package waits for another.
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { publishedPackages } from './published-packages.ts'

const root = join(import.meta.dirname, '..')
const named = process.argv.slice(2)
const published = publishedPackages()
const unknown = named.filter((name) => !published.includes(name))
if (unknown.length > 0) throw new Error(`Not a published package: ${unknown.join(', ')}`)
for (const name of named.length > 0 ? named : published) build(join(root, 'packages', name))

function build(folder: string): void {
  const dist = join(folder, 'dist')
  rmSync(dist, { recursive: true, force: true })
  const { status } = spawnSync(
    join(root, 'node_modules/.bin/tsc'),
    ['-p', join(folder, 'tsconfig.build.json')],
    { stdio: 'inherit', shell: process.platform === 'win32' },
  )
  if (status !== 0) throw new Error(`tsc failed in ${folder}`)
  for (const file of globSync('**/*.d.ts', { cwd: dist })) nameEmitted(join(dist, file))
}

/** The compiler rewrites `./x.ts` to `./x.js` in the code and leaves it in the declarations. */
function nameEmitted(file: string): void {
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replaceAll(/((?:from|import\() ?'\.{1,2}\/[^']+)\.ts'/g, "$1.js'"))
}
