import { invalidArgument } from '@lontar/credentials/errors'
import type { VerifierOptions } from './verifier-options.ts'

/**
 * Requires that options keep to the High Assurance Interoperability Profile, and asks for `dc+sd-jwt` alone.
 *
 * @returns the options, with the profile's format
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for an option that the profile does not allow
 * @see HAIP 1.0 sections 5, 5.1, 5.2, 5.3.2 and 7
 */
export function requireHaipOptions(options: VerifierOptions): VerifierOptions {
  const { clientId, signer, passRequestBy, responseMode, askFormats } = options
  if (clientId?.startsWith('x509_hash:') !== true) throw outside('a clientId x509_hash')
  if (signer?.algorithm !== 'ES256') throw outside('a signer with ES256')
  if (passRequestBy === 'value') throw outside('requests by reference')
  if (responseMode !== undefined && responseMode !== 'direct_post.jwt') throw outside('encrypted answers')
  if (askFormats?.some((format) => format !== 'dc+sd-jwt') === true)
    throw outside('the format dc+sd-jwt alone')
  return { ...options, askFormats: ['dc+sd-jwt'] }
}

function outside(wanted: string): TypeError {
  return invalidArgument(`The profile haip wants ${wanted}.`)
}
