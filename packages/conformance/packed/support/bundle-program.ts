import { copyFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { rolldown } from 'rolldown'

/** What is bundled, and for what. */
export interface BundleOptions {
  /** A module whose exports are wanted. It is copied beside the installed packages. */
  readonly program: string
  /** Where the packages are installed. */
  readonly folder: string
  /** The oldest ECMAScript that must read it, such as `es2017`; none by default. */
  readonly target?: string
}

/** Bundles a program as an application for browsers does: one script that sets the variable `program`. */
export async function bundleProgram({ program, folder, target }: BundleOptions): Promise<string> {
  const name = basename(program)
  copyFileSync(program, join(folder, name))
  const bundle = await rolldown({
    ...{ cwd: folder, input: name, platform: 'browser', tsconfig: false },
    ...(target && { transform: { target } }),
  })
  const { output } = await bundle.generate({ format: 'iife', name: 'program', codeSplitting: false })
  await bundle.close()
  const [{ code, imports }, ...more] = output
  if (imports.length + more.length > 0) throw new Error(`The bundle needs ${imports.join(', ')}`)
  return code
}
