import { type CredentialOffer, preAuthorizedCodeGrantType } from './credential-offer.ts'

/** What `createCredentialOffer` needs. */
export interface CreateCredentialOfferInput {
  /** The Credential Issuer Identifier, byte for byte as in the metadata. */
  readonly credentialIssuer: string
  /** Keys of the metadata's configurations, without repetition. */
  readonly configurationIds: readonly string[]
  readonly preAuthorizedCode: string
  /** There when the holder has to type a code that came by another channel. */
  readonly txCode?: {
    readonly length: number
    readonly inputMode: 'numeric' | 'text'
    /** At most 300 characters. */
    readonly description?: string
  }
}

/**
 * Makes an offer with a pre-authorized code.
 *
 * @see OpenID4VCI 1.0 section 4.1.1
 */
export function createCredentialOffer(input: CreateCredentialOfferInput): CredentialOffer {
  const { txCode } = input
  return {
    credential_issuer: input.credentialIssuer,
    credential_configuration_ids: [...input.configurationIds],
    grants: {
      [preAuthorizedCodeGrantType]: {
        'pre-authorized_code': input.preAuthorizedCode,
        ...(txCode === undefined
          ? {}
          : {
              tx_code: {
                input_mode: txCode.inputMode,
                length: txCode.length,
                ...(txCode.description === undefined ? {} : { description: txCode.description }),
              },
            }),
      },
    },
  }
}
