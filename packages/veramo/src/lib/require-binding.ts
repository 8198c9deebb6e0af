import { invalidArgument } from '@lontar/credentials/errors'

/** Nonce and verifier of a presentation, or TypeError `ERR_INVALID_ARG_VALUE`. */
export function requireBinding(args: { readonly challenge?: unknown; readonly domain?: unknown }): {
  readonly challenge: string
  readonly domain: string
} {
  const { challenge, domain } = args
  if (typeof challenge === 'string' && challenge !== '' && typeof domain === 'string' && domain !== '') {
    return { challenge, domain }
  }
  throw invalidArgument('A presentation needs challenge and domain, as texts.')
}
