import { LontarError, OperationError } from '@lontar/credentials/errors'

/** A worker that a pool keeps. */
export interface PooledWorker {
  /** Ends it at once, whatever it does. */
  close(): Promise<void>
}

/** What a pool is made of. */
export interface WorkerPoolOptions<Worker extends PooledWorker> {
  /** The most workers at a time, 1 or more. */
  readonly size: number
  /** How long one job may take; then its worker is ended. */
  readonly timeLimitInSeconds: number
  /** Starts a worker. */
  open(): Promise<Worker>
}

/** A bounded set of workers. */
export interface WorkerPool<Worker extends PooledWorker> {
  /**
   * Runs a job on a worker, or waits until one is free. A job that is aborted or takes too long takes its worker with it;
   * the next job starts another.
   *
   * @throws OperationError `card_reader_unavailable` the job failed or took too long, or the pool is closed
   */
  run<Result>(signal: AbortSignal | undefined, job: (worker: Worker) => Promise<Result>): Promise<Result>
  /** Ends all workers, and with them what they do. */
  close(): Promise<void>
}

/** Opens a pool; its workers start when they are first needed. */
export function createWorkerPool<Worker extends PooledWorker>({
  size,
  timeLimitInSeconds,
  open,
}: WorkerPoolOptions<Worker>): WorkerPool<Worker> {
  const idle: Worker[] = []
  const busy = new Set<Worker>()
  const waiting: (() => void)[] = []
  const closing = new AbortController()
  let running = 0

  async function takePlace(signal: AbortSignal): Promise<void> {
    if (running >= size) {
      const turn = Promise.withResolvers<void>()
      waiting.push(turn.resolve)
      await orAborted(turn.promise, signal).catch((reason: unknown) => {
        const place = waiting.indexOf(turn.resolve)
        // A turn that came in the same moment goes to the next.
        if (place >= 0) waiting.splice(place, 1)
        else leavePlace()
        throw reason
      })
      return
    }
    running += 1
  }

  /** The place goes to the next who waits, or is free. */
  function leavePlace(): void {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }

  async function work<Result>(
    signal: AbortSignal,
    job: (worker: Worker) => Promise<Result>,
  ): Promise<Result> {
    const opened = idle.pop()
    const worker = opened ?? (await openUnlessAborted(open, signal))
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

  return {
    run: async (signal, job) => {
      const ends = AbortSignal.any([
        closing.signal,
        AbortSignal.timeout(timeLimitInSeconds * 1000),
        ...(signal === undefined ? [] : [signal]),
      ])
      ends.throwIfAborted()
      await takePlace(ends).catch(failure(signal))
      try {
        return await work(ends, job).catch(failure(signal))
      } finally {
        leavePlace()
      }
    },
    close: async () => {
      closing.abort(new OperationError('card_reader_unavailable', 'The card reader is closed.'))
      await Promise.all([...idle.splice(0), ...busy].map((worker) => worker.close()))
    },
  }
}

/** The caller's own abort keeps its reason; the rest, which may quote the card, becomes one error. */
function failure(signal: AbortSignal | undefined): (reason: unknown) => never {
  return (reason) => {
    if (signal?.aborted === true) throw signal.reason
    if (reason instanceof LontarError) throw reason
    throw new OperationError('card_reader_unavailable', 'The engine failed or took too long.')
  }
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

function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  if (signal.aborted) {
    work.catch(() => undefined)
    return Promise.reject(signal.reason)
  }
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  const abort = (): void => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  work.then(resolve, reject)
  return promise.finally(() => signal.removeEventListener('abort', abort))
}
