import type { TrustList } from '@lontar/credentials'
import { invalidArgument, UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import type { CredentialIssuerMetadata } from '@lontar/openid4vc/openid4vci'
import type { OfferedConfiguration } from './resolve-offer.ts'
import { trustedIssuersOf } from './trusted-issuers.ts'

/** A configuration that the wallet can take. */
export interface TakenConfiguration extends OfferedConfiguration {
  readonly format: NonNullable<OfferedConfiguration['format']>
  readonly type: string
}

/**
 * Chooses what is taken of what is held out: all of it, or the configurations named.
 *
 * @throws VerificationError `credential_configuration_unknown`; UnsupportedError `credential_format_unsupported`
 */
export function takeConfigurations(
  configurations: readonly OfferedConfiguration[],
  ids: readonly string[] | undefined,
): TakenConfiguration[] {
  if (ids !== undefined && (ids.length === 0 || new Set(ids).size < ids.length)) throw configurationUnknown()
  const wanted = ids ?? configurations.map(({ id }) => id)
  return wanted.map((id) => {
    const found = configurations.find((configuration) => configuration.id === id)
    if (found === undefined) throw configurationUnknown()
    return takeConfiguration(found)
  })
}

function configurationUnknown(): VerificationError {
  return new VerificationError(
    'credential_configuration_unknown',
    'The offer does not hold what is to be taken from it.',
  )
}

function takeConfiguration(offered: OfferedConfiguration): TakenConfiguration {
  const { format, type, configuration } = offered
  const { proof_types_supported: types } = configuration
  const algorithms = (types?.jwt ?? types?.attestation)?.proof_signing_alg_values_supported
  const provable = types === undefined || algorithms?.includes('ES256') === true
  if (format === undefined || type === undefined || !provable) {
    throw new UnsupportedError(
      'credential_format_unsupported',
      'The offer holds a credential of a format, type or key proof that this wallet cannot handle.',
    )
  }
  return { ...offered, format, type }
}

/**
 * Decides whether the issuer is trusted for everything that is taken; if not, the caller has to have accepted that.
 *
 * @returns the list that counts; `undefined` for an issuer that is not known and was accepted all the same.
 * @throws VerificationError `issuer_untrusted`
 */
export function decideTrust(
  { credential_issuer: issuer }: CredentialIssuerMetadata,
  taken: readonly TakenConfiguration[],
  trust: TrustList | undefined,
  acceptUntrustedIssuer: boolean,
): TrustList | undefined {
  const isKnown = taken.every(({ type }) => trustedIssuersOf(trust, issuer, type).length > 0)
  if (!isKnown && !acceptUntrustedIssuer)
    throw new VerificationError('issuer_untrusted', 'The issuer is not in the trust list for what it offers.')
  return isKnown ? trust : undefined
}

/**
 * How many copies can be asked for: without batch issuance one, else never more than the batch size.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for less than one copy.
 * @see OpenID4VCI 1.0 section 12.2.4
 */
export function countCopies(metadata: CredentialIssuerMetadata, copies: number): number {
  if (!Number.isSafeInteger(copies) || copies < 1) {
    throw invalidArgument('copies has to be a whole number from 1.')
  }
  return Math.min(copies, metadata.batch_credential_issuance?.batch_size ?? 1)
}
