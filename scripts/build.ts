// Writes dist/ of the packages that are published, of all or of those named: `pnpm build`, `pnpm build wallet cli`.
// Types are checked by `pnpm types`; here each file is only translated, so no package waits for another.
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleVeramo } from './bundle-veramo.ts'
import { publishedPackages } from './published-packages.ts'

const root = join(import.meta.dirname, '..')
const named = process.argv.slice(2)
const published = publishedPackages()
const unknown = named.filter((name) => !published.includes(name))
if (unknown.length > 0) throw new Error(`Not a published package: ${unknown.join(', ')}`)
for (const name of named.length > 0 ? named : published) {
  const folder = join(root, 'packages', name)
  build(folder)
  if (name === 'veramo') await bringVeramo(folder)
}

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

/** Puts the bundle in place of the module that only names what is in it; its declarations stay. */
async function bringVeramo(folder: string): Promise<void> {
  const { code, licences } = await bundleVeramo(folder)
  writeFileSync(join(folder, 'dist/lib/veramo-parts.js'), code)
  writeFileSync(join(folder, 'dist/lib/veramo-parts.licences.txt'), licences)
}
