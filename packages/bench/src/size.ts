// What a browser downloads of the packages: parts of them, minified by rolldown and gzipped, in kB.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { rolldown } from 'rolldown'

const parts: Readonly<Record<string, readonly string[]>> = {
  'parseJws and verifyJwsSignature': [
    "export { parseJws, verifyJwsSignature } from '@lontar/credentials/jose'",
  ],
  'the guarded fetch': ["export { createGuardedFetch } from '@lontar/credentials/guarded-fetch'"],
  'both SD-JWT formats, status, guarded fetch': [
    "export { createDcSdJwtFormat, createVcSdJwtFormat } from '@lontar/credentials'",
    "export { createStatusChecker } from '@lontar/credentials/status'",
    "export { createGuardedFetch } from '@lontar/credentials/guarded-fetch'",
  ],
  'the wallet': ["export { createMemoryVault, openWallet } from '@lontar/wallet'"],
  'the verify path of the verifier': ["export { verifyPresentation } from '@lontar/verifier'"],
}

// The entries lie beside this file, so that they find the package as it does.
const folder = mkdtempSync(join(import.meta.dirname, '.size-'))
try {
  for (const [name, lines] of Object.entries(parts)) {
    const { first, later } = await sizesOf(lines)
    const more = later === 0 ? '' : `   and ${kilobytes(later)} kB that only some runtimes load`
    console.log(`${name.padEnd(44)} ${kilobytes(first).padStart(5)} kB${more}`)
  }
} finally {
  rmSync(folder, { recursive: true })
}

/** The size of what is loaded at once, and of what is imported later, in bytes. */
async function sizesOf(
  lines: readonly string[],
): Promise<{ readonly first: number; readonly later: number }> {
  const input = join(folder, 'entry.ts')
  writeFileSync(input, lines.join('\n'))
  const bundle = await rolldown({ input, platform: 'browser', resolve: { conditionNames: ['source'] } })
  const { output } = await bundle.generate({ format: 'es', minify: true })
  await bundle.close()
  const chunks = output.filter((file) => file.type === 'chunk')
  const [entry] = chunks.filter(({ isEntry }) => isEntry)
  const atOnce = new Set([entry?.fileName, ...(entry?.imports ?? [])])
  const sizeOf = (wanted: boolean) =>
    chunks
      .filter(({ fileName }) => atOnce.has(fileName) === wanted)
      .reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0)
  return { first: sizeOf(true), later: sizeOf(false) }
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1)
}
