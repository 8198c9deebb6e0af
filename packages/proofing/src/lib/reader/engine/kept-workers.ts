import { orAborted } from './or-aborted.ts'

/** A worker that a pool keeps. */
export interface PooledWorker {
  /** Ends it at once, whatever it does. */
  close(): Promise<void>
}

/** Workers that were opened; one that is idle is used again. */
export interface KeptWorkers<Worker extends PooledWorker> {
  /** Runs a job on an idle worker or on a new one. A job that throws or is aborted takes its worker with it. */
  work<Result>(signal: AbortSignal, job: (worker: Worker) => Promise<Result>): Promise<Result>
  /** Ends all of them. */
  close(): Promise<void>
}

/** Keeps the workers that `open` starts, each when it is first needed. */
export function createKeptWorkers<Worker extends PooledWorker>(
  open: () => Promise<Worker>,
): KeptWorkers<Worker> {
  const idle: Worker[] = []
  const busy = new Set<Worker>()
  const work = async <Result>(
    signal: AbortSignal,
    job: (worker: Worker) => Promise<Result>,
  ): Promise<Result> => {
    const worker = idle.pop() ?? (await openUnlessAborted(open, signal))
    busy.add(worker)
    try {
      const result = await orAborted(job(worker), signal)
      idle.push(worker)
      return result
    } catch (reason) {
      await worker.close()
      throw reason
    } finally {
      busy.delete(worker)
    }
  }
  const close = async (): Promise<void> => {
    await Promise.all([...idle.splice(0), ...busy].map((worker) => worker.close()))
  }
  return { work, close }
}

/** A worker that opens after the abort is closed again. */
async function openUnlessAborted<Worker extends PooledWorker>(
  open: () => Promise<Worker>,
  signal: AbortSignal,
): Promise<Worker> {
  const opening = open()
  try {
    return await orAborted(opening, signal)
  } catch (reason) {
    opening.then((worker) => worker.close()).catch(() => undefined)
    throw reason
  }
}
