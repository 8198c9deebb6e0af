export {
  type CompareFacesInput,
  compareFaces,
  compareFaceWithRegistry,
  type FaceExpectations,
  type RegistryFaceInput,
} from './lib/face/compare-faces.ts'
export { type FaceVendor, type FaceVendorOptions, openFaceVendor } from './lib/face/open-face-vendor.ts'
export { requireFaceImage } from './lib/face/require-face-image.ts'
