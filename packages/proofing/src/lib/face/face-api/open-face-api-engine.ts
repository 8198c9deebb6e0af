import { Worker } from 'node:worker_threads'
import type { FacePicture } from '../open-face-picture.ts'
import { faceApiProgram } from './face-api-program.ts'
import type { FaceApiPlaces } from './find-face-api.ts'
import { type FaceReport, readFaceReports } from './read-face-reports.ts'

/** The models in a thread of their own. */
export interface FaceApiEngine {
  /** All faces in a picture; rejects when the models cannot tell, or the engine was closed. */
  describe(picture: FacePicture): Promise<readonly FaceReport[]>
  /** Ends the thread; the next picture starts another. */
  close(): Promise<void>
}

interface Waiting {
  readonly resolve: (faces: readonly FaceReport[]) => void
  readonly reject: (error: Error) => void
}

/** Opens the engine. The thread starts with the first picture and keeps no process alive while it has nothing to do. */
export function openFaceApiEngine(places: FaceApiPlaces): FaceApiEngine {
  let worker: Worker | undefined
  let count = 0
  const waiting = new Map<number, Waiting>()

  const settle = (id: number, faces: readonly FaceReport[] | undefined): void => {
    const { resolve, reject } = waiting.get(id) ?? {}
    waiting.delete(id)
    if (faces === undefined) reject?.(new Error('The models gave no answer.'))
    else resolve?.(faces)
    if (waiting.size === 0) worker?.unref()
  }
  const end = (): void => {
    worker = undefined
    for (const id of [...waiting.keys()]) settle(id, undefined)
  }
  const start = (): Worker => {
    const started = new Worker(faceApiProgram, { eval: true, workerData: places, stdout: true, stderr: true })
    started.on('message', (message: { id: number; faces?: unknown }) => {
      settle(message.id, readFaceReports(message.faces))
    })
    started.on('error', end)
    started.on('exit', end)
    return started
  }
  const describe: FaceApiEngine['describe'] = ({ width, height, pixels }) => {
    const { promise, resolve, reject } = Promise.withResolvers<readonly FaceReport[]>()
    count += 1
    waiting.set(count, { resolve, reject })
    worker ??= start()
    worker.ref()
    worker.postMessage({ id: count, width, height, pixels })
    return promise
  }
  const close = async (): Promise<void> => {
    await worker?.terminate()
  }
  return Object.freeze({ describe, close })
}
