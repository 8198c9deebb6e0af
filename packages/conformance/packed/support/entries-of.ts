import type { Tarball } from './pack-packages.ts'

/** What an application can import of the packages: `@lontar/wallet`, `@lontar/wallet/file-vault` and so on. */
export function entriesOf(tarballs: readonly Tarball[]): readonly string[] {
  return tarballs.flatMap(({ manifest: { name, exports } }) =>
    Object.keys(exports)
      .filter((path) => path !== './package.json')
      .map((path) => name + path.slice(1)),
  )
}
