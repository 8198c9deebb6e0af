import type { Signer } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import { randomBytes } from '@lontar/credentials/jose'
import { waitFor } from '@lontar/credentials/request-body'
import { requireTimeZone } from '@lontar/documents/calendar'
import { bindStore } from './bind-store.ts'
import { certifySigner } from './certificate-chain.ts'
import { requireClientPolicy } from './client-policy.ts'
import type { IssuerConfiguration } from './issuer-configuration.ts'
import type { IssuerContext } from './issuer-context.ts'
import { issuerDisplay } from './issuer-display.ts'
import { issuerIdentifierOf } from './issuer-identifier.ts'
import { checkEncryption } from './message-encryption.ts'
import { offerLimits } from './offer-limits.ts'
import { offeredConfigurations } from './offered-configurations.ts'
import { operatorHooks } from './operator-hooks.ts'
import { requireAttestationPolicy } from './require-attestation-policy.ts'
import { requireIntegerWithin } from './require-integer-within.ts'
import { createServerNonce } from './server-nonce.ts'
import { createCounterSignIn } from './sign-in/create-counter-sign-in.ts'

const defaultBatchSize = 10
const defaultStatusTtlSeconds = 300
const defaultRenewalsPerDay = 4
const defaultBodyTimeoutSeconds = 10

/**
 * Checks a configuration and makes of it what every step of an issuer works with.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a configuration that no issuer can have.
 * @throws MalformedError `did_malformed`, `jwk_malformed` for a signer whose did:jwk cannot be read.
 */
export function createIssuerContext(
  configuration: IssuerConfiguration,
  acceptSimulatedEvidence: boolean,
): IssuerContext {
  requireName(configuration)
  requireLimits(configuration)
  requirePolicies(configuration)
  const { url, signer, evidenceKeys, certificateChain, metadataSigner } = configuration
  const certified = certifiedSigner(configuration)
  const now = configuration.now ?? (() => new Date())
  const random = configuration.randomBytes ?? randomBytes
  const store = bindStore(configuration.store, url)
  return Object.freeze({
    url,
    issuer: certificateChain === undefined ? issuerIdentifierOf(signer, url) : url,
    name: configuration.name,
    display: issuerDisplay(configuration),
    issuingJurisdiction: configuration.issuingJurisdiction,
    signer: certified,
    store,
    configurations: offeredConfigurations(configuration.formats),
    evidenceKeys: [...evidenceKeys],
    timeZone: requireTimeZone(configuration.timeZone),
    acceptSimulatedEvidence,
    minimumLevel: configuration.minimumLevel ?? 'substantial',
    batchSize: configuration.batchSize ?? defaultBatchSize,
    statusTtlSeconds: configuration.statusTtlSeconds ?? defaultStatusTtlSeconds,
    statusMechanism: configuration.statusMechanism ?? 'token',
    dpop: configuration.dpop ?? 'optional',
    clients: configuration.clients,
    signIn: configuration.signIn ?? createCounterSignIn(random),
    externalAuthorization: configuration.externalAuthorization,
    refreshTokenSeconds: configuration.refreshTokenSeconds,
    renewalsPerDay: configuration.renewalsPerDay ?? defaultRenewalsPerDay,
    clientAttestation: configuration.clientAttestation,
    keyAttestation: configuration.keyAttestation,
    serverNonce: createServerNonce({ store, now, randomBytes: random }),
    encryption: checkEncryption(configuration.encryption),
    metadataSigner: metadataSigner === signer ? certified : metadataSigner,
    ...operatorHooks(configuration),
    bodyTimeoutSeconds: configuration.bodyTimeoutSeconds ?? defaultBodyTimeoutSeconds,
    wait: configuration.wait ?? waitFor,
    now,
    randomBytes: random,
  })
}

function requireName({ name, evidenceKeys, issuingJurisdiction = 'ID-NT' }: IssuerConfiguration): void {
  if (name.trim() === '') throw invalidArgument('The issuer has no name.')
  if (evidenceKeys.length === 0) throw invalidArgument('The issuer has no evidence key.')
  if (!/^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(issuingJurisdiction)) {
    throw invalidArgument('issuingJurisdiction is not a code of ISO 3166-2.')
  }
}

function requireLimits(configuration: IssuerConfiguration): void {
  const { batchSize = defaultBatchSize, statusTtlSeconds = defaultStatusTtlSeconds } = configuration
  const { refreshTokenSeconds = 300, renewalsPerDay = defaultRenewalsPerDay } = configuration
  requireIntegerWithin('batchSize', batchSize, 1, offerLimits.maxCopies)
  requireIntegerWithin('statusTtlSeconds', statusTtlSeconds, 1, 900)
  requireIntegerWithin('refreshTokenSeconds', refreshTokenSeconds, 300, 31_536_000)
  requireIntegerWithin('renewalsPerDay', renewalsPerDay, 1, 100)
  const { bodyTimeoutSeconds = defaultBodyTimeoutSeconds } = configuration
  requireIntegerWithin('bodyTimeoutSeconds', bodyTimeoutSeconds, 1, 300)
}

function requirePolicies({
  clientAttestation,
  keyAttestation,
  clients,
  externalAuthorization,
}: IssuerConfiguration): void {
  requireAttestationPolicy('clientAttestation', clientAttestation)
  requireAttestationPolicy('keyAttestation', keyAttestation)
  requireClientPolicy(clients, clientAttestation !== undefined)
  if (clients !== undefined && externalAuthorization !== undefined) {
    throw invalidArgument('The authorization code flow is either served here, or by another server.')
  }
}

function certifiedSigner({ signer, certificateChain, formats }: IssuerConfiguration): Signer {
  if (certificateChain === undefined) return signer
  if (formats.some(({ id }) => id === 'jwt_vc_json')) {
    throw invalidArgument('A jwt_vc_json names a DID; the issuer cannot have certificates.')
  }
  return certifySigner(signer, certificateChain)
}
