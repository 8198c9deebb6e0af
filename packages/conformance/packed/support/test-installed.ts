import { join } from 'node:path'
import { expect, test } from 'vitest'
import { entriesOf } from './entries-of.ts'
import type { Application } from './install-packages.ts'
import type { Tarball } from './pack-packages.ts'

/** The example that an application takes as its own program. */
export const quickstart = join(import.meta.dirname, '../../../../examples/quickstart/quickstart.ts')

/** A program of these tests. */
export function program(name: string): string {
  return join(import.meta.dirname, '../programs', name)
}

/**
 * Tests that the agent and the command work, and the application's own noble, of the versions 1 or 2 each.
 *
 * @param application gives the application when the tests run.
 */
export function testAgent(application: () => Application, [hashes, curves]: readonly [string, string]): void {
  test('an agent issues and verifies, revoked credentials not', async () => {
    expect(await application().run(program('agent.mjs'))).toBe('the agent issued and verified\n')
  })

  test('the application has its own noble', async () => {
    expect(await application().run(program('noble.mjs'), hashes, curves)).toBe(
      `noble ${hashes} and ${curves}\n`,
    )
  })

  test('the command says its version and what it can do', async () => {
    expect(await application().command('lontar', '--version')).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(await application().command('lontar', '--help')).toContain('Usage: lontar')
  })
}

/** Tests that every entry loads, and that a whole loop of issuer, wallet and verifier runs. */
export function testEverything(application: () => Application, tarballs: () => readonly Tarball[]): void {
  test('every entry of every package loads in plain Node.js', async () => {
    const entries = entriesOf(tarballs())
    expect(await application().run(program('entries.mjs'), ...entries)).toBe(`${entries.length} entries\n`)
  })

  test('the quickstart runs as printed', async () => {
    expect(await application().run(quickstart)).toContain('accepted: {"name":"MARIA CONTOH"')
  })
}
