import { type KnownResources, requireResourceDigests } from './check-related-resources.ts'
import { createSdJwtFormat } from './create-sd-jwt-format.ts'
import type { CredentialFormat } from './credential-format.ts'
import type { KnownContexts } from './expand-types.ts'
import { namesW3cKey, readW3cHead, requireW3cClaims } from './read-w3c-head.ts'
import { checkW3cTimes, readW3cTimes } from './w3c-times.ts'

/** What decides over meaning, validity and holder is not the holder's to show or not. */
const protectedClaims: ReadonlySet<string> = new Set([
  '@context',
  'type',
  'issuer',
  'validFrom',
  'validUntil',
  'cnf',
  'status',
  'credentialStatus',
  'relatedResource',
  'iss',
  'nbf',
  'exp',
  'vct',
])

/** Options of `createVcSdJwtFormat`: the pinned contexts and resources. Nothing is fetched. */
export interface VcSdJwtFormatOptions extends KnownContexts, KnownResources {}

/**
 * Creates the format `vc+sd-jwt`: a credential of the W3C VC Data Model 2.0 secured by SD-JWT. The payload is the
 * credential itself. Contexts are URLs that `resolveContext` knows; none is fetched. The credential must have an
 * end, `validUntil` or `exp`, and both count.
 *
 * @param options see `VcSdJwtFormatOptions`.
 * @returns the format.
 * @see VC-JOSE-COSE sections 3.2 and 4, VC Data Model 2.0 section 4
 */
export function createVcSdJwtFormat(options: VcSdJwtFormatOptions): CredentialFormat {
  return createSdJwtFormat({
    id: 'vc+sd-jwt',
    jwsType: 'vc+sd-jwt',
    specs: {
      format: 'VC Data Model 2.0 section 4, VC-JOSE-COSE section 3.2',
      issuer_trust: 'VC Data Model 2.0 section 4.7, VC-JOSE-COSE section 4.1',
      signature: 'VC-JOSE-COSE section 3.2, RFC 9901 section 7.1',
      disclosures: 'RFC 9901 section 7.1',
      type: 'VC Data Model 2.0 section 4.5',
      validity: 'VC Data Model 2.0 section 4.9, RFC 7519 sections 4.1.4 to 4.1.6',
      holder_binding: 'RFC 9901 section 7.3',
      status: 'Token Status List section 8.3',
    },
    protectedClaims,
    readHead: async (payload) => {
      const head = readW3cHead(payload, options)
      await requireResourceDigests(payload, options)
      return head
    },
    namesKey: namesW3cKey,
    requireClaims: requireW3cClaims,
    readTimes: readW3cTimes,
    checkValidity: (_packed, { claims }, expectations) => checkW3cTimes(claims, expectations),
  })
}
