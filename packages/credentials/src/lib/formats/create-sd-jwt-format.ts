import { LontarError } from '../errors/lontar-error.ts'
import type { JsonObject } from '../jose/json.ts'
import { keyHeader } from '../jose/key-header.ts'
import { parseJws } from '../jose/parse-jws.ts'
import { checkKeyBindingJwt } from '../sd-jwt/check-key-binding-jwt.ts'
import { createKeyBindingJwt } from '../sd-jwt/create-key-binding-jwt.ts'
import { issueSdJwt } from '../sd-jwt/issue-sd-jwt.ts'
import { type PackedSdJwt, readSdJwt, unpackSdJwt } from '../sd-jwt/parse-sd-jwt.ts'
import { presentSdJwt } from '../sd-jwt/present-sd-jwt.ts'
import { failureOfStep, requireStep } from '../verdict/require-step.ts'
import {
  claimNotDisclosable,
  endPresent,
  keyNamed,
  presentationSingle,
} from '../verdict/steps/format-steps.ts'
import { holderKeyPresent, keyBindingExpected } from '../verdict/steps/sd-jwt-steps.ts'
import { checkVpBinding } from './check-vp-binding.ts'
import type {
  ClaimPath,
  CredentialFormat,
  IssueInput,
  PresentInput,
  UnverifiedCredential,
  VerifyExpectations,
} from './credential-format.ts'
import type {
  CredentialHead,
  CredentialParts,
  CredentialProfile,
  HolderBindingOutcome,
} from './credential-profile.ts'
import { isPresentation, parseVp, readSdJwtVp } from './parse-vp.ts'
import { readX5c } from './read-x5c.ts'
import { requireOwnHolderKey } from './require-own-holder-key.ts'
import { maxCharacters } from './require-text.ts'
import { subjectIdOf } from './subject-id-of.ts'
import { parseCredential, verifyCredential } from './verify-credential.ts'
import type { ShownTimes } from './w3c-times.ts'

/** An SD-JWT that was read, in an envelope or not. */
type SdJwtParts = PackedSdJwt & Pick<CredentialParts, 'presentation'>

/** What distinguishes one SD-JWT format from the other. */
export interface SdJwtFormatProfile
  extends Pick<
    CredentialProfile<PackedSdJwt>,
    'id' | 'jwsType' | 'specs' | 'readHead' | 'namesKey' | 'checkValidity'
  > {
  /** The members that may not be held back, sub-members included. */
  readonly protectedClaims: ReadonlySet<string>
  /** Holds what was disclosed to the rules that its head, which is signed in clear, was held to. */
  requireClaims?(claims: JsonObject, payload: JsonObject): void
  /** Reads the times of the processed payload; only to show them. */
  readTimes(claims: JsonObject): ShownTimes
}

/**
 * Creates a credential format on the SD-JWT engine.
 *
 * @param profile what distinguishes the format.
 * @returns the format.
 */
export function createSdJwtFormat(profile: SdJwtFormatProfile): CredentialFormat {
  const full: CredentialProfile<SdJwtParts> = {
    ...profile,
    read: (text) => read(profile, text),
    complete: (packed, head) => complete(profile, packed, head),
    checkHolderBinding,
  }
  return Object.freeze({
    id: profile.id,
    issue: (input: IssueInput) => issue(profile, input),
    parse: (text: string) => parseCredential(full, text),
    present: (input: PresentInput) => present(full, input),
    verify: (text: string, expectations: VerifyExpectations) => verifyCredential(full, text, expectations),
  })
}

async function issue(
  profile: SdJwtFormatProfile,
  { signer, payload, disclosable }: IssueInput,
): Promise<string> {
  requireNotProtected(profile, disclosable)
  // What could never be verified is not signed.
  await profile.readHead(payload)
  requireStep(keyNamed, profile.namesKey?.({ header: keyHeader(signer), payload }) ?? true)
  requireStep(endPresent, profile.readTimes(payload).expiresAt !== undefined)
  return issueSdJwt({ signer, header: { typ: profile.jwsType }, payload, disclosable })
}

