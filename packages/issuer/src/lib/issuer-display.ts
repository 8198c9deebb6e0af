import { invalidArgument } from '@lontar/credentials/errors'
import type { MetadataDisplay } from '@lontar/openid4vc/openid4vci'
import type { IssuerConfiguration } from './issuer-configuration.ts'

/**
 * How wallets show the issuer: one entry for each language.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for none, and for a language twice.
 * @see OpenID4VCI 1.0 section 12.2.4
 */
export function issuerDisplay({
  name,
  display,
}: Pick<IssuerConfiguration, 'name' | 'display'>): readonly MetadataDisplay[] {
  if (display === undefined) {
    return [
      { name, locale: 'id' },
      { name, locale: 'en' },
    ]
  }
  const locales = display.map(({ locale }) => locale)
  if (display.length === 0 || new Set(locales).size < display.length) {
    throw invalidArgument('display needs one entry or more, and each language once.')
  }
  return display
}
