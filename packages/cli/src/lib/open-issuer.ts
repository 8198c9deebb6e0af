import type { Signer } from '@lontar/credentials'
import { createDidJwk } from '@lontar/credentials/did'
import { type LontarError, OperationError } from '@lontar/credentials/errors'
import { createLocalSigner, jwkThumbprint, type PrivateJwk, type PublicJwk } from '@lontar/credentials/jose'
import { credentialFormats } from '@lontar/documents/credential-types'
import { findProvince } from '@lontar/documents/regions'
import {
  createIssuer,
  didWebOfUrl,
  type Issuer,
  type IssuerConfiguration as IssuerOptions,
  offerLimits,
  type PublicClient,
} from '@lontar/issuer'
import type { Store } from '@lontar/store'
import type { IssuerConfiguration } from './configuration.ts'
import { encryptionKey } from './encryption-key.ts'
import { explained, usageError } from './explained.ts'
import { issuerTimeZone } from './issuer-time-zone.ts'
import { openVeramoSigner } from './veramo-key.ts'
import { walletClient } from './wallet-client.ts'

const daySeconds = 86_400

/** Under development a revocation is seen at once. */
const developmentStatusTtlSeconds = 1

/**
 * Builds the issuer of a data folder, with the Veramo format loaded only now.
 *
 * @param onError hears of what its server could not do.
 */
export async function openIssuer(
  store: Store,
  configuration: IssuerConfiguration,
  now: () => Date,
  onError?: (error: LontarError) => void,
): Promise<Issuer> {
  const signer = await openIssuerSigner(store, configuration)
  const evidence = await createLocalSigner(await savedKey(store, 'evidence'))
  const { createVeramoJwtVcJsonFormat } = await import('@lontar/veramo')
  const province = findProvince(configuration.residence)
  const { certificateChain } = configuration
  const selectiveFormats = credentialFormats().filter(({ id }) => id !== 'jwt_vc_json')
  // A jwt_vc_json names its issuer by a DID, which one with certificates does not go by.
  const didFormats = certificateChain === undefined ? [await createVeramoJwtVcJsonFormat({ signer })] : []
  return createIssuer({
    url: configuration.url,
    name: configuration.name,
    signer,
    store: store.issuer,
    formats: [...selectiveFormats, ...didFormats],
    ...(certificateChain && { certificateChain }),
    evidenceKeys: [{ ...evidence.publicJwk, kid: evidence.keyId }],
    timeZone: issuerTimeZone(configuration),
    ...(province && { issuingJurisdiction: province.iso3166 }),
    batchSize: offerLimits.maxCopies,
    metadataSigner: signer,
    encryption: { keys: [await encryptionKey(store)] },
    clients: {
      publicClients: clientsOf(configuration),
      attestedClients: configuration.attesters !== undefined,
    },
    ...(await clientAttestationOf(configuration)),
    dpop: 'optional',
    ...(configuration.renewalDays && { refreshTokenSeconds: configuration.renewalDays * daySeconds }),
    ...(configuration.statusMechanism && { statusMechanism: configuration.statusMechanism }),
    ...(configuration.minimumLevel && { minimumLevel: configuration.minimumLevel }),
    dangerouslyAcceptSimulatedEvidence: configuration.dev,
    ...(configuration.dev && { statusTtlSeconds: developmentStatusTtlSeconds }),
    now,
    ...(onError && { onError }),
  })
}

/** X.509 is loaded where an attester is known by certificates. */
async function clientAttestationOf({
  attesters,
  attestationRequired: required = false,
}: IssuerConfiguration): Promise<Pick<IssuerOptions, 'clientAttestation'>> {
  if (attesters === undefined) return {}
  if (!attesters.some(({ roots }) => roots !== undefined))
    return { clientAttestation: { attesters, required } }
  const { createX5cVerifier } = await import('@lontar/credentials/x509')
  return { clientAttestation: { attesters, required, verifyX5c: createX5cVerifier() } }
}

/** Under development our own wallet may come back to this computer too. */
function clientsOf({ dev, clients = [] }: IssuerConfiguration): readonly PublicClient[] {
  if (!dev || clients.some(({ clientId }) => clientId === walletClient.clientId)) return clients
  return [...clients, walletClient]
}

/** The signer of credentials, status lists and trust lists of a data folder. */
export async function openIssuerSigner(store: Store, configuration: IssuerConfiguration): Promise<Signer> {
  const keyIdOf = (publicJwk: PublicJwk) => issuerKeyId(publicJwk, configuration)
  if (configuration.keys === 'veramo') return openVeramoSigner(store, keyIdOf)
  const privateJwk = await savedKey(store, 'issuer')
  const { publicJwk } = await createLocalSigner(privateJwk)
  return createLocalSigner(privateJwk, { keyId: await keyIdOf(publicJwk) })
}

/** The signer of evidence of a data folder. */
export async function openEvidenceSigner(store: Store): Promise<Signer> {
  return createLocalSigner(await savedKey(store, 'evidence'))
}

/** A key of did:jwk under development; else one of the did:web of the issuer's https URL. */
async function issuerKeyId(publicJwk: PublicJwk, { dev, url }: IssuerConfiguration): Promise<string> {
  return dev ? `${createDidJwk(publicJwk)}#0` : `${didWebOf(url)}#${await jwkThumbprint(publicJwk)}`
}

/**
 * The did:web of an issuer's https URL.
 *
 * @throws {OperationError} `usage` for an IP address: did:web needs a host name.
 */
export function didWebOf(url: string): string {
  const did = didWebOfUrl(url)
  if (did === undefined) {
    throw usageError({
      id: 'URL publik penerbit membutuhkan nama host, bukan alamat IP',
      en: 'the public URL of an issuer needs a host name, not an IP address',
    })
  }
  return did
}

/**
 * A key that `lontar init` made.
 *
 * @throws {OperationError} `not_initialised`.
 */
async function savedKey(store: Store, purpose: 'issuer' | 'evidence'): Promise<PrivateJwk> {
  const key = await store.keys.load(purpose)
  if (key === undefined)
    throw explained(
      new OperationError('not_initialised', 'the data folder has no key of this purpose'),
      'folder data tidak punya kunci untuk keperluan ini',
    )
  return key
}
