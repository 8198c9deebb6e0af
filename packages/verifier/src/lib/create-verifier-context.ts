import type { CredentialFormat } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { pinnedIssuerKey } from '@lontar/credentials/issuer-key'
import { encodeBase64Url, randomBytes } from '@lontar/credentials/jose'
import { waitFor } from '@lontar/credentials/request-body'
import { createStatusChecker, type StatusCheckerConfig } from '@lontar/credentials/status'
import type { TrustSource } from '@lontar/credentials/trust'
import type { AskFormat } from '@lontar/documents/ask'
import { credentialFormats } from '@lontar/documents/credential-types'
import type { DcqlMatchOptions } from '@lontar/openid4vc/dcql'
import { chooseDcApiProtocols } from './choose-dc-api-protocols.ts'
import { attestationOf, readOtherIdentities } from './other-identities.ts'
import { publicUrl } from './public-url.ts'
import { readOrigins } from './read-origins.ts'
import { requireHaipOptions } from './require-haip-options.ts'
import { notifyingStore } from './transaction/notifying-store.ts'
import { createTransactionWatches, type TransactionWatches } from './transaction/transaction-watch.ts'
import { responseUriOf, type VerifierContext } from './verifier-context.ts'
import { createVerifierIdentity } from './verifier-identity.ts'
import type { VerifierOptions } from './verifier-options.ts'
import { webhookOf } from './webhook/webhook.ts'

/** A browser opens about six connections to one origin; some must stay free for everything else. */
const maxStreamsOfOneSession = 4

/** Fills in the defaults of a verifier and refuses what cannot be used. */
export function createVerifierContext(given: VerifierOptions): VerifierContext {
  const options = given.profile === 'haip' ? requireHaipOptions(given) : given
  const now = options.now ?? (() => new Date())
  const random = options.randomBytes ?? randomBytes
  const formats = options.formats ?? credentialFormats()
  const url = publicUrl(options.url)
  const identity = createVerifierIdentity(options, responseUriOf({ url }))
  const otherIdentities = readOtherIdentities(options.otherIdentities ?? [], responseUriOf({ url }))
  const places = (): TransactionWatches =>
    createTransactionWatches(options.maxEventStreams ?? 1_000, maxStreamsOfOneSession)
  const watches = { visitors: places(), site: places() }
  const resolveIssuerKey = options.resolveIssuerKey ?? pinnedIssuerKey
  return Object.freeze({
    url,
    name: options.name,
    ...identity,
    otherIdentities,
    origins: readOrigins(options.origins, url),
    dcApiProtocols: chooseDcApiProtocols(options.dcApiProtocols, identity, otherIdentities),
    webhook: webhookOf(options, identity.signer),
    verifierAttestation: attestationOf(options.verifierAttestation),
    passRequestBy: options.passRequestBy ?? 'reference',
    requestUriMethod: options.requestUriMethod ?? 'get',
    responseMode: options.responseMode ?? 'direct_post.jwt',
    trust: sourceOf(options.trust),
    fixedTrust: typeof options.trust === 'function' ? undefined : options.trust,
    resolveIssuerKey,
    store: notifyingStore(options.store, Object.values(watches)),
    watches,
    formats,
    askFormats: askFormatsOf(formats, options.askFormats),
    checkStatus: createStatusChecker({
      fetch: options.fetch ?? createGuardedFetch({}),
      now,
      resolveIssuerKey,
      ...statusPolicyOf(options),
    }),
    dcqlOptions: dcqlOptionsOf(options),
    timeZone: options.timeZone ?? 'Asia/Makassar',
    expiresInSeconds: oneOrMore('expiresInSeconds', options.expiresInSeconds ?? 300),
    bodyTimeoutSeconds: oneOrMore('bodyTimeoutSeconds', options.bodyTimeoutSeconds ?? 10),
    now,
    wait: options.wait ?? waitFor,
    createToken: () => encodeBase64Url(random(32)),
    onError: options.onError ?? (() => {}),
  })
}

function sourceOf(trust: VerifierOptions['trust']): TrustSource {
  return typeof trust === 'function' ? trust : async () => trust
}

function statusPolicyOf({
  maxStatusAgeSeconds,
  acceptStaleStatusSeconds,
}: VerifierOptions): Pick<StatusCheckerConfig, 'maxStatusAgeSeconds' | 'acceptStaleSeconds'> {
  return {
    ...(maxStatusAgeSeconds !== undefined && { maxStatusAgeSeconds }),
    ...(acceptStaleStatusSeconds !== undefined && { acceptStaleSeconds: acceptStaleStatusSeconds }),
  }
}

function dcqlOptionsOf({ readAuthorityKeyIdentifiers }: VerifierOptions): DcqlMatchOptions {
  return readAuthorityKeyIdentifiers === undefined ? {} : { readAuthorityKeyIdentifiers }
}

/** The others show everything they hold. */
const askable: readonly AskFormat[] = ['vc+sd-jwt', 'dc+sd-jwt']

function askFormatsOf(
  formats: readonly CredentialFormat[],
  chosen: readonly AskFormat[] = askable,
): readonly AskFormat[] {
  return chosen.filter((id) => formats.some((format) => format.id === id))
}

function oneOrMore(name: 'expiresInSeconds' | 'bodyTimeoutSeconds', seconds: number): number {
  if (Number.isFinite(seconds) && seconds >= 1) return seconds
  throw invalidArgument(`${name} must be 1 or more.`)
}
