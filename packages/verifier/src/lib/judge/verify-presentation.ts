import {
  type Check,
  type CredentialFormat,
  type CredentialFormatId,
  type CredentialPolicy,
  type ExpectedKeyBinding,
  failed,
  type StatusCheck,
  type TrustList,
  type Verdict,
  type VerifiedCredential,
  type VerifyExpectations,
} from '@lontar/credentials'
import { type ErrorCode, LontarError } from '@lontar/credentials/errors'
import type { ResolveIssuerKey } from '@lontar/credentials/issuer-key'
import { parseJws } from '@lontar/credentials/jose'
import { parseVp } from '@lontar/credentials/presentation'
import type { TrustSource } from '@lontar/credentials/trust'
import { checkOfSteps } from '@lontar/credentials/verdict-step'
import { credentialFormats } from '@lontar/documents/credential-types'
import { answerFormatAccepted } from './answer-steps.ts'

/** What a presentation, or a credential at rest, is held against. */
export interface VerifyPresentationInput {
  /** The presentation or credential as received. */
  readonly text: string
  /** The trusted issuers, or a source of them. While a source has none, nobody is trusted. */
  readonly trust: Pick<TrustList, 'issuers'> | TrustSource
  /** Finds the keys of issuers that are not pinned; without it such issuers are refused. */
  readonly resolveIssuerKey?: ResolveIssuerKey
  /** The types that would do, as in `TrustedIssuer.types`. */
  readonly expectedTypes: readonly string[]
  /** The nonce and the Client Identifier of the request; `none` for a credential at rest. */
  readonly expectedKeyBinding: ExpectedKeyBinding
  /** Answers the check `status`, such as `createStatusChecker({ fetch, now })`. */
  readonly checkStatus: StatusCheck
  /** The formats that would do; all of `credentialFormats()` by default. */
  readonly formats?: readonly CredentialFormat[]
  /** What is accepted besides; nothing by default. */
  readonly policy?: CredentialPolicy
  /** The instant at which it must be valid. */
  readonly now: Date
}

/** Who judges a credential at rest has sent no request. */
const atRestSpec = 'RFC 7515 sections 4.1.9 and 5.2'
const answerSpec = 'OpenID4VP 1.0 section 8.6'

/**
 * Verifies a presentation in whatever format its header declares. Decides nothing about claims and conditions.
 *
 * @param input see `VerifyPresentationInput`
 * @returns a verdict; bad input gives failed checks and never a throw
 * @see OpenID4VP 1.0 section 8.6; SD-JWT (RFC 9901) section 7; Token Status List section 8.3
 */
export async function verifyPresentation(
  input: VerifyPresentationInput,
): Promise<Verdict<VerifiedCredential>> {
  const formats = input.formats ?? credentialFormats()
  const spec = input.expectedKeyBinding === 'none' ? atRestSpec : answerSpec
  const unreadable = (check: Check): Verdict<VerifiedCredential> => ({
    ok: false,
    checks: [check],
    value: undefined,
  })
  const declared = await declaredFormat(input.text)
  if ('code' in declared) return unreadable(failed('format', declared.code, spec))
  const format = formats.find(({ id }) => id === declared.id)
  if (format === undefined) return unreadable(checkOfSteps('format', spec, [[answerFormatAccepted, false]]))
  return format.verify(input.text, {
    expectedIssuers: issuersOf(input.trust),
    ...(input.resolveIssuerKey !== undefined && { resolveIssuerKey: input.resolveIssuerKey }),
    expectedTypes: input.expectedTypes,
    expectedKeyBinding: input.expectedKeyBinding,
    checkStatus: input.checkStatus,
    ...(input.policy !== undefined && { policy: input.policy }),
    now: input.now,
  })
}

function issuersOf(trust: VerifyPresentationInput['trust']): VerifyExpectations['expectedIssuers'] {
  return typeof trust === 'function' ? async () => (await trust()).issuers : trust.issuers
}

/**
 * The format by the `typ` of the issuer-signed JWT, or by the envelope in a presentation; its own verification checks
 * the rest (SD-JWT VC section 2.2.1, VC Data Model 2.0 section 4.13).
 */
async function declaredFormat(
  text: string,
): Promise<{ id: CredentialFormatId | undefined } | { code: ErrorCode }> {
  try {
    const { typ } = parseJws(text.split('~', 1)[0] ?? '').header
    if (typ === 'vc+sd-jwt' || typ === 'dc+sd-jwt' || typ === 'vc+jwt') return { id: typ }
    if (typ === 'vp+jwt' || typ === 'vp+sd-jwt') return { id: (await parseVp(text)).credentials[0]?.format }
    // VC Data Model 1.1 section 6.3.1: `typ`, where it is there, is JWT.
    return { id: typ === undefined || typ === 'JWT' ? 'jwt_vc_json' : undefined }
  } catch (error) {
    if (error instanceof LontarError) return { code: error.code }
    throw error
  }
}
