import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Plugin, rolldown } from 'rolldown'

/** The bundle, and the licences of what is in it. */
export interface VeramoBundle {
  readonly code: string
  readonly licences: string
}

/** What is bundled from no file: nothing may write credentials to a log, and every runtime that is meant has `fetch`. */
const replaced: Readonly<Record<string, string>> = {
  debug: 'export default () => Object.assign(() => {}, { enabled: false })',
  'cross-fetch': 'export const fetch = (...args) => globalThis.fetch(...args); export default fetch',
}

/**
 * Bundles the parts of Veramo with all that they import, but for what `@lontar/veramo` asks for itself. Veramo's
 * packages import @noble/hashes 1 without declaring it, and beside an application's @noble/hashes 2 they do not load.
 */
export async function bundleVeramo(folder: string): Promise<VeramoBundle> {
  const bundle = await rolldown({
    cwd: folder,
    input: 'src/lib/veramo-parts.ts',
    platform: 'browser',
    external: ['did-jwt', 'did-resolver'],
    plugins: [replacements],
    treeshake: { moduleSideEffects: false },
    tsconfig: false,
  })
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false })
  await bundle.close()
  if (output.length !== 1) throw new Error('Veramo does not fit in one module.')
  return { code: output[0].code, licences: licencesOf(Object.keys(output[0].modules)) }
}

const replacements: Plugin = {
  name: 'replacements',
  resolveId: (id) => (Object.hasOwn(replaced, id) ? `\0${id}` : null),
  load: (id) => replaced[id.slice(1)] ?? null,
}

/** Each licence text once, under the packages that it holds for. */
function licencesOf(files: readonly string[]): string {
  const folders = new Set(files.filter((file) => file.includes('node_modules')).map(packageOf))
  const byText = Map.groupBy([...folders].sort().map(licenceOf), ({ text }) => text)
  return [...byText]
    .map(([text, packages]) => `${packages.map(({ title }) => title).join('\n')}\n\n${text.trim()}\n`)
    .join(`\n${'-'.repeat(72)}\n\n`)
}

function packageOf(file: string): string {
  const folder = dirname(file)
  const manifest = join(folder, 'package.json')
  return existsSync(manifest) && 'version' in JSON.parse(readFileSync(manifest, 'utf8'))
    ? folder
    : packageOf(folder)
}

function licenceOf(folder: string): { readonly title: string; readonly text: string } {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const [file] = globSync('{LICENSE,LICENCE,License,license}*', { cwd: folder })
  const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8')
  return { title: `${name} ${version} (${license})`, text }
}
