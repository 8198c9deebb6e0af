import type { ErrorCode } from './error-code.ts'

/** Options of every Lontar error. */
export interface LontarErrorOptions {
  /** The lower-level failure. It is kept as `cause` and never printed. */
  readonly cause?: unknown
}

/**
 * The base of all typed failures. The message is fixed text: it never holds a token, a claim value, a NIK,
 * a name or a key.
 */
export abstract class LontarError extends Error {
  /** The name of the class, spelt out because a minifier renames classes. */
  abstract override readonly name: string
  /** The stable code; `switch (error.code)` narrows it. */
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options: LontarErrorOptions = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause })
    this.code = code
  }

  /** What a log may keep: the class, the code and the fixed message, never the cause. */
  toJSON(): { name: string; code: ErrorCode; message: string } {
    return { name: this.name, code: this.code, message: this.message }
  }
}

/** The input cannot be read as what it claims to be. The sender acts. */
export class MalformedError extends LontarError {
  override readonly name: string = 'MalformedError'
}

/** The input is readable and not acceptable. The relying party decides. */
export class VerificationError extends LontarError {
  override readonly name: string = 'VerificationError'
}

/** The other side answered with its protocol's error. `protocolError` is that error's registered name. */
export class ProtocolError extends LontarError {
  override readonly name: string = 'ProtocolError'
  /** The `error` member of the answer, such as `invalid_grant`. */
  readonly protocolError: string

  constructor(
    code: ErrorCode,
    message: string,
    options: LontarErrorOptions & { readonly protocolError: string },
  ) {
    super(code, message, options)
    this.protocolError = options.protocolError
  }
}

/** The input is valid and not implemented here. We act. */
export class UnsupportedError extends LontarError {
  override readonly name: string = 'UnsupportedError'
}

/** No answer, a time-out, or an abort. Retry. */
export class NetworkError extends LontarError {
  override readonly name: string = 'NetworkError'
}

/** Our own environment failed: database locked, port taken, wrong passphrase, disk full. The operator acts. */
export class OperationError extends LontarError {
  override readonly name: string = 'OperationError'
}
