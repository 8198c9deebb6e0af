import { invalidArgument } from '@lontar/credentials/errors'
import { createGuardedFetch, type GuardedFetch } from '@lontar/credentials/guarded-fetch'
import {
  encodeBase64Url,
  type JsonObject,
  type RandomBytes,
  randomBytes as secureRandomBytes,
} from '@lontar/credentials/jose'
import type { Attempt } from '../resilient-call/attempt.ts'
import {
  createResilientCall,
  type ResilienceOptions,
  type ServiceHealth,
} from '../resilient-call/create-resilient-call.ts'
import { type JsonAnswer, postJson } from '../resilient-call/post-json.ts'
import { isSimulatedAnswer, serviceAddress } from '../resilient-call/service-address.ts'
import { parseRegistryResponse, type RegistryResponse } from './parse-registry-response.ts'
import type { PopulationRegistry, RegistryAnswer, RegistryQuery } from './population-registry.ts'
import { noAnswer } from './read-registry-answer.ts'
import { defaultFieldNames, type RegistryFieldNames } from './registry-field-names.ts'
import {
  type RegistryDateFormat,
  type RegistryWireForm,
  type WireElements,
  wireElements,
  writeElements,
} from './registry-wire-form.ts'

/** What the register knows its user by. It goes into the body of each question and nowhere else. */
export interface RegistryCredentials {
  /** The user's name. */
  readonly userId: string
  /** The user's password. */
  readonly password: string
  /** The address from which the user was registered to ask. */
  readonly ipUser: string
}

/** How a register is asked over HTTP. */
export interface RegistryClientOptions extends ResilienceOptions {
  /** Where the method `CALL_VERIFY_BY_ELEMEN` is, as the operator's agreement says; https. */
  readonly url: string
  /** The user of the agreement. */
  readonly credentials: RegistryCredentials
  /**
   * The least similarity of free text (name, place of birth), 1 to 100 percent; 100 by default. It is sent, and the
   * answer is held against it again.
   */
  readonly threshold?: number
  /** Names of fields that differ from those seen in public. */
  readonly fieldNames?: Partial<RegistryFieldNames>
  /** How dates are written; `DD-MM-YYYY` by default. */
  readonly dateFormat?: RegistryDateFormat
  /** Sends the question; by default a guarded fetch: https and public addresses only. */
  readonly fetch?: GuardedFetch
  /** The longest answer, in bytes; 65,536 by default. */
  readonly maxBytes?: number
  /** True when a simulator answers there. Always true on loopback. */
  readonly simulated?: boolean
  /** Compares faces with the register's portraits, where the agreement covers it: `openFaceVendor` makes one. */
  readonly verifyFace?: PopulationRegistry['verifyFace']
  /** Draws the reference of each question; the platform's secure generator by default. */
  readonly randomBytes?: RandomBytes
}

/** How a register fares, for whoever looks after it. */
export interface RegistryHealth extends ServiceHealth {
  /** How many questions are left, as the last answer said. */
  readonly quotaLeft?: number
}

/** A register behind HTTP. */
export interface RegistryClient extends PopulationRegistry {
  readonly simulated: boolean
  /** Whether it is asked at all at the moment, and why it last failed. */
  health(): RegistryHealth
}

/**
 * Opens a client of a yes/no matching interface in its de-facto shape. Access takes an agreement with the Directorate
 * General (Permendagri 102/2019 as amended by 17/2023), which also gives the address and the user.
 *
 * A question that cannot be put or is not answered clearly is `unavailable`: the client does not throw, and neither
 * question nor user is in anything that it hands out. The register gives no reference of its own; the client draws
 * one and sends it as `x-request-id`. It has no field for citizenship, which is therefore not asked.
 *
 * @param options see `RegistryClientOptions`
 * @returns the client, whose circuit lives in memory
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for an address that is no URL, or a threshold outside 1 to 100
 */
export function openRegistryClient(options: RegistryClientOptions): RegistryClient {
  const { url, isLoopback } = serviceAddress(options.url)
  const simulated = isLoopback || options.simulated === true
  const { maxBytes = 65_536, timeoutMilliseconds = 5000, randomBytes = secureRandomBytes } = options
  const fetch = options.fetch ?? createGuardedFetch({ maxBytes, timeoutMilliseconds })
  const form = wireFormOf(options)
  const resilient = createResilientCall(options)
  const quota: { left?: number | undefined } = {}

  async function verifyElements({ nik, elements }: RegistryQuery): Promise<RegistryAnswer> {
    const asked = writeElements(elements, form)
    if (asked === undefined) return noAnswer
    const txn = encodeBase64Url(randomBytes(15))
    const body = bodyOf(nik, asked, options.credentials, form)
    const post = { fetch, url, headers: { 'x-request-id': txn }, body, maxLength: maxBytes }
    const ended = await resilient.call(async (signal) => {
      const attempt = await postJson(post, signal)
      return 'failure' in attempt ? attempt : judge(attempt.value, asked)
    })
    return 'value' in ended ? { ...ended.value, txn } : noAnswer
  }

  function judge({ members, headers }: JsonAnswer, asked: WireElements): Attempt<RegistryResponse> {
    if (isSimulatedAnswer(headers) && !simulated) return { failure: 'refused' }
    const value = parseRegistryResponse(members, asked, form.fieldNames.nik)
    if (value === undefined) return { failure: 'malformed' }
    quota.left = quotaOf(members) ?? quota.left
    return { value }
  }

  return Object.freeze<RegistryClient>({
    simulated,
    elements: wireElements,
    verifyElements,
    ...(options.verifyFace && { verifyFace: options.verifyFace }),
    health: () => ({ ...resilient.health(), ...(quota.left !== undefined && { quotaLeft: quota.left }) }),
  })
}

function wireFormOf(options: RegistryClientOptions): RegistryWireForm {
  const { threshold = 100, fieldNames = {}, dateFormat = 'DD-MM-YYYY' } = options
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > 100) {
    throw invalidArgument('threshold must be a whole number from 1 to 100')
  }
  return { threshold, dateFormat, fieldNames: { ...defaultFieldNames, ...fieldNames } }
}

function bodyOf(
  nik: string,
  asked: WireElements,
  { userId, password, ipUser }: RegistryCredentials,
  { fieldNames, threshold }: RegistryWireForm,
): JsonObject {
  return {
    [fieldNames.userId]: userId,
    [fieldNames.password]: password,
    [fieldNames.ipUser]: ipUser,
    [fieldNames.threshold]: String(threshold),
    [fieldNames.nik]: nik,
    ...Object.fromEntries([...asked.values()].map(({ field, value }) => [field, value])),
  }
}

function quotaOf({ quotaLimiter }: JsonObject): number | undefined {
  return Number.isSafeInteger(quotaLimiter) ? Number(quotaLimiter) : undefined
}
