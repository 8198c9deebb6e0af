import { LontarError, OperationError } from '@lontar/credentials/errors'
import { createKeptWorkers, type PooledWorker } from './kept-workers.ts'
import { createPlaces } from './places.ts'

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
  const places = createPlaces(size)
  const workers = createKeptWorkers(open)
  const closing = new AbortController()
  return {
    run: async (signal, job) => {
      const timeout = AbortSignal.timeout(timeLimitInSeconds * 1000)
      const ends = AbortSignal.any([closing.signal, timeout, ...(signal === undefined ? [] : [signal])])
      ends.throwIfAborted()
      await places.take(ends).catch(failure(signal))
      try {
        return await workers.work(ends, job).catch(failure(signal))
      } finally {
        places.leave()
      }
    },
    close: async () => {
      closing.abort(new OperationError('card_reader_unavailable', 'The card reader is closed.'))
      await workers.close()
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
