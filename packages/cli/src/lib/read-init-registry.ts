import { usageError } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { readRegistryLink } from './read-registry-link.ts'
import { type RegistryLink, requireRegistryLink } from './registry-link.ts'

/** How `lontar init` is told which population registry to ask. */
export interface InitRegistryOptions {
  /** Where its method for matching is. */
  readonly registry?: string
  /** A file with its user. */
  readonly registryCredentials?: string
  /** A file that says where its interface differs. */
  readonly registryShape?: string
  /** Whether its host may lie in a private network. */
  readonly registryPrivateNetwork?: boolean
}

/**
 * Reads what `lontar init` is told of a registry; `undefined` when none is named.
 *
 * @throws {OperationError} `usage` for the other options without `--registry`; what `readRegistryLink` throws.
 * @throws {VerificationError} what `requireRegistryLink` throws.
 */
export async function readInitRegistry(
  invocation: Invocation,
  options: InitRegistryOptions & { readonly dev?: boolean },
): Promise<RegistryLink | undefined> {
  const { registry: url, registryCredentials, registryShape, registryPrivateNetwork } = options
  if (url === undefined) {
    if ((registryCredentials ?? registryShape ?? registryPrivateNetwork) === undefined) return undefined
    throw usageError({
      id: '--registry-credentials, --registry-shape, dan --registry-private-network membutuhkan --registry',
      en: '--registry-credentials, --registry-shape and --registry-private-network need --registry',
    })
  }
  const link = await readRegistryLink(invocation, {
    url,
    credentials: { option: '--registry-credentials', file: registryCredentials },
    shape: { option: '--registry-shape', file: registryShape },
    privateNetwork: registryPrivateNetwork === true,
  })
  requireRegistryLink(link, options.dev === true)
  return link
}
