import { isDidOfKey } from '../did/is-did-of-key.ts'
import type { ErrorCode } from '../errors/error-code.ts'
import { LontarError } from '../errors/lontar-error.ts'
import type { JsonObject } from '../jose/json.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { requireKeyBindingExpectations } from '../sd-jwt/check-key-binding-jwt.ts'
import { failed, passed, unknown } from '../verdict/check.ts'
import { failureOfStep, requireStep } from '../verdict/require-step.ts'
import { presentationFilled, presentationFormat } from '../verdict/steps/format-steps.ts'
import { holderKeyPresent } from '../verdict/steps/sd-jwt-steps.ts'
import type { Check, Verdict } from '../verdict/verdict.ts'
import { isOk, verdictOf } from '../verdict/verdict-of.ts'
import { checkVpBinding } from './check-vp-binding.ts'
import type { CredentialFormat, VerifiedCredential, VerifyExpectations } from './credential-format.ts'
import type { PresentedCredentialText } from './envelope.ts'
import { parseVp, type UnverifiedPresentation } from './parse-vp.ts'
import { subjectIdOf } from './subject-id-of.ts'

/** Finds the key of a presenter whom no credential names by a key. Throws a LontarError when there is none. */
export type ResolveHolderKey = (presenter: {
  /** Who he says he is. */
  readonly holder: string | undefined
  /** The protected header of the presentation. */
  readonly header: JsonObject
}) => Promise<PublicJwk>

/** Everything that a trust decision about a presentation needs. */
export interface VerifyVpExpectations extends VerifyExpectations {
  /** The formats that its credentials may have. */
  readonly expectedFormats: readonly CredentialFormat[]
  /** Used only when no credential names the key of its holder, which `policy` must allow. */
  readonly resolveHolderKey?: ResolveHolderKey
}

/** A presentation whose every check passed, and that of every credential in it. Only `verifyVp` makes one. */
export interface VerifiedPresentation
  extends Omit<UnverifiedPresentation, 'verified' | 'holder' | 'credentials'> {
  /** Tells it apart from an `UnverifiedPresentation`. */
  readonly verified: true
  /** Who presents, where a credential names him as its subject, or his DID is made of the key that signed. */
  readonly holder: string | undefined
  /** In the order of the presentation. */
  readonly credentials: readonly VerifiedCredential[]
}

const formatSpec = 'VC Data Model 2.0 section 4.13, VC Data Model 1.1 section 6.3.1'
const bindingSpec = 'OpenID4VP 1.0 section 14.2'

/**
 * Verifies a presentation and every credential in it; one that fails makes all of it fail. Its presenter must be the
 * holder of each that names the key of one; `policy.acceptUnbound` lets others in, which are then anybody's. An empty presentation proves nothing and is refused.
 *
 * @param text a `vp+jwt`, a `vp+sd-jwt`, or a JWT of version 1.1 with `vp`.
 * @param expectations see `VerifyVpExpectations`. `expectedKeyBinding` `none` is for a presentation at rest: it is
 * then bound to its holder, but to no request.
 * @returns the verdict: `format` of the presentation, the checks of every credential in turn, which say by `credential`
 * whose they are, `holder_binding` of the presentation. Bad input never makes it throw.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when a nonce or audience is missing in the expectations.
 * @see VC Data Model 2.0 section 4.13, VC-JOSE-COSE section 3.1.2, OpenID4VP 1.0 section 14.2
 */
export async function verifyVp(
  text: string,
  expectations: VerifyVpExpectations,
): Promise<Verdict<VerifiedPresentation>> {
  const { expectedKeyBinding } = expectations
  if (expectedKeyBinding !== 'none') requireKeyBindingExpectations(expectedKeyBinding)
  const read = await readFilled(text)
  if (typeof read === 'string') return verdictOf([failed('format', read, formatSpec)], nothing)
  const verdicts = await verifyEach(read.credentials, expectations)
  const checks = [readable, ...verdicts.flatMap(({ checks }, index) => ofCredential(checks, index))]
  const credentials = verdicts.flatMap(({ value }) => (value === undefined ? [] : [value]))
  checks.push(await checkPresenter(read, credentials, checks, expectations))
  return verdictOf(
    checks,
    Object.freeze({
      ...read,
      verified: true,
      holder: vouchedHolder(read, credentials),
      credentials: Object.freeze(credentials),
    }),
  )
}

