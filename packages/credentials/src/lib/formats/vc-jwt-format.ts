import { invalidArgument } from '../errors/invalid-argument.ts'
import type { JsonObject } from '../jose/json.ts'
import { keyHeader } from '../jose/key-header.ts'
import { signJws } from '../jose/sign-jws.ts'
import { requireStep } from '../verdict/require-step.ts'
import { endPresent, keyNamed } from '../verdict/steps/format-steps.ts'
import { type KnownResources, requireResourceDigests } from './check-related-resources.ts'
import { createJwtFormat } from './create-jwt-format.ts'
import type { CredentialFormat, IssueInput } from './credential-format.ts'
import type { CredentialHead } from './credential-profile.ts'
import type { KnownContexts } from './expand-types.ts'
import { namesW3cKey, readW3cHead } from './read-w3c-head.ts'
import { checkW3cTimes, readW3cTimes } from './w3c-times.ts'

/** Options of `createVcJwtFormat`: the pinned contexts and resources. Nothing is fetched. */
export interface VcJwtFormatOptions extends KnownContexts, KnownResources {}

/**
 * Creates the format `vc+jwt`: a credential of the W3C VC Data Model 2.0 secured by a JWT. The payload is the
 * credential itself. It has no selective disclosure; its presentation is a `vp+jwt` with the credential in an
 * envelope. The credential must have an end, `validUntil` or `exp`, and both count.
 *
 * @param options see `VcJwtFormatOptions`.
 * @returns the format.
 * @see VC-JOSE-COSE sections 3.1 and 4, VC Data Model 2.0 section 4
 */
export function createVcJwtFormat(options: VcJwtFormatOptions): CredentialFormat {
  const readHead = async (payload: JsonObject): Promise<CredentialHead> => {
    const head = readW3cHead(payload, options)
    await requireResourceDigests(payload, options)
    return head
  }
  return createJwtFormat({
    id: 'vc+jwt',
    jwsType: 'vc+jwt',
    specs: {
      format: 'VC Data Model 2.0 section 4, VC-JOSE-COSE section 3.1.1',
      issuer_trust: 'VC Data Model 2.0 section 4.7, VC-JOSE-COSE section 4.1',
      signature: 'VC-JOSE-COSE section 3.1.1, RFC 7515 section 5.2',
      disclosures: 'VC-JOSE-COSE section 3.1.1',
      type: 'VC Data Model 2.0 section 4.5',
      validity: 'VC Data Model 2.0 section 4.9, RFC 7519 sections 4.1.4 to 4.1.6',
      holder_binding: 'OpenID4VP 1.0 section 14.2, VC-JOSE-COSE section 3.1.2',
      status: 'Token Status List section 8.3',
    },
    readHead,
    namesKey: namesW3cKey,
    readClaims: (payload) => payload,
    readTimes: readW3cTimes,
    checkValidity: (_parts, { claims }, expectations) => checkW3cTimes(claims, expectations),
    issue: (input) => issue(readHead, input),
  })
}

async function issue(
  readHead: (payload: JsonObject) => Promise<CredentialHead>,
  { signer, payload, disclosable }: IssueInput,
): Promise<string> {
  if (disclosable.length > 0) throw invalidArgument('The format vc+jwt has no selective disclosure.')
  // What could never be verified is not signed.
  await readHead(payload)
  requireStep(keyNamed, namesW3cKey({ header: keyHeader(signer), payload }))
  requireStep(endPresent, readW3cTimes(payload).expiresAt !== undefined)
  return signJws({ header: { typ: 'vc+jwt', cty: 'vc' }, payload, signer })
}
