import { execFileSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { publishedPackages } from '../../../../scripts/published-packages.ts'

const repository = join(import.meta.dirname, '../../../..')

/** What a package.json says that these tests look at. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly bin?: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, unknown>>
  readonly imports?: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/** A packed package. */
export interface Tarball {
  /** The file that a registry would serve. */
  readonly file: string
  /** Where it is unpacked. */
  readonly folder: string
  readonly manifest: Manifest
  /** The files in it, by their paths in it. */
  readonly files: readonly string[]
}

/** Builds and packs every published package into the folder, and unpacks each beside its tarball. */
export function packPackages(folder: string): readonly Tarball[] {
  const filters = publishedPackages().flatMap((name) => ['--filter', `@lontar/${name}`])
  pnpm(['run', 'build'])
  pnpm(['-r', ...filters, 'pack', '--pack-destination', folder, '--ignore-scripts'])
  return globSync('*.tgz', { cwd: folder }).map((file) => unpack(join(folder, file)))
}

function unpack(file: string): Tarball {
  const folder = join(file, '..', basename(file, '.tgz'))
  mkdirSync(folder)
  execFileSync('tar', ['xzf', file, '-C', folder, '--strip-components=1'])
  const files = globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
  return { file, folder, files, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) }
}

function pnpm(args: readonly string[]): void {
  execFileSync('npx', ['-y', 'pnpm@12.21.0', ...args], { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] })
}