/** An SD-JWT, or a presentation of the holder with one in an envelope. */
async function read({ id }: SdJwtFormatProfile, text: string): Promise<SdJwtParts> {
  const outer = isPresentationJwt(text) ? undefined : readSdJwt(text)
  if (outer !== undefined && outer.jws.header.typ !== 'vp+sd-jwt') return outer
  const presentation = outer === undefined ? await parseVp(text) : await readSdJwtVp(outer)
  const [credential, ...more] = presentation.credentials
  requireStep(presentationSingle, credential?.format === id && more.length === 0)
  return { ...readSdJwt(credential?.text ?? ''), text, presentation }
}

/** Every SD-JWT has a tilde. */
function isPresentationJwt(text: unknown): boolean {
  if (typeof text !== 'string' || text.length > maxCharacters || text.includes('~')) return false
  try {
    return isPresentation(parseJws(text))
  } catch (error) {
    if (error instanceof LontarError) return false
    throw error
  }
}

async function present(profile: CredentialProfile<SdJwtParts>, input: PresentInput): Promise<string> {
  const { signer, audience, nonce, transactionDataHashes, now } = input
  const { holderKey } = await parseCredential(profile, input.credential)
  requireOwnHolderKey(holderKey, signer.publicJwk)
  const sdJwt = await presentSdJwt({ sdJwt: input.credential, disclose: input.disclose })
  const binding = { sdJwt, audience, nonce, signer, now }
  return (
    sdJwt +
    (await createKeyBindingJwt({
      ...binding,
      ...(transactionDataHashes !== undefined && { transactionDataHashes }),
    }))
  )
}

async function complete(
  profile: SdJwtFormatProfile,
  packed: PackedSdJwt,
  head: CredentialHead,
): Promise<UnverifiedCredential> {
  const { claims, disclosable, issuedIndices } = await unpackSdJwt(packed)
  requireNotProtected(profile, disclosable)
  profile.requireClaims?.(claims, packed.jws.payload)
  const { kid } = packed.jws.header
  return Object.freeze({
    verified: false,
    format: profile.id,
    text: packed.text,
    issuer: head.issuer,
    keyId: typeof kid === 'string' ? kid : undefined,
    x5c: readX5c(packed.jws.header),
    types: head.types,
    claims,
    disclosable,
    issuedIndices,
    holderKey: head.holderKey,
    ...profile.readTimes(claims),
    status: head.status.reference,
    credentialStatus: head.status.entries,
  })
}

/** A claim that decides over validity may not be the holder's to show or not (RFC 9901 section 9.7). */
function requireNotProtected(
  { protectedClaims }: SdJwtFormatProfile,
  disclosable: readonly ClaimPath[],
): void {
  requireStep(
    claimNotDisclosable,
    disclosable.every(([name]) => typeof name === 'string' && !protectedClaims.has(name)),
  )
}

async function checkHolderBinding(
  packed: SdJwtParts,
  { holderKey, claims }: UnverifiedCredential,
  { expectedKeyBinding, policy, now }: VerifyExpectations,
): Promise<HolderBindingOutcome> {
  const { presentation, keyBindingJwt } = packed
  const isShownAlone = keyBindingJwt === undefined && presentation === undefined
  if (expectedKeyBinding === 'none') {
    return (
      failureOfStep(keyBindingExpected, isShownAlone) ??
      failureOfStep(holderKeyPresent, holderKey !== undefined || policy?.acceptUnbound === true) ??
      'skipped'
    )
  }
  if (isShownAlone && policy?.waiveHolderBinding === true) return 'skipped'
  const missing = failureOfStep(holderKeyPresent, holderKey !== undefined)
  if (holderKey === undefined) return missing
  const expectations = { ...expectedKeyBinding, expectedHolderKey: holderKey, now }
  if (presentation === undefined) return (await checkKeyBindingJwt(packed, expectations))[0]?.code
  // One binding is enough, and a second would be one that nobody checks.
  const unexpected = failureOfStep(keyBindingExpected, keyBindingJwt === undefined)
  if (unexpected !== undefined) return unexpected
  return checkVpBinding(presentation, {
    expectedHolderKey: holderKey,
    expectedHolder: subjectIdOf(claims),
    expectedKeyBinding,
    now,
  })
}
