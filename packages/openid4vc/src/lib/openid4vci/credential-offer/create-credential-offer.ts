import {
  type CredentialOffer,
  type PreAuthorizedCodeGrant,
  preAuthorizedCodeGrantType,
  type TxCode,
} from './credential-offer.ts'

/** What `createCredentialOffer` needs. */
export interface CreateCredentialOfferInput {
  /** The Credential Issuer Identifier, byte for byte as in the metadata. */
  readonly credentialIssuer: string
  /** Keys of the metadata's configurations, without repetition. */
  readonly configurationIds: readonly string[]
  /** For the pre-authorized code flow. */
  readonly preAuthorizedCode?: string
  /** There when the holder has to type a code that came by another channel; only with `preAuthorizedCode`. */
  readonly txCode?: {
    readonly length: number
    readonly inputMode: 'numeric' | 'text'
    /** At most 300 characters. */
    readonly description?: string
  }
  /** For the authorization code flow: what the wallet is to send back. */
  readonly issuerState?: string
  /** There when the issuer publishes `authorization_servers`: which of them. */
  readonly authorizationServer?: string
}

/**
 * Makes an offer with a pre-authorized code, with an issuer state, or with both.
 *
 * @see OpenID4VCI 1.0 section 4.1.1
 */
export function createCredentialOffer(input: CreateCredentialOfferInput): CredentialOffer {
  return {
    credential_issuer: input.credentialIssuer,
    credential_configuration_ids: [...input.configurationIds],
    grants: { ...authorizationCodeGrant(input), ...preAuthorizedCodeGrant(input) },
  }
}

function authorizationCodeGrant(input: CreateCredentialOfferInput): CredentialOffer['grants'] {
  const { issuerState } = input
  if (issuerState === undefined) return {}
  return { authorization_code: { issuer_state: issuerState, ...serverOf(input) } }
}

function preAuthorizedCodeGrant(input: CreateCredentialOfferInput): CredentialOffer['grants'] {
  const { preAuthorizedCode, txCode } = input
  if (preAuthorizedCode === undefined) return {}
  const grant: PreAuthorizedCodeGrant = {
    'pre-authorized_code': preAuthorizedCode,
    ...(txCode !== undefined && { tx_code: txCodeOf(txCode) }),
    ...serverOf(input),
  }
  return { [preAuthorizedCodeGrantType]: grant }
}

function txCodeOf({
  inputMode,
  length,
  description,
}: NonNullable<CreateCredentialOfferInput['txCode']>): TxCode {
  return { input_mode: inputMode, length, ...(description !== undefined && { description }) }
}

function serverOf({ authorizationServer }: CreateCredentialOfferInput): {
  readonly authorization_server?: string
} {
  return authorizationServer === undefined ? {} : { authorization_server: authorizationServer }
}
