import type { ErrorCode } from '../errors/error-code.ts'
import { LontarError } from '../errors/lontar-error.ts'
import { pinnedIssuerKey } from '../issuer-key/pinned-issuer-key.ts'
import { verifyJwsSignature } from '../jose/verify-jws-signature.ts'
import { requireKeyBindingExpectations } from '../sd-jwt/check-key-binding-jwt.ts'
import type { TrustedIssuer } from '../trust/trust-list.ts'
import { failed, passed, skipped, unknown } from '../verdict/check.ts'
import { failureOfStep, requireStep } from '../verdict/require-step.ts'
import {
  issuerKnown,
  issuerOnce,
  keyNamed,
  typeEntrusted,
  typeExpected,
} from '../verdict/steps/format-steps.ts'
import { statusMechanism } from '../verdict/steps/status-steps.ts'
import type { Check, Verdict } from '../verdict/verdict.ts'
import { isOk, verdictOf } from '../verdict/verdict-of.ts'
import type { UnverifiedCredential, VerifiedCredential, VerifyExpectations } from './credential-format.ts'
import type {
  CredentialCheckId,
  CredentialHead,
  CredentialParts,
  CredentialProfile,
} from './credential-profile.ts'
import { referencesOf } from './credential-status.ts'

const checkOrder: readonly CredentialCheckId[] = [
  'format',
  'issuer_trust',
  'signature',
  'disclosures',
  'type',
  'validity',
  'holder_binding',
  'status',
]

/**
 * Reads a credential without believing it.
 *
 * @param profile the format.
 * @param text the credential or presentation.
 * @returns the credential, unverified.
 * @throws LontarError of the profile.
 */
export async function parseCredential<Parts extends CredentialParts>(
  profile: CredentialProfile<Parts>,
  text: string,
): Promise<UnverifiedCredential> {
  const parts = await profile.read(text)
  return profile.complete(parts, await profile.readHead(parts.jws.payload))
}

/**
 * Runs every check of a credential in the order of `CheckId`. What cannot be checked after a failure is unknown and
 * carries the code of that failure. The status is asked for only when everything else passed.
 *
 * @param profile the format.
 * @param text the credential or presentation.
 * @param expectations what the caller trusts and expects.
 * @returns the verdict; bad input never makes it throw.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when a nonce or audience is missing in the expectations.
 */
export async function verifyCredential<Parts extends CredentialParts>(
  profile: CredentialProfile<Parts>,
  text: string,
  expectations: VerifyExpectations,
): Promise<Verdict<VerifiedCredential>> {
  const { expectedKeyBinding } = expectations
  if (expectedKeyBinding !== 'none') requireKeyBindingExpectations(expectedKeyBinding)
  const checks: Check[] = []
  const credential = await runChecks(profile, text, expectations, checks)
  completeChecks(profile, checks)
  return verdictOf(checks, verified(credential))
}

type Run<Parts extends CredentialParts> = readonly [CredentialProfile<Parts>, VerifyExpectations, Check[]]

async function runChecks<Parts extends CredentialParts>(
  profile: CredentialProfile<Parts>,
  text: string,
  expectations: VerifyExpectations,
  checks: Check[],
): Promise<UnverifiedCredential | undefined> {
  const run: Run<Parts> = [profile, expectations, checks]
  const read = await attempt(run, 'format', async () => {
    const parts = await profile.read(text)
    return { parts, head: await profile.readHead(parts.jws.payload) }
  })
  if (read === undefined) return undefined
  const { parts, head } = read
  const issuer = await checkIssuer(run, head)
  if (issuer === undefined) return undefined
  if ((await checkSignature(run, parts, issuer)) === undefined) return undefined
  const credential = await attempt(run, 'disclosures', async () => profile.complete(parts, head))
  if (credential === undefined) return undefined
  await judgeClaims(run, parts, credential)
  if (checks.every(isOk)) checks.push(await checkStatus(run, head, issuer))
  return credential
}

