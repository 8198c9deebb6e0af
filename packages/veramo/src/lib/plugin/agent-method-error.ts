import { type ErrorCode, errorCodes, LontarError } from '@lontar/credentials/errors'

/** The code of a failed method of a plugin: that of a Lontar error, or of a call that was made wrongly. */
export type AgentErrorCode = ErrorCode | 'ERR_INVALID_ARG_VALUE'

/**
 * What a method of a plugin throws. Of all that is known about an error `@veramo/remote-server` sends the message and
 * nothing else, so the message is the code, letter for letter.
 */
export class AgentMethodError extends Error {
  override readonly name: string = 'AgentMethodError'
  /** The stable code. */
  readonly code: AgentErrorCode
  /** For a call that was made wrongly: the argument, by the names of the schema; empty where it is known no closer. */
  readonly argument: string

  /** @param cause what happened; it stays on this side. */
  constructor(code: AgentErrorCode, { cause, argument = '' }: { cause?: unknown; argument?: string } = {}) {
    super(code, { cause })
    this.code = code
    this.argument = argument
  }
}

/** The error of a method for whatever happened in it. What has no code of ours is `internal`. */
export function toAgentMethodError(error: unknown): AgentMethodError {
  if (error instanceof AgentMethodError) return error
  if (error instanceof LontarError) return new AgentMethodError(error.code, { cause: error })
  const code = isInvalidArgument(error) ? 'ERR_INVALID_ARG_VALUE' : 'internal'
  return new AgentMethodError(code, { cause: error })
}

/**
 * The code of what a method of a plugin threw, on an agent here or on a remote one.
 *
 * @param error as caught; that of `AgentRestClient` has the code as its message.
 * @returns the code, or `undefined` for what no method of a plugin threw, such as a lost connection.
 */
export function agentErrorCode(error: unknown): AgentErrorCode | undefined {
  if (error instanceof AgentMethodError) return error.code
  if (!(error instanceof Error)) return undefined
  const { message } = error
  if (message === 'ERR_INVALID_ARG_VALUE') return message
  return errorCodes.find((code) => code === message)
}

function isInvalidArgument(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && error.code === 'ERR_INVALID_ARG_VALUE'
}
