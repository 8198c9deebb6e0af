import { createGuardedFetch, type GuardedFetch } from '@lontar/credentials/guarded-fetch'
import type { JsonObject } from '@lontar/credentials/jose'
import type { Attempt } from './attempt.ts'
import { createResilientCall, type ResilienceOptions, type ServiceHealth } from './create-resilient-call.ts'
import { postJson } from './post-json.ts'
import { serviceAddress } from './service-address.ts'
import { isSimulatedAnswer } from './simulated-answer.ts'

/** How a service over HTTP is reached. */
export interface JsonServiceOptions extends ResilienceOptions {
  /** Where the service is; https, without user and password. */
  readonly url: string
  /** Sends the question; by default a guarded fetch: https and public addresses only. */
  readonly fetch?: GuardedFetch
  /** The longest answer, in bytes; 65,536 by default. */
  readonly maxBytes?: number
  /** True when a simulator answers there. Always true on loopback. */
  readonly simulated?: boolean
}

/** One question. */
export interface JsonQuestion<Value> {
  /** Where to ask. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: JsonObject
  /** Reads the answer; `undefined` for what is none. */
  readonly read: (members: JsonObject) => Value | undefined
  /** The caller gives up. */
  readonly signal?: AbortSignal | undefined
}

/** A service that takes and gives JSON. */
export interface JsonService {
  /** The address in its normal form. */
  readonly url: string
  readonly simulated: boolean
  /** `undefined` when there is no answer that can be used. Never throws. */
  ask<Value>(question: JsonQuestion<Value>): Promise<Value | undefined>
  health(): ServiceHealth
}

/**
 * Opens a service over HTTP: patiently, as `createResilientCall` says, and within limits. A simulator's answer counts only
 * where the service is marked as simulated.
 *
 * @param options see `JsonServiceOptions`
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for an address that is no URL
 */
export function openJsonService(options: JsonServiceOptions): JsonService {
  const { url, isLoopback } = serviceAddress(options.url)
  const simulated = isLoopback || options.simulated === true
  const { maxBytes = 65_536, timeoutMilliseconds = 5000 } = options
  const fetch = options.fetch ?? createGuardedFetch({ maxBytes, timeoutMilliseconds })
  const resilient = createResilientCall(options)

  async function attempt<Value>(question: JsonQuestion<Value>, signal: AbortSignal): Promise<Attempt<Value>> {
    const { url, headers, body } = question
    const ended = await postJson({ fetch, url, headers, body, maxLength: maxBytes }, signal)
    if ('failure' in ended) return ended
    if (isSimulatedAnswer(ended.value.headers) && !simulated) return { failure: 'refused' }
    const value = question.read(ended.value.members)
    return value === undefined ? { failure: 'malformed' } : { value }
  }
  async function ask<Value>(question: JsonQuestion<Value>): Promise<Value | undefined> {
    const ended = await resilient.call((signal) => attempt(question, signal), question.signal)
    return 'value' in ended ? ended.value : undefined
  }
  return Object.freeze({ url, simulated, ask, health: resilient.health })
}