const readable: Check = Object.freeze({
  ...passed('format', formatSpec),
  text: { id: 'Presentasi dapat dibaca.', en: 'The presentation can be read.' },
})

/** Who holds the credential is judged once, over the presentation around it. */
function ofCredential(checks: readonly Check[], credential: number): readonly Check[] {
  const own = checks.filter(({ id, state }) => id !== 'holder_binding' || state !== 'skipped')
  return own.map((check) => Object.freeze({ ...check, credential }))
}

/** What a verdict that is not ok hands on. */
const nothing = undefined as unknown as VerifiedPresentation

async function readFilled(text: string): Promise<UnverifiedPresentation | ErrorCode> {
  try {
    const presentation = await parseVp(text)
    requireStep(presentationFilled, presentation.credentials.length > 0)
    return presentation
  } catch (error) {
    if (error instanceof LontarError) return error.code
    throw error
  }
}

/** One after the other, up to the first that fails: each may cost a request and the check of a chain. */
async function verifyEach(
  credentials: readonly PresentedCredentialText[],
  expectations: VerifyVpExpectations,
): Promise<readonly Verdict<VerifiedCredential>[]> {
  const verdicts: Verdict<VerifiedCredential>[] = []
  for (const credential of credentials) {
    const verdict = await verifyOne(credential, expectations)
    verdicts.push(verdict)
    if (!verdict.ok) break
  }
  return verdicts
}

async function verifyOne(
  { format: id, text }: PresentedCredentialText,
  expectations: VerifyVpExpectations,
): Promise<Verdict<VerifiedCredential>> {
  const format = expectations.expectedFormats.find((candidate) => candidate.id === id)
  const unexpected = failureOfStep(presentationFormat, format !== undefined)
  if (format === undefined) {
    const check = failed('format', unexpected ?? 'internal', formatSpec)
    return verdictOf([check], undefined as unknown as VerifiedCredential)
  }
  // What binds the credential here is the presentation around it.
  return format.verify(text, { ...expectations, expectedKeyBinding: 'none' })
}

/** What the presenter calls himself is his word alone, unless a credential or his very key says so too. */
function vouchedHolder(
  { holder }: UnverifiedPresentation,
  credentials: readonly VerifiedCredential[],
): string | undefined {
  const isVouched = credentials.some(
    ({ claims, holderKey }) =>
      holderKey === undefined || subjectIdOf(claims) === holder || isDidOfKey(holder, holderKey),
  )
  return isVouched ? holder : undefined
}

/** The presenter must be the holder of every credential that names one. */
async function checkPresenter(
  presentation: UnverifiedPresentation,
  credentials: readonly VerifiedCredential[],
  checks: readonly Check[],
  { expectedKeyBinding, resolveHolderKey, now }: VerifyVpExpectations,
): Promise<Check> {
  const earlier = checks.find((check) => !isOk(check))?.code
  if (earlier !== undefined) return unknown('holder_binding', earlier, bindingSpec)
  for (const { holderKey: confirmed, claims } of credentials) {
    const holderKey = confirmed ?? (await keyOf(presentation, resolveHolderKey))
    const expectedHolder = confirmed === undefined ? undefined : subjectIdOf(claims)
    const code =
      failureOfStep(holderKeyPresent, holderKey !== undefined) ??
      (await checkVpBinding(presentation, {
        expectedHolderKey: holderKey as PublicJwk,
        expectedHolder,
        expectedKeyBinding,
        now,
      }))
    if (code !== undefined) return failed('holder_binding', code, bindingSpec)
  }
  return passed('holder_binding', bindingSpec)
}

async function keyOf(
  { holder, jws }: UnverifiedPresentation,
  resolveHolderKey: ResolveHolderKey | undefined,
): Promise<PublicJwk | undefined> {
  try {
    return await resolveHolderKey?.({ holder, header: jws.header })
  } catch (error) {
    if (error instanceof LontarError) return undefined
    throw error
  }
}
