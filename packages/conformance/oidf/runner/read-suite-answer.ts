import { SuiteError } from './suite-error.ts'

/** What the suite says about itself at `/api/server`. */
export interface SuiteServerInfo {
  readonly version: string
  readonly revision?: string | undefined
  readonly tag?: string | undefined
  readonly build_time?: string | undefined
  /** Said by the double alone: whatever answers so is not the suite. */
  readonly double?: true | undefined
}

/** A module of a plan. The same name can stand in a plan more than once, with other variants. */
export interface PlanModule {
  readonly testModule: string
  readonly variant?: Readonly<Record<string, string>> | undefined
}

/** A plan as the suite created it. */
export interface CreatedPlan {
  readonly id: string
  readonly modules: readonly PlanModule[]
}

/** Something that somebody has to do for a module to go on. */
export interface Awaited {
  /**
   * `browser`: open the address and sign in. `credential_offer_endpoint`, `tx_code_endpoint`: send an offer or a code of
   * the issuer under test there. `credential_issuer`: have the wallet under test take credentials from there.
   * `authorization_endpoint`: have the verifier under test send its request there, in the place of `openid4vp://`.
   */
  readonly what: string
  readonly address: string
}

/** How far a module is. */
export interface ModuleInfo {
  readonly status: string
  readonly result?: string | undefined
}

/** An entry of a module's log, without what it carries: that can hold tokens and keys. */
export interface LogEntry {
  readonly src: string
  readonly result?: string | undefined
  readonly msg: string
  readonly requirements?: readonly string[] | undefined
}

type Members = Readonly<Record<string, unknown>>

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {}
}

/** A member that must be there. */
export function textOf(value: unknown, name: string): string {
  const member = membersOf(value)[name]
  if (typeof member === 'string' && member !== '') return member
  throw new SuiteError(`What answered is no conformance suite, since "${name}" is missing.`, 200)
}

function optionalText(value: unknown, name: string): string | undefined {
  const member = membersOf(value)[name]
  return typeof member === 'string' ? member : undefined
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** Reads `/api/server`. */
export function readServerInfo(value: unknown): SuiteServerInfo {
  return {
    version: textOf(value, 'version'),
    revision: optionalText(value, 'revision'),
    tag: optionalText(value, 'tag'),
    build_time: optionalText(value, 'build_time'),
    // Anything but a plain absence counts as a double.
    ...(membersOf(value)['double'] === undefined ? {} : { double: true }),
  }
}

/** Reads a plan, just created or there already. */
export function readPlan(value: unknown): CreatedPlan {
  const members = membersOf(value)
  const id = optionalText(value, 'id') ?? textOf(value, '_id')
  if (!Array.isArray(members['modules'])) {
    throw new SuiteError('What answered is no conformance suite, since "modules" is missing.', 200)
  }
  return { id, modules: members['modules'].map(readPlanModule) }
}

function readPlanModule(value: unknown): PlanModule {
  const { variant } = membersOf(value)
  return {
    testModule: textOf(value, 'testModule'),
    ...(variant == null ? {} : { variant: variant as Record<string, string> }),
  }
}

/** Reads `/api/info/{id}`. */
export function readModuleInfo(value: unknown): ModuleInfo {
  return { status: textOf(value, 'status'), result: optionalText(value, 'result') }
}

const awaitedNames = [
  'credential_offer_endpoint',
  'tx_code_endpoint',
  'credential_issuer',
  'authorization_endpoint',
]

/** Reads `/api/runner/{id}` for what is waited for. */
export function readAwaited(value: unknown): readonly Awaited[] {
  const { browser, exposed } = membersOf(value)
  const visited = textsOf(membersOf(browser)['visited'])
  const toOpen = textsOf(membersOf(browser)['urls']).filter((url) => !visited.includes(url))
  return [
    ...toOpen.map((address) => ({ what: 'browser', address })),
    ...awaitedNames.flatMap((what) => {
      const address = optionalText(exposed, what)
      return address === undefined ? [] : [{ what, address }]
    }),
  ]
}

/** Reads `/api/log/{id}`, and leaves out what its entries carry. */
export function readLog(value: unknown): readonly LogEntry[] {
  if (!Array.isArray(value)) throw new SuiteError('The log of a module is not a list.', 200)
  return value.map((entry) => {
    const requirements = textsOf(membersOf(entry)['requirements'])
    return {
      src: optionalText(entry, 'src') ?? '',
      result: optionalText(entry, 'result'),
      msg: optionalText(entry, 'msg') ?? '',
      ...(requirements.length === 0 ? {} : { requirements }),
    }
  })
}
