import { spawnSync } from 'node:child_process'
import { copyFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** How TypeScript finds the types of a package. */
export type ModuleResolution = 'nodenext' | 'bundler'

/** What an application compiles. */
export interface CompileOptions {
  /** Where the packages are installed. */
  readonly folder: string
  readonly moduleResolution: ModuleResolution
  /** What it imports as a whole. */
  readonly entries: readonly string[]
  /** A program of it, which is copied there. */
  readonly program: string
  /** The compiler; that of this workspace by default. */
  readonly tsc?: string
}

const workspaceTsc = join(import.meta.dirname, '../../../../node_modules/.bin/tsc')

/** What a strict TypeScript says of an application, the declarations of the packages included; empty when it is content. */
export function typeErrors(options: CompileOptions): string {
  const { folder, moduleResolution, entries, program, tsc = workspaceTsc } = options
  copyFileSync(program, join(folder, basename(program)))
  const imports = entries.map((entry, index) => `export * as entry${index} from '${entry}'\n`)
  writeFileSync(join(folder, 'entries.ts'), imports.join(''))
  const config = join(folder, `tsconfig.${moduleResolution}.json`)
  writeFileSync(
    config,
    JSON.stringify({
      compilerOptions: {
        ...{ target: 'es2024', lib: ['es2024', 'dom', 'dom.iterable', 'dom.asynciterable'], types: ['node'] },
        ...{ module: moduleResolution === 'nodenext' ? 'nodenext' : 'esnext', moduleResolution },
        ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true },
      },
      files: ['entries.ts', basename(program)],
    }),
  )
  return spawnSync(tsc, ['-p', config], { cwd: folder, encoding: 'utf8' }).stdout
}
