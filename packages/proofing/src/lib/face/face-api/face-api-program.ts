/**
 * What runs in a thread of its own, so that no request waits for a model: loads the three models, and answers each picture
 * with the faces in it. It is CommonJS, because `face-api.node-wasm.js` is. A picture without a face is looked at once more
 * with a wide border, because the detector overlooks faces that fill a picture.
 */
export const faceApiProgram = `
const { parentPort, workerData } = require('node:worker_threads')
const { faceApi, models, wasmBackend, wasmFolder } = workerData
const longestSide = 1024
const leastConfidence = 0.5

const loaded = load()
async function load() {
  require(wasmBackend).setWasmPaths(wasmFolder)
  const api = require(faceApi)
  await api.tf.setBackend('wasm')
  await api.tf.ready()
  for (const net of ['ssdMobilenetv1', 'faceLandmark68Net', 'faceRecognitionNet']) await api.nets[net].loadFromDisk(models)
  return api
}

function toTensor({ tf }, { width, height, pixels }) {
  return tf.tidy(() => {
    const colours = tf.slice(tf.tensor3d(pixels, [height, width, 4], 'int32'), [0, 0, 0], [height, width, 3])
    const scale = Math.min(1, longestSide / Math.max(width, height))
    if (scale === 1) return colours
    const size = [Math.round(height * scale), Math.round(width * scale)]
    return tf.cast(tf.image.resizeBilinear(colours, size), 'int32')
  })
}

async function detect(api, picture) {
  const options = new api.SsdMobilenetv1Options({ minConfidence: leastConfidence })
  return api.detectAllFaces(picture, options).withFaceLandmarks().withFaceDescriptors()
}

async function facesIn(api, message) {
  const picture = toTensor(api, message)
  try {
    const found = await detect(api, picture)
    if (found.length > 0) return found
    const border = picture.shape.slice(0, 2).map((side) => [side >> 1, side >> 1])
    const padded = api.tf.pad(picture, [...border, [0, 0]], 128)
    try {
      return await detect(api, padded)
    } finally {
      padded.dispose()
    }
  } finally {
    picture.dispose()
  }
}

function describe({ descriptor, landmarks, detection }) {
  const points = landmarks.positions.map(({ x, y }) => [x, y])
  const { x, y, width, height } = detection.box
  return { descriptor: Array.from(descriptor), points, box: [x, y, width, height] }
}

let queue = Promise.resolve()
parentPort.on('message', (message) => {
  queue = queue.then(async () => {
    try {
      const faces = await facesIn(await loaded, message)
      parentPort.postMessage({ id: message.id, faces: faces.map(describe) })
    } catch {
      parentPort.postMessage({ id: message.id })
    }
  })
})
`
