export {
  type BoundedRequest,
  type RequestBodyLimits,
  readRequestBody,
} from './lib/request-body/read-request-body.ts'
export { type Wait, waitFor } from './lib/request-body/wait-for.ts'
