export {
  type AuthorizationRequestUriInput,
  createAuthorizationRequestUri,
} from './lib/openid4vp/authorization-request-uri/create-authorization-request-uri.ts'
export {
  type AuthorizationRequestUri,
  parseAuthorizationRequestUri,
} from './lib/openid4vp/authorization-request-uri/parse-authorization-request-uri.ts'
export {
  type AuthorizationErrorResponseInput,
  createAuthorizationErrorResponse,
} from './lib/openid4vp/authorization-response/create-authorization-error-response.ts'
export {
  type AuthorizationResponseInput,
  createAuthorizationResponse,
} from './lib/openid4vp/authorization-response/create-authorization-response.ts'
export {
  parseAuthorizationResponse,
  type UnverifiedAuthorizationResponse,
} from './lib/openid4vp/authorization-response/parse-authorization-response.ts'
export { type ClientMetadata, defaultVpFormats } from './lib/openid4vp/request-object/client-metadata.ts'
export {
  type CreateRequestObjectInput,
  createRequestObject,
} from './lib/openid4vp/request-object/create-request-object.ts'
export {
  type FetchRequestObjectOptions,
  fetchRequestObject,
} from './lib/openid4vp/request-object/fetch-request-object.ts'
export { parseRequestObject } from './lib/openid4vp/request-object/parse-request-object.ts'
export {
  type RequestObject,
  type RequestObjectContent,
  requestObjectMediaType,
  type UnverifiedRequestObject,
} from './lib/openid4vp/request-object/request-object.ts'
export type { RequestedAsk } from './lib/openid4vp/request-object/requested-ask.ts'
export {
  type RequestObjectExpectations,
  verifyRequestObject,
} from './lib/openid4vp/request-object/verify-request-object.ts'
export {
  postAuthorizationResponse,
  type ResponseEndpointAnswer,
} from './lib/openid4vp/response-endpoint/post-authorization-response.ts'
export type { RegisteredError } from './lib/transport/registered-error.ts'
