import { invalidArgument } from '@lontar/credentials/errors'
import {
  encodeBase64Url,
  type JsonObject,
  type RandomBytes,
  randomBytes as secureRandomBytes,
} from '@lontar/credentials/jose'
import type { CallFailure } from '../resilient-call/call-failure.ts'
import type { ServiceHealth } from '../resilient-call/create-resilient-call.ts'
import { type JsonServiceOptions, openJsonService } from '../resilient-call/open-json-service.ts'
import { parseRegistryResponse } from './parse-registry-response.ts'
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

/** How a register is asked over HTTP. `url` is that of the method `CALL_VERIFY_BY_ELEMEN`, as the agreement says. */
export interface RegistryClientOptions extends JsonServiceOptions {
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

/** Of no province, no birth date and no serial: nobody has it. */
const nobody = '0'.repeat(16)

/** A register behind HTTP. */
export interface RegistryClient extends PopulationRegistry {
  /** True on loopback, and where the options say so. */
  readonly simulated: boolean
  /** Whether it is asked at all at the moment, and why it last failed. */
  health(): RegistryHealth
  /**
   * Asks about nobody, to see whether the register can be reached and takes the user: the number that it is sent, of
   * zeros alone, is in no register, and the answer 13 or 15 is as good as any. Costs one question of the quota.
   *
   * @returns `undefined` when it answered, or why it did not; never throws
   */
  probe(): Promise<CallFailure | undefined>
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
  const { credentials, verifyFace, randomBytes = secureRandomBytes } = options
  const form = wireFormOf(options)
  const service = openJsonService(options)
  const quota: { left?: number } = {}

  async function ask(nik: string, asked: WireElements): Promise<RegistryAnswer> {
    const txn = encodeBase64Url(randomBytes(15))
    const answer = await service.ask({
      url: service.url,
      headers: { 'x-request-id': txn },
      body: bodyOf(nik, asked, credentials, form),
      read: (members) => {
        if (Number.isSafeInteger(members['quotaLimiter'])) quota.left = Number(members['quotaLimiter'])
        return parseRegistryResponse(members, asked, form.fieldNames.nik)
      },
    })
    return answer === undefined ? noAnswer : { ...answer, txn }
  }
  async function verifyElements({ nik, elements }: RegistryQuery): Promise<RegistryAnswer> {
    const asked = writeElements(elements, form)
    return asked === undefined ? noAnswer : await ask(nik, asked)
  }
  async function probe(): Promise<CallFailure | undefined> {
    const { state } = await ask(nobody, new Map())
    if (state !== 'unavailable') return undefined
    const { circuit, lastFailure } = service.health()
    return circuit === 'open' ? 'circuit_open' : lastFailure
  }

  return Object.freeze<RegistryClient>({
    simulated: service.simulated,
    elements: wireElements,
    verifyElements,
    ...(verifyFace && { verifyFace }),
    probe,
    health: () => ({ ...service.health(), ...(quota.left !== undefined && { quotaLeft: quota.left }) }),
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
