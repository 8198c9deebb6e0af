import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { mariaContoh } from '@lontar/testkit'
import { expect, onTestFinished, test } from 'vitest'

const marker = 'every byte of this picture'
const script = join(import.meta.dirname, 'support/prove-a-person.ts')

/** Proves a person in a process of its own, with folders of its own for data and for temporary files. */
async function prove(ending: string): Promise<{ readonly said: readonly string[]; readonly left: Buffer }> {
  const folder = mkdtempSync(join(tmpdir(), 'lontar-house-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [data, temporary] = [join(folder, 'data'), join(folder, 'temporary')]
  for (const one of [data, temporary]) mkdirSync(one)
  const child = spawn(process.execPath, ['--conditions=source', script, data, ending, marker], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  expect(errors).toBe('')
  return {
    said: output.trim().split('\n'),
    left: Buffer.concat([...filesUnder(folder), Buffer.from(output)]),
  }
}

function filesUnder(folder: string): readonly Buffer[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
}

test.each([
  ['accepted', ['accepted']],
  ['refused', ['refused']],
  ['thrown', ['thrown']],
  ['review', ['review', 'card,selfie']],
  ['killed', ['']],
])(
  'after a proofing that was %s no image and no NIK is left on the disk or in the output (P2, P3)',
  async (ending, expected) => {
    const { said, left } = await prove(ending)
    expect(said).toEqual(expected)
    expect(left.length).toBeGreaterThan(4096)
    for (const value of [marker, mariaContoh.nik, mariaContoh.nama]) expect(left.includes(value)).toBe(false)
  },
  60_000,
)
