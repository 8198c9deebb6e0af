import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'

const command = join(import.meta.dirname, '../../../cli/src/lontar.ts')
const shiftedClock = join(import.meta.dirname, 'shifted-clock.ts')
const nodeArgs = ['--conditions=source', '--disable-warning=ExperimentalWarning', command]

/** How one run of the command ended. */
export interface Run {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
  /** The JSON value on stdout; throws when there is not exactly one. */
  json<Value = Record<string, unknown>>(): Value
}

/** The file of the command, and what Node is started with for it. */
export const lontarArgs: readonly string[] = nodeArgs

/** A folder with the command in it, as a person at a terminal has. */
export interface Desk {
  readonly folder: string
  run(
    args: readonly string[],
    options?: {
      readonly input?: string
      readonly variables?: Record<string, string>
      /** Hears what was written to stderr until now, while the command still runs. */
      readonly onStderr?: (stderr: string) => void
    },
  ): Promise<Run>
  /**
   * Starts a command that serves; resolves once it listens.
   *
   * @param options how far its clock is wrong, in milliseconds; right by default
   */
  serve(args: readonly string[], options?: { readonly clockShift?: number }): Promise<Serving>
}

/** A command that serves. */
export interface Serving {
  /** Asks it to stop, as a supervisor does; the exit code once it has ended. */
  stop(): Promise<number | null>
  /** Kills it as a power cut does; resolves once it has ended. */
  kill(): Promise<void>
}

/** Makes a desk; passphrases are set. */
export function createDesk(folder: string): Desk {
  const environment = (variables: Record<string, string> = {}): NodeJS.ProcessEnv => ({
    PATH: process.env.PATH,
    // Each start compiles the whole of the command; the second one need not.
    NODE_COMPILE_CACHE: join(folder, '.compile-cache'),
    LONTAR_PASSPHRASE: 'a passphrase for tests',
    LONTAR_WALLET_PASSPHRASE: 'another passphrase for tests',
    ...variables,
  })
  const start = (args: readonly string[], variables?: Record<string, string>, preload: string[] = []) =>
    spawn(process.execPath, [...preload, ...nodeArgs, ...args], {
      cwd: folder,
      env: environment(variables),
      stdio: 'pipe',
    })
  return {
    folder,
    run: (args, { input, variables, onStderr } = {}) =>
      new Promise((resolve, reject) => {
        const child = start(args, variables)
        const output = { stdout: '', stderr: '' }
        child.stdout.on('data', (chunk) => (output.stdout += chunk))
        child.stderr.on('data', (chunk) => {
          output.stderr += chunk
          onStderr?.(output.stderr)
        })
        child.on('error', reject)
        child.on('close', (exitCode) =>
          resolve({ exitCode, ...output, json: () => JSON.parse(output.stdout) }),
        )
        child.stdin.end(input)
      }),
    serve: (args, { clockShift = 0 } = {}) =>
      new Promise((resolve, reject) => {
        const variables = { SHIFT_CLOCK_MILLISECONDS: String(clockShift) }
        const child = start(args, variables, clockShift === 0 ? [] : ['--import', shiftedClock])
        let errors = ''
        const ended = new Promise<number | null>((done) => child.on('close', done))
        child.stderr.on('data', (chunk) => (errors += chunk))
        child.on('close', () => reject(new Error(`it ended: ${errors}`)))
        child.stdout.on('data', (chunk) => {
          if (String(chunk).includes('"event":"listening"')) {
            const stop = (): Promise<number | null> => {
              child.kill('SIGTERM')
              return ended
            }
            const kill = async (): Promise<void> => {
              child.kill('SIGKILL')
              await ended
            }
            resolve({ stop, kill })
          }
        })
      }),
  }
}

/** A port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
