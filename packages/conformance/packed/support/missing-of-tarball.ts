import { existsSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { assetRequests, moduleRequests } from './module-requests.ts'
import type { Manifest, Tarball } from './pack-packages.ts'

/** The paths that the package.json promises and the tarball does not have. */
export function missingTargets({ manifest, folder }: Tarball): readonly string[] {
  const { exports, imports, bin } = manifest
  return [exports, imports, bin].flatMap(targetsOf).filter((path) => !existsSync(join(folder, path)))
}

/** Every path under `exports`, `imports` or `bin`, whatever its conditions. */
export function targetsOf(entry: unknown): readonly string[] {
  if (typeof entry === 'string') return [entry]
  return typeof entry === 'object' && entry !== null ? Object.values(entry).flatMap(targetsOf) : []
}

/** The files that are imported or read beside a module, or whose package is not declared: `file: name` each. */
export function missingImports(tarball: Tarball, all: readonly Tarball[]): readonly string[] {
  const { folder, files } = tarball
  return files
    .filter((file) => file.endsWith('.js') || file.endsWith('.d.ts'))
    .flatMap((file) => {
      const path = join(folder, file)
      const requests = [...moduleRequests(path), ...assetRequests(path)]
      return requests.filter((name) => !isThere(name, path, tarball, all)).map((name) => `${file}: ${name}`)
    })
}

function isThere(name: string, from: string, { manifest }: Tarball, all: readonly Tarball[]): boolean {
  if (name.startsWith('.')) return isFile(join(dirname(from), name), from)
  if (name.startsWith('#')) return Object.hasOwn(manifest.imports ?? {}, name)
  if (isBuiltin(name)) return name.startsWith('node:')
  const [scope = '', rest = ''] = name.split('/')
  const packageName = scope.startsWith('@') ? `${scope}/${rest}` : scope
  return isDeclared(packageName, manifest) && isExported(name, packageName, all)
}

/** A declaration file that names a module means the declaration of that module. */
function isFile(path: string, from: string): boolean {
  return existsSync(from.endsWith('.d.ts') ? path.replace(/\.js$/, '.d.ts') : path)
}

function isDeclared(packageName: string, { dependencies, peerDependencies }: Manifest): boolean {
  return Object.hasOwn({ ...dependencies, ...peerDependencies }, packageName)
}

/** Of the packages of this house the subpath must be one of theirs. */
function isExported(name: string, packageName: string, all: readonly Tarball[]): boolean {
  const own = all.find(({ manifest }) => manifest.name === packageName)
  return own === undefined || Object.hasOwn(own.manifest.exports, `.${name.slice(packageName.length)}`)
}
