import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { OperationError } from '@lontar/credentials/errors'

/** Where the packages are that the reference adapter needs. */
export interface FaceApiPlaces {
  /** Name and version, such as `@vladmandic/face-api/1.7.15`. */
  readonly engine: string
  /** `face-api.node-wasm.js`, which no entry of the package names. */
  readonly faceApi: string
  /** The folder of the models. */
  readonly models: string
  /** The entry of `@tensorflow/tfjs-backend-wasm`. */
  readonly wasmBackend: string
  /** The folder of its wasm files, with a slash at the end. */
  readonly wasmFolder: string
}

/**
 * Finds `@vladmandic/face-api`, `@tensorflow/tfjs` and `@tensorflow/tfjs-backend-wasm`, which the application installs.
 *
 * @param from - the file or URL from whose place they are looked for
 * @throws OperationError `face_matcher_unavailable` when one of them is not installed
 */
export function findFaceApi(from: string | URL): FaceApiPlaces {
  const require = createRequire(from)
  try {
    const manifest = require.resolve('@vladmandic/face-api/package.json')
    const { version }: { version?: unknown } = require(manifest)
    require.resolve('@tensorflow/tfjs')
    const wasmBackend = require.resolve('@tensorflow/tfjs-backend-wasm')
    return {
      engine: `@vladmandic/face-api/${String(version)}`,
      faceApi: join(dirname(manifest), 'dist/face-api.node-wasm.js'),
      models: join(dirname(manifest), 'model'),
      wasmBackend,
      wasmFolder: `${dirname(wasmBackend)}/`,
    }
  } catch (cause) {
    throw new OperationError(
      'face_matcher_unavailable',
      'Comparing faces needs @vladmandic/face-api, @tensorflow/tfjs and @tensorflow/tfjs-backend-wasm; install them.',
      { cause },
    )
  }
}
