import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A process of this measurement. It ends with whoever started it, and by itself after three minutes. */
export interface HelperProcess {
  /** What it said first. */
  readonly ready: unknown
  /** Tells it something and gives what it says next. */
  ask(message: object): Promise<unknown>
  /** Ends it, by its own id. */
  end(): Promise<void>
}

/** Starts a file of this folder, tells it what it needs, and waits until it says that it is ready. */
export async function startProcess(file: string, needs: object = {}): Promise<HelperProcess> {
  const child = fork(join(import.meta.dirname, file), { execArgv: ['--conditions=source'] })
  const ask = async (message: object): Promise<unknown> => {
    const answer = nextMessage(child)
    child.send(message)
    return answer
  }
  const ready = await ask(needs)
  return { ready, ask, end: () => end(child) }
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const left = once(child, 'exit').then(() => {
    throw new Error('a process of the measurement ended before it answered')
  })
  left.catch(() => {})
  const [message] = (await Promise.race([once(child, 'message'), left])) as unknown[]
  return message
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const exited = once(child, 'exit')
  child.kill()
  await exited
}
