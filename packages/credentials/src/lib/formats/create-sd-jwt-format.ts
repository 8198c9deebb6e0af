import type { ErrorCode } from '../errors/error-code.ts'
import { VerificationError } from '../errors/lontar-error.ts'
import { isSameKey } from '../jose/bare-jwk.ts'
import type { JsonObject } from '../jose/json.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { checkKeyBindingJwt } from '../sd-jwt/check-key-binding-jwt.ts'
import { createKeyBindingJwt } from '../sd-jwt/create-key-binding-jwt.ts'
import { issueSdJwt } from '../sd-jwt/issue-sd-jwt.ts'
import { type PackedSdJwt, readSdJwt, unpackSdJwt } from '../sd-jwt/parse-sd-jwt.ts'
import { presentSdJwt } from '../sd-jwt/present-sd-jwt.ts'
import type {
  ClaimPath,
  CredentialFormat,
  IssueInput,
  PresentInput,
  UnverifiedCredential,
  VerifyExpectations,
} from './credential-format.ts'
import { credentialMalformed } from './credential-malformed.ts'
import type { CredentialHead, CredentialProfile } from './credential-profile.ts'
import { parseCredential, verifyCredential } from './verify-credential.ts'

/** What distinguishes one SD-JWT format from the other. */
export interface SdJwtFormatProfile
  extends Pick<
    CredentialProfile<PackedSdJwt>,
    'id' | 'jwsType' | 'specs' | 'readHead' | 'namesKey' | 'checkValidity'
  > {
  /** The members that may not be held back, sub-members included. */
  readonly protectedClaims: ReadonlySet<string>
  /** Reads the times of the processed payload; only to show them. */
  readTimes(claims: JsonObject): { readonly issuedAt: Date | undefined; readonly expiresAt: Date | undefined }
}

/**
 * Creates a credential format on the SD-JWT engine.
 *
 * @param profile what distinguishes the format.
 * @returns the format.
 */
export function createSdJwtFormat(profile: SdJwtFormatProfile): CredentialFormat {
  const full: CredentialProfile<PackedSdJwt> = {
    ...profile,
    read: readSdJwt,
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
  refuseProtected(profile, disclosable)
  // What could never be verified is not signed.
  profile.readHead(payload)
  const isNamed = profile.namesKey?.({ header: { kid: signer.keyId }, payload }) ?? true
  if (!isNamed || profile.readTimes(payload).expiresAt === undefined) throw credentialMalformed()
  return issueSdJwt({ signer, header: { typ: profile.jwsType }, payload, disclosable })
}

async function present(profile: CredentialProfile<PackedSdJwt>, input: PresentInput): Promise<string> {
  const { signer, audience, nonce, now } = input
  const { holderKey } = await parseCredential(profile, input.credential)
  refuseForeignHolder(holderKey, signer.publicJwk)
  const sdJwt = await presentSdJwt({ sdJwt: input.credential, disclose: input.disclose })
  return sdJwt + (await createKeyBindingJwt({ sdJwt, audience, nonce, signer, now }))
}

function refuseForeignHolder(holderKey: PublicJwk | undefined, own: PublicJwk): void {
  if (holderKey === undefined) {
    throw new VerificationError('holder_key_missing', 'The credential names no holder key.')
  }
  if (isSameKey(holderKey, own)) return
  throw new VerificationError('credential_holder_mismatch', 'The credential is bound to another key.')
}

function complete(
  profile: SdJwtFormatProfile,
  packed: PackedSdJwt,
  head: CredentialHead,
): UnverifiedCredential {
  const { claims, disclosable } = unpackSdJwt(packed)
  refuseProtected(profile, disclosable)
  const { kid } = packed.jws.header
  return Object.freeze({
    verified: false,
    format: profile.id,
    text: packed.text,
    issuer: head.issuer,
    keyId: typeof kid === 'string' ? kid : undefined,
    types: head.types,
    claims,
    disclosable,
    holderKey: head.holderKey,
    ...profile.readTimes(claims),
    status: head.status.reference,
    credentialStatus: head.status.entries,
  })
}

/** A claim that decides over validity may not be the holder's to show or not (RFC 9901 section 9.7). */
function refuseProtected({ protectedClaims }: SdJwtFormatProfile, disclosable: readonly ClaimPath[]): void {
  if (disclosable.every(([name]) => typeof name === 'string' && !protectedClaims.has(name))) return
  throw new VerificationError('sd_jwt_protected_claim_disclosable', 'A claim is disclosable that may not be.')
}

async function checkHolderBinding(
  packed: PackedSdJwt,
  holderKey: PublicJwk | undefined,
  { expectedKeyBinding, now }: VerifyExpectations,
): Promise<ErrorCode | undefined> {
  if (holderKey === undefined) return 'holder_key_missing'
  if (expectedKeyBinding === 'none') {
    return packed.keyBindingJwt === undefined ? undefined : 'key_binding_unexpected'
  }
  const expectations = { ...expectedKeyBinding, expectedHolderKey: holderKey, now }
  const [first] = await checkKeyBindingJwt(packed, expectations)
  return first?.code
}
