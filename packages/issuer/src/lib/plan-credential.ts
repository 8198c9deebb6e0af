import { hashText } from '@lontar/credentials/jose'
import {
  type CredentialPayload,
  type CredentialPayloadInput,
  contextIntegrity,
  createCredentialPayload,
  credentialTypes,
  typeMetadataIntegrity,
} from '@lontar/documents/credential-types'
import type { VerifiedIdentity } from '@lontar/documents/verified-identity'
import { drawSecret } from './draw-secret.ts'
import type { IssuerContext, OfferedConfiguration } from './issuer-context.ts'
import type { IssuanceIntent, StatusPlace } from './issuer-store.ts'
import { statusListUri } from './status-list-uri.ts'
import type { HolderKey } from './verify-proofs.ts'

/** A credential that is decided on in every detail and not signed yet. */
export interface PlannedCredential extends CredentialPayload {
  readonly intent: IssuanceIntent
  readonly configuration: OfferedConfiguration
}

/** What a plan is made of. */
export interface PlanInput {
  readonly issuanceId: string
  readonly identity: VerifiedIdentity
  readonly configuration: OfferedConfiguration
  readonly holderKey: HolderKey
  readonly place: StatusPlace
  readonly issuedAt: Date
}

/** Plans a credential: its payload, and the intent that must be on record before its signature exists. */
export async function planCredential(context: IssuerContext, input: PlanInput): Promise<PlannedCredential> {
  const { configuration, holderKey, place, issuedAt } = input
  const { contextVersion } = credentialTypes[configuration.typeId]
  const planned = createCredentialPayload({
    typeId: configuration.typeId,
    formatId: configuration.format.id,
    identity: input.identity,
    issuer: context.issuer,
    issuerUrl: context.url,
    issuerName: context.name,
    ...(context.issuingJurisdiction !== undefined && { issuingJurisdiction: context.issuingJurisdiction }),
    holderKey: holderKey.jwk,
    ...(holderKey.did !== undefined && { holderDid: holderKey.did }),
    status: { uri: statusListUri(context.url, place.statusListId), idx: place.statusIndex },
    ...(namesBitstring(context, configuration) && { credentialStatus: entriesOf(context, place) }),
    contextIntegrity: await contextIntegrity(context.url, contextVersion),
    typeIntegrity: await typeMetadataIntegrity(context.url, configuration.typeId),
    issuedAt,
    timeZone: context.timeZone,
  })
  const intent: IssuanceIntent = {
    credentialId: drawSecret(context.randomBytes, 16),
    issuanceId: input.issuanceId,
    configurationId: configuration.id,
    keyThumbprint: holderKey.thumbprint,
    statusListId: place.statusListId,
    statusIndex: place.statusIndex,
    payloadDigest: await hashText(JSON.stringify(planned.payload)),
    keyId: context.signer.keyId,
    createdAt: issuedAt,
    expiresAt: planned.expiresAt,
  }
  return { ...planned, intent, configuration }
}

/** Only the VC Data Model 2.0 has the lists of Bitstring Status List. */
function namesBitstring({ statusMechanism }: IssuerContext, { format }: OfferedConfiguration): boolean {
  return statusMechanism === 'bitstring' && (format.id === 'vc+sd-jwt' || format.id === 'vc+jwt')
}

function entriesOf(
  { url }: IssuerContext,
  { statusListId, statusIndex }: StatusPlace,
): NonNullable<CredentialPayloadInput['credentialStatus']> {
  return (['revocation', 'suspension'] as const).map((statusPurpose) => ({
    statusPurpose,
    statusListIndex: statusIndex,
    statusListCredential: statusListUri(url, statusListId, statusPurpose),
  }))
}
