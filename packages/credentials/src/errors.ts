export { type ErrorCode, errorCodes } from './lib/errors/error-code.ts'
export { invalidArgument } from './lib/errors/invalid-argument.ts'
export {
  LontarError,
  type LontarErrorOptions,
  MalformedError,
  NetworkError,
  OperationError,
  ProtocolError,
  UnsupportedError,
  VerificationError,
} from './lib/errors/lontar-error.ts'
