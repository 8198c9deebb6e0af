import { OperationError, VerificationError } from '@lontar/credentials/errors'
import { isJsonObject } from '@lontar/credentials/jose'
import { openRegistryClient, type RegistryClient, type RegistryCredentials } from '@lontar/proofing'
import type { Store } from '@lontar/store'
import type { IssuerConfiguration } from './configuration.ts'
import { explained } from './explained.ts'
import { parseRegistryCredentials } from './read-registry-credentials.ts'
import { createRegistryFetch } from './registry-fetch.ts'
import { isRegistryUrl, type RegistrySettings } from './registry-settings.ts'

type Services = Pick<Store, 'serviceCredentials'>

/** A registry to connect, and by what it knows the installation. */
export interface RegistryLink {
  readonly settings: RegistrySettings
  readonly credentials: RegistryCredentials
}

/**
 * Checks that a registry may be connected.
 *
 * @throws {VerificationError} `url_scheme_forbidden` for http, but on loopback with `--dev`; `url_address_forbidden` for
 *   this machine without `--dev`, since there is no real registry on it.
 */
export function requireRegistryLink({ settings, credentials }: RegistryLink, dev: boolean): void {
  const { url } = settings
  if (!isRegistryUrl(url, dev)) {
    throw explained(
      new VerificationError(
        'url_scheme_forbidden',
        'a registry is asked by https, with --dev by http on loopback',
      ),
      'registri ditanya lewat https, dengan --dev lewat http pada loopback',
    )
  }
  if (!dev && openRegistryClient({ url, credentials }).simulated) {
    throw explained(
      new VerificationError('url_address_forbidden', 'without --dev there is no registry on this machine'),
      'tanpa --dev tidak ada registri di komputer ini',
    )
  }
}

/** Keeps the user sealed, bound to the address, so that an edited configuration cannot send him elsewhere. */
export async function saveRegistryLink(
  { serviceCredentials }: Services,
  { settings, credentials }: RegistryLink,
): Promise<void> {
  await serviceCredentials.save('registry', { url: settings.url, credentials: { ...credentials } })
}

/**
 * Opens the client of the registry that is connected. Under development whatever it answers counts as simulated.
 *
 * @returns the client, or `undefined` when none is connected.
 * @throws {OperationError} `registry_not_configured` when no user is kept for its address.
 */
export async function openRegistryLink(
  { serviceCredentials }: Services,
  { registry: settings, dev }: IssuerConfiguration,
): Promise<RegistryClient | undefined> {
  if (settings === undefined) return undefined
  const { privateNetwork: _, ...options } = settings
  const kept = await serviceCredentials.load('registry')
  const credentials = isJsonObject(kept) ? parseRegistryCredentials(kept['credentials']) : undefined
  if (kept?.['url'] !== settings.url || credentials === undefined) throw noUser()
  return openRegistryClient({
    ...options,
    credentials,
    simulated: dev,
    fetch: createRegistryFetch(settings, dev),
  })
}

function noUser(): OperationError {
  return explained(
    new OperationError('registry_not_configured', 'no user is kept for the address of the registry'),
    'tidak ada pengguna tersimpan untuk alamat registri',
  )
}
