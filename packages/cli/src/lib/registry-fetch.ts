import { createGuardedFetch, type GuardedFetch } from '@lontar/credentials/guarded-fetch'
import type { RegistrySettings } from './registry-settings.ts'

/** The longest answer of a registry, in bytes. */
const maxBytes = 65_536

/** How long the network may take at most, in milliseconds; the client gives up before. */
const timeoutMilliseconds = 10_000

/** The guarded fetch, which reaches this machine under development alone, and a private network where the operator said so. */
export function createRegistryFetch({ url, privateNetwork }: RegistrySettings, dev: boolean): GuardedFetch {
  return createGuardedFetch({
    maxBytes,
    timeoutMilliseconds,
    dangerouslyAllowLoopbackHttp: dev,
    ...(privateNetwork === true && { dangerouslyAllowPrivateHosts: [new URL(url).hostname] }),
  })
}
