export { type FaceApi, type FaceApiOptions, openFaceApi } from './lib/face/face-api/open-face-api.ts'
