import { join } from 'node:path'
import { rolldown } from 'rolldown'

/** Where the bundle lies, from the root of the repository. */
export const elementScriptFile = 'packages/verifier/src/lib/element/element-script.ts'

// The encoder of QR codes is the package qr.
const license = '/*! Lontar: Apache-2.0. qr: MIT OR Apache-2.0, (c) 2023 Paul Miller. */\n'

/** Bundles `<lontar-verify>` with all that it needs into one module without imports. */
export async function bundleElement(): Promise<string> {
  const repository = join(import.meta.dirname, '..')
  const bundle = await rolldown({
    cwd: repository,
    input: 'packages/verifier/src/lontar-verify.ts',
    platform: 'browser',
    resolve: { conditionNames: ['source', 'import', 'default'] },
    tsconfig: false,
  })
  const { output } = await bundle.generate({ format: 'esm', minify: true })
  await bundle.close()
  if (output.length !== 1) throw new Error('The element does not fit in one module.')
  return license + output[0].code
}

/** The source file that holds the bundle, for a verifier that serves it without a build. */
export function elementScriptSource(code: string): string {
  const text = JSON.stringify(code).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is code. */
// Written by scripts/write-element.ts.
/** The module that defines \`<lontar-verify>\`, bundled. */
export const elementScript: string =
  '${text}'
`
}
