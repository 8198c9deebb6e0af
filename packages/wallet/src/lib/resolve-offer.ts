import type { CredentialFormat, TrustList } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import { credentialTypes, credentialTypeUrl } from '@lontar/documents/credential-types'
import {
  type AuthorizationServerMetadata,
  type CredentialConfiguration,
  type CredentialIssuerMetadata,
  type CredentialOffer,
  fetchAuthorizationServerMetadata,
  fetchCredentialOffer,
  preAuthorizedCodeGrantType,
  selectAuthorizationServer,
  type TxCode,
} from '@lontar/openid4vc/openid4vci'
import { deepFreeze } from './deep-freeze.ts'
import { displayText } from './display-text.ts'
import { fetchIssuerMetadata } from './fetch-issuer-metadata.ts'
import { trustedIssuersOf } from './trusted-issuers.ts'
import type { WalletContext } from './wallet-context.ts'

/** A credential that an offer holds out. */
export interface ReviewedConfiguration {
  /** The credential configuration id. */
  readonly id: string
  /** As the metadata name it, also one that the wallet does not know. */
  readonly format: string
  /** The `vct` or the expanded type; `null` when the wallet does not know what it would be. */
  readonly type: string | null
  /** Whether the wallet can hold the format. */
  readonly supported: boolean
  /** Whether the trust list knows the issuer for this type. */
  readonly issuerTrusted: boolean
}

/** Who offers what, to be shown before a code is typed or anything is kept. Every text in it is safe to print. */
export interface ReviewedOffer {
  /** The Credential Issuer Identifier, whose metadata were fetched from it. */
  readonly issuer: string
  /** Its host, the one thing about an unknown issuer that is certain. */
  readonly issuerHost: string
  /** What the issuer calls itself; nobody checked it. */
  readonly issuerName: string
  /** Whether the trust list knows the issuer for every type that it offers here. */
  readonly issuerTrusted: boolean
  /** The types, each once. */
  readonly types: readonly string[]
  /** What is offered, by the ids that `receive` takes. */
  readonly configurationIds: readonly string[]
  /** The same, with what is known of each. */
  readonly configurations: readonly ReviewedConfiguration[]
  /** Whether a transaction code has to be typed, which came by another channel. */
  readonly txCodeRequired: boolean
  /** What the code looks like, when one is required. */
  readonly txCode: {
    readonly length: number | null
    readonly numeric: boolean
    readonly description: string | null
  } | null
}

/** A configuration that an offer names, with the format that handles it. */
export interface OfferedConfiguration {
  readonly id: string
  readonly configuration: CredentialConfiguration
  readonly format: CredentialFormat | undefined
  readonly type: string | undefined
}

/** All that is known about an offer, out of the caller's reach. */
export interface ResolvedOffer {
  readonly offer: CredentialOffer
  readonly metadata: CredentialIssuerMetadata
  readonly server: AuthorizationServerMetadata
  readonly configurations: readonly OfferedConfiguration[]
  /** The list that the review was made with. */
  readonly trust: TrustList | undefined
}

/** Follows an offer to its issuer's metadata. The first thing that reaches the network: the holder wanted it. */
export async function resolveOffer(
  context: WalletContext,
  text: string,
  trust: TrustList | undefined,
): Promise<ResolvedOffer> {
  const { fetch } = context
  const offer = await fetchCredentialOffer(text, { fetch })
  const metadata = await fetchIssuerMetadata(context, offer.credential_issuer)
  const configurations = offer.credential_configuration_ids.map((id) =>
    offeredConfiguration(context, metadata, id),
  )
  requireOwnServers(offer, metadata)
  const server = selectAuthorizationServer(offer, metadata)
  return {
    offer,
    metadata,
    server: await fetchAuthorizationServerMetadata(server, { fetch }),
    configurations,
    trust,
  }
}

/** Whichever grant is taken up later: a server that is not of the issuer spoils the whole offer (section 12.2.4). */
function requireOwnServers(offer: CredentialOffer, metadata: CredentialIssuerMetadata): void {
  for (const grantType of [preAuthorizedCodeGrantType, 'authorization_code'] as const)
    selectAuthorizationServer(offer, metadata, grantType)
}

/** What a holder is shown of an offer. */
export function reviewOffer(resolved: ResolvedOffer, trust: TrustList | undefined): ReviewedOffer {
  const { metadata, offer } = resolved
  const issuer = metadata.credential_issuer
  const configurations = resolved.configurations.map((offered) => ({
    id: displayText(offered.id),
    format: displayText(offered.configuration.format),
    type: offered.type === undefined ? null : displayText(offered.type),
    supported: offered.format !== undefined && offered.type !== undefined,
    issuerTrusted: trustedIssuersOf(trust, issuer, offered.type).length > 0,
  }))
  const txCode = offer.grants[preAuthorizedCodeGrantType]?.tx_code
  const { host } = new URL(issuer)
  return deepFreeze({
    issuer,
    issuerHost: host,
    issuerName: displayText(metadata.display?.find(({ name }) => name !== undefined)?.name ?? host),
    issuerTrusted: configurations.every(({ issuerTrusted }) => issuerTrusted),
    types: [...new Set(configurations.flatMap(({ type }) => type ?? []))],
    configurationIds: configurations.map(({ id }) => id),
    configurations,
    txCodeRequired: txCode !== undefined,
    txCode: txCode === undefined ? null : reviewTxCode(txCode),
  })
}

function reviewTxCode({ length, input_mode: mode, description }: TxCode): ReviewedOffer['txCode'] {
  return {
    length: length ?? null,
    numeric: mode !== 'text',
    description: description === undefined ? null : displayText(description),
  }
}

/** Finds a configuration in the metadata of its issuer. */
export function offeredConfiguration(
  { formats }: WalletContext,
  metadata: CredentialIssuerMetadata,
  id: string,
): OfferedConfiguration {
  const known = metadata.credential_configurations_supported
  const configuration = Object.hasOwn(known, id) ? known[id] : undefined
  if (configuration === undefined) {
    throw new VerificationError(
      'credential_configuration_unknown',
      "A credential was named that is not in the issuer's metadata.",
    )
  }
  return {
    id,
    configuration,
    format: formats.find((format) => format.id === configuration.format),
    type: typeOf(configuration, metadata.credential_issuer),
  }
}

/**
 * The type that a credential of a configuration has to have: its `vct`, or the one W3C type beside the base type,
 * expanded by the issuer's own context.
 */
function typeOf(
  { vct, credential_definition: definition }: CredentialConfiguration,
  issuer: string,
): string | undefined {
  if (definition === undefined) return vct
  const names = definition.type.filter((name) => name !== 'VerifiableCredential')
  const type = Object.values(credentialTypes).find(({ name }) => name === names[0])
  return names.length === 1 && type !== undefined ? credentialTypeUrl(issuer, type.id) : undefined
}