/** Runs a step that throws when it fails. Whatever is not a typed failure is a bug, and not hidden. */
async function attempt<Parts extends CredentialParts, Value>(
  [profile, , checks]: Run<Parts>,
  id: CredentialCheckId,
  step: () => Promise<Value>,
): Promise<Value | undefined> {
  try {
    const value = await step()
    checks.push(passed(id, profile.specs[id]))
    return value
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    checks.push(failed(id, error.code, profile.specs[id]))
    return undefined
  }
}

function judge<Parts extends CredentialParts>(
  [profile, , checks]: Run<Parts>,
  id: CredentialCheckId,
  code: ErrorCode | undefined,
): void {
  const spec = profile.specs[id]
  checks.push(code === undefined ? passed(id, spec) : failed(id, code, spec))
}

/** Trust is in an issuer for a type: every type that the credential claims must be his to issue. */
async function checkIssuer<Parts extends CredentialParts>(
  run: Run<Parts>,
  { issuer, types }: CredentialHead,
): Promise<TrustedIssuer | undefined> {
  const [, { expectedIssuers }] = run
  return attempt(run, 'issuer_trust', async () => {
    const issuers = typeof expectedIssuers === 'function' ? await expectedIssuers() : expectedIssuers
    const [trusted, ...more] = issuers.filter((candidate) => candidate.issuer === issuer)
    requireStep(issuerKnown, trusted !== undefined)
    // Two entries for one issuer leave open which of them holds.
    requireStep(issuerOnce, more.length === 0)
    requireStep(
      typeEntrusted,
      types.every((type) => trusted.types.includes(type)),
    )
    return trusted
  })
}

async function checkSignature<Parts extends CredentialParts>(
  run: Run<Parts>,
  { jws }: Parts,
  issuer: TrustedIssuer,
): Promise<true | undefined> {
  const [profile, { resolveIssuerKey = pinnedIssuerKey, now }] = run
  const { jwsType: expectedType, acceptMissingType = false } = profile
  return attempt(run, 'signature', async (): Promise<true> => {
    requireStep(keyNamed, profile.namesKey?.(jws) ?? true)
    const expectedKey = await resolveIssuerKey({ issuer, header: jws.header, now })
    await verifyJwsSignature(jws, { expectedKey, expectedType, acceptMissingType })
    return true
  })
}

async function judgeClaims<Parts extends CredentialParts>(
  run: Run<Parts>,
  parts: Parts,
  credential: UnverifiedCredential,
): Promise<void> {
  const [profile, expectations] = run
  const isExpected = credential.types.some((type) => expectations.expectedTypes.includes(type))
  judge(run, 'type', failureOfStep(typeExpected, isExpected))
  judge(run, 'validity', profile.checkValidity(parts, credential, expectations))
  const outcome = await profile.checkHolderBinding(parts, credential, expectations)
  // At rest nobody shows it: that it names a key says nothing about who holds the file.
  if (outcome === 'skipped') run[2].push(skipped('holder_binding', profile.specs.holder_binding))
  else judge(run, 'holder_binding', outcome)
}

async function checkStatus<Parts extends CredentialParts>(
  [{ specs }, { checkStatus: check }]: Run<Parts>,
  { status }: CredentialHead,
  issuer: TrustedIssuer,
): Promise<Check> {
  const unsupported = failureOfStep(statusMechanism, !status.unsupported)
  if (unsupported !== undefined) return unknown('status', unsupported, specs.status)
  try {
    const answer = await check(referencesOf(status), issuer)
    return answer.id === 'status' ? answer : unknown('status', 'status_unknown', specs.status)
  } catch {
    // A port that breaks its promise not to throw gives no answer, and no answer is not ok.
    return unknown('status', 'status_unknown', specs.status)
  }
}

function completeChecks<Parts extends CredentialParts>(
  profile: CredentialProfile<Parts>,
  checks: Check[],
): void {
  const code = checks.find((check) => !isOk(check))?.code ?? 'internal'
  for (const id of checkOrder.slice(checks.length)) checks.push(unknown(id, code, profile.specs[id]))
}

/** Without a credential some check failed, so that the verdict hands nothing on. */
function verified(credential: UnverifiedCredential | undefined): VerifiedCredential {
  return Object.freeze({ ...(credential as UnverifiedCredential), verified: true })
}
