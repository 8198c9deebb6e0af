import { didJwkSigner } from '@lontar/credentials/did'
import { OperationError } from '@lontar/credentials/errors'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { generatePrivateJwk, type PrivateJwk } from '@lontar/credentials/jose'
import { readAuthorityKeyIdentifiers } from '@lontar/credentials/x509'
import type { Ask } from '@lontar/documents/ask'
import type { Store } from '@lontar/store'
import { createVerifier, type Verifier } from '@lontar/verifier'
import type { Configuration, VerifierConfiguration } from './configuration.ts'
import { explained } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { openIssuerKeys } from './issuer-keys.ts'
import { readAsks } from './read-asks.ts'
import { openTrust } from './read-trust.ts'
import { readVerifierCertificate } from './read-verifier-certificate.ts'
import { errorReporter } from './report-error.ts'
import type { TrustWatch } from './watch-trust.ts'

/** A verifier and what it may ask. */
export interface OpenVerifier {
  readonly verifier: Verifier
  readonly asks: ReadonlyMap<string, Ask>
  /** Looks for the trust list, so that its end is noticed though nobody presents. A failure is told by the watch. */
  lookForTrust(): Promise<void>
  /** Erases requests that ended five minutes ago, with what was answered. */
  purge(): Promise<number>
}

/** What only a server has. */
export interface Serving {
  /** Told what becomes of the trust list; otherwise a person is warned. */
  readonly watch: TrustWatch
  /** Where verdicts are told; otherwise nobody is told. */
  readonly webhookUrl?: string
}

/** How long after its end it can be seen that a request ended, in milliseconds. */
export const keptMilliseconds = 300_000

/**
 * The verifier's part of the configuration.
 *
 * @throws {OperationError} `not_initialised`.
 */
export function verifierConfiguration({ verifier }: Configuration): VerifierConfiguration {
  if (verifier === undefined) {
    throw explained(
      new OperationError(
        'not_initialised',
        'no verifier in this data folder: lontar verifier serve sets one up',
      ),
      'tidak ada verifikator di folder data ini: lontar verifier serve menyiapkannya',
    )
  }
  return verifier
}

/**
 * Builds the verifier of a data folder from its trust file and its asks.
 *
 * @param serving what only a server has.
 */
export async function openVerifier(
  invocation: Invocation,
  store: Store,
  configuration: VerifierConfiguration,
  { watch, webhookUrl }: Partial<Serving> = {},
): Promise<OpenVerifier> {
  const { url, name } = configuration
  const { now } = invocation.environment
  const fetch = createGuardedFetch({ dangerouslyAllowLoopbackHttp: new URL(url).protocol === 'http:' })
  const opened = await openTrust(invocation, {
    ...configuration,
    ...(watch && { onRefused: watch.onRefused }),
  })
  const trust = watch === undefined ? opened : watch.watched(opened)
  const certified = await readVerifierCertificate(invocation, configuration)
  const verifier = createVerifier({
    url,
    name,
    trust,
    resolveIssuerKey: openIssuerKeys(fetch, now),
    ...(certified ?? { signer: await didJwkSigner(await verifierKey(store)) }),
    store: store.verifier,
    ...(webhookUrl !== undefined && { webhookUrl }),
    fetch,
    now,
    readAuthorityKeyIdentifiers,
    onError: errorReporter(invocation),
  })
  const purge = (): Promise<number> => store.verifier.purge(new Date(now().getTime() - keptMilliseconds))
  const lookForTrust = (): Promise<void> => trust().then(ignore, ignore)
  return { verifier, asks: await readAsks(invocation, configuration.asks), lookForTrust, purge }
}

function ignore(): void {}

/** Made on first use: a verifier needs no `init`. */
async function verifierKey(store: Store): Promise<PrivateJwk> {
  const saved = await store.keys.load('verifier')
  if (saved !== undefined) return saved
  const created = await generatePrivateJwk()
  await store.keys.save('verifier', created)
  return created
}
