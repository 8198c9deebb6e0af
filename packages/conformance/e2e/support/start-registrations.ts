import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PublicJwk } from '@lontar/credentials/jose'

/** Registrations that are served by a process of their own, with folders of its own for data and temporary files. */
export interface RegistrationsProcess {
  /** Where they are served. */
  readonly url: string
  /** The folder of the database. */
  readonly data: string
  /** The key that identities are signed with. */
  readonly evidenceKey: PublicJwk
  /** Every byte that lies in its folders, and that it wrote out. */
  everything(): Buffer
  /** Ends it as an outage would, and resolves when it is gone. */
  kill(): Promise<void>
  /** Ends it, and removes its folders. */
  remove(): Promise<void>
}

/** Starts `serve-registrations.ts`. */
export async function startRegistrations(): Promise<RegistrationsProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'lontar-registrations-'))
  const [data, temporary] = [join(folder, 'data'), join(folder, 'temporary')]
  for (const one of [data, temporary]) mkdirSync(one)
  const script = join(import.meta.dirname, 'serve-registrations.ts')
  const options = ['--conditions=source', '--disable-warning=ExperimentalWarning', script, data]
  const child = spawn(process.execPath, options, {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: Buffer[] = []
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const said = await new Promise<string>((resolve, reject) => {
    child.on('close', () => reject(new Error(Buffer.concat(output).toString())))
    child.stdout.on('data', (chunk: Buffer) => {
      output.push(chunk)
      const line = /\{.*"listening".*\}/.exec(Buffer.concat(output).toString())?.[0]
      if (line !== undefined) resolve(line)
    })
  })
  const { url, evidenceKey } = JSON.parse(said) as Pick<RegistrationsProcess, 'url' | 'evidenceKey'>
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await closed
  }
  return {
    ...{ url, data, evidenceKey, kill },
    everything: () => Buffer.concat([...filesUnder(folder), ...output]),
    remove: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function filesUnder(root: string): readonly Buffer[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
}
