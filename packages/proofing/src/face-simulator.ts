export {
  createFaceVendorSimulatorHandler,
  type FaceVendorSimulatorOptions,
} from './lib/face/create-face-vendor-simulator-handler.ts'
