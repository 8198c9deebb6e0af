import type { JsonObject } from '../jose/json.ts'
import { parseJws } from '../jose/parse-jws.ts'
import { failureOfStep, requireStep } from '../verdict/require-step.ts'
import { presentationSingle } from '../verdict/steps/format-steps.ts'
import { holderKeyPresent, keyBindingExpected, keyBindingPresent } from '../verdict/steps/sd-jwt-steps.ts'
import { checkVpBinding } from './check-vp-binding.ts'
import { createVp } from './create-vp.ts'
import type {
  CredentialFormat,
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
import { isPresentation, readJwtVp } from './parse-vp.ts'
import { readX5c } from './read-x5c.ts'
import { requireAllDisclosed } from './require-all-disclosed.ts'
import { requireOwnHolderKey } from './require-own-holder-key.ts'
import { requireText } from './require-text.ts'
import { subjectIdOf } from './subject-id-of.ts'
import { parseCredential, verifyCredential } from './verify-credential.ts'
import type { ShownTimes } from './w3c-times.ts'

/** What distinguishes one JWT format from the other. */
export interface JwtFormatProfile
  extends Pick<
    CredentialProfile<CredentialParts>,
    'jwsType' | 'acceptMissingType' | 'specs' | 'readHead' | 'namesKey' | 'checkValidity'
  > {
  readonly id: 'vc+jwt' | 'jwt_vc_json'
  readonly issue: CredentialFormat['issue']
  /** The credential from its root. */
  readClaims(payload: JsonObject): JsonObject
  /** Reads the times; only to show them. */
  readTimes(payload: JsonObject, claims: JsonObject): ShownTimes
}

/**
 * Creates a credential format without selective disclosure: the credential is a JWT, and its presentation another JWT
 * of the holder around it.
 *
 * @param profile what distinguishes the format.
 * @returns the format.
 */
export function createJwtFormat(profile: JwtFormatProfile): CredentialFormat {
  const full: CredentialProfile<CredentialParts> = {
    ...profile,
    read: (text) => read(profile, text),
    complete: (parts, head) => complete(profile, parts, head),
    checkHolderBinding,
  }
  return Object.freeze({
    id: profile.id,
    issue: profile.issue,
    parse: (text: string) => parseCredential(full, text),
    present: (input: PresentInput) => present(full, profile, input),
    verify: (text: string, expectations: VerifyExpectations) => verifyCredential(full, text, expectations),
  })
}

async function read({ id }: JwtFormatProfile, text: string): Promise<CredentialParts> {
  const jws = parseJws(requireText(text))
  if (!isPresentation(jws)) return { text, jws }
  const presentation = readJwtVp(jws)
  const [credential, ...more] = presentation.credentials
  requireStep(presentationSingle, credential?.format === id && more.length === 0)
  return { text, jws: parseJws(credential?.text ?? ''), presentation }
}

function complete(
  profile: JwtFormatProfile,
  { text, jws }: CredentialParts,
  head: CredentialHead,
): UnverifiedCredential {
  const { header, payload } = jws
  const claims = profile.readClaims(payload)
  return Object.freeze({
    verified: false,
    format: profile.id,
    text,
    issuer: head.issuer,
    keyId: typeof header.kid === 'string' ? header.kid : undefined,
    x5c: readX5c(header),
    types: head.types,
    claims,
    disclosable: [],
    issuedIndices: [],
    holderKey: head.holderKey,
    ...profile.readTimes(payload, claims),
    status: head.status.reference,
    credentialStatus: head.status.entries,
  })
}

async function present(
  full: CredentialProfile<CredentialParts>,
  profile: JwtFormatProfile,
  { credential: text, disclose, signer, audience, nonce, transactionDataHashes, now }: PresentInput,
): Promise<string> {
  const credential = await parseCredential(full, text)
  requireStep(keyBindingExpected, !isPresentation(parseJws(text)))
  requireAllDisclosed(credential.claims, disclose)
  requireOwnHolderKey(credential.holderKey, signer.publicJwk)
  const holder = subjectIdOf(credential.claims)
  return createVp({
    credentials: [{ format: profile.id, text }],
    signer,
    audience,
    nonce,
    now,
    ...(holder !== undefined && { holder }),
    ...(transactionDataHashes !== undefined && { transactionDataHashes }),
  })
}

async function checkHolderBinding(
  { presentation }: CredentialParts,
  { holderKey, claims }: UnverifiedCredential,
  { expectedKeyBinding, policy, now }: VerifyExpectations,
): Promise<HolderBindingOutcome> {
  if (expectedKeyBinding === 'none') {
    return (
      failureOfStep(keyBindingExpected, presentation === undefined) ??
      failureOfStep(holderKeyPresent, holderKey !== undefined || policy?.acceptUnbound === true) ??
      'skipped'
    )
  }
  if (presentation === undefined && policy?.waiveHolderBinding === true) return 'skipped'
  const missing = failureOfStep(holderKeyPresent, holderKey !== undefined)
  if (holderKey === undefined) return missing
  const unbound = failureOfStep(keyBindingPresent, presentation !== undefined)
  if (presentation === undefined) return unbound
  return checkVpBinding(presentation, {
    expectedHolderKey: holderKey,
    expectedHolder: subjectIdOf(claims),
    expectedKeyBinding,
    now,
  })
}
