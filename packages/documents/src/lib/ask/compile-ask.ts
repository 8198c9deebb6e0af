import type { CredentialFormatId, TrustList } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import type { DcqlClaimQuery, DcqlCredentialQuery, DcqlQuery } from '@lontar/openid4vc/dcql'
import { claimPath } from '../credential-types/claim-path.ts'
import { formatAllowed } from '../credential-types/configuration-id.ts'
import type { CredentialTypeName } from '../credential-types/credential-type.ts'
import { typeOfUrl } from '../credential-types/credential-type-url.ts'
import { credentialTypes } from '../credential-types/credential-types.ts'
import type { Ask } from './ask.ts'
import { namedPart, readWithin } from './ask-place.ts'
import { askedClaims } from './create-ask.ts'
import { malformed } from './read-ask-definition.ts'

/** The formats that an ask can be answered in. Without selective disclosure it is one for a proof alone. */
export type AskFormat = CredentialFormatId

/** What `compileAsk` needs. */
export interface CompileAskOptions {
  /** Whose credentials would do. */
  readonly trust: TrustList
  /** Best first; by default those with selective disclosure, the home format first. */
  readonly formats?: readonly AskFormat[]
}

const queryIds: Readonly<Record<AskFormat, string>> = {
  'vc+sd-jwt': 'vc',
  'dc+sd-jwt': 'dc',
  'vc+jwt': 'vc-jwt',
  jwt_vc_json: 'vc-v1',
}

/**
 * Compiles an ask to DCQL: one query per format, of which one is enough. Claims of conditions are asked for too;
 * `equals` and `oneOf` become `values`. `notBefore` has no word in DCQL and is left to `checkConditions`.
 *
 * @returns queries named `vc`, `dc`, `vc-jwt` and `vc-v1`, for the types of the trusted issuers; none for a format in
 * which the credential cannot exist
 * @throws MalformedError `ask_malformed` when the ask asks for nothing, or no format is left
 * @throws VerificationError `issuer_untrusted` when no trusted issuer issues the type
 * @see OpenID4VP 1.0 section 6, appendices B.1.1 and B.3.5
 */
export function compileAsk(ask: Ask, options: CompileAskOptions): DcqlQuery {
  return readWithin(namedPart('ask', ask.id), () => compileTrusted(ask, options))
}

function compileTrusted(ask: Ask, options: CompileAskOptions): DcqlQuery {
  const { credential } = ask
  if (credential === undefined) throw malformed('it asks for nothing and makes no request')
  const listed = new Set<AskFormat>(options.formats ?? ['vc+sd-jwt', 'dc+sd-jwt'])
  const formats = [...listed].filter((format) => mayExist(credential, format))
  if (formats.length === 0) throw malformed('no format is given')
  const urls = trustedTypeUrls(credential, options.trust)
  const credentials = formats.map((format) => compileQuery(ask, credential, format, urls))
  if (credentials.length === 1) return { credentials }
  return { credentials, credential_sets: [{ options: credentials.map(({ id }) => [id]) }] }
}

function mayExist(credential: CredentialTypeName, format: AskFormat): boolean {
  const type = Object.values(credentialTypes).find(({ name }) => name === credential)
  return type !== undefined && formatAllowed(type.id, format)
}

function compileQuery(
  ask: Ask,
  credential: CredentialTypeName,
  format: AskFormat,
  urls: readonly string[],
): DcqlCredentialQuery {
  return {
    id: queryIds[format],
    format,
    meta: format === 'dc+sd-jwt' ? { vct_values: urls } : { type_values: urls.map((url) => [url]) },
    claims: askedClaims(ask).map((claim) => ({
      path: claimPath(credential, claim, format),
      ...valuesOf(ask, claim),
    })),
  }
}

function valuesOf(ask: Ask, claim: string): Pick<DcqlClaimQuery, 'values'> {
  const condition = ask.conditions.find((candidate) => candidate.claim === claim)
  if (condition === undefined || 'notBefore' in condition) return {}
  return { values: 'equals' in condition ? [condition.equals] : condition.oneOf }
}

/** The URLs of a type at all trusted issuers, each once. */
function trustedTypeUrls(credential: CredentialTypeName, trust: TrustList): readonly string[] {
  const urls = trust.issuers
    .flatMap((issuer) => issuer.types)
    .filter((url) => {
      const typeId = typeOfUrl(url)
      return typeId !== undefined && credentialTypes[typeId].name === credential
    })
  if (urls.length === 0)
    throw new VerificationError('issuer_untrusted', 'No trusted issuer issues the credential.')
  return [...new Set(urls)]
}
