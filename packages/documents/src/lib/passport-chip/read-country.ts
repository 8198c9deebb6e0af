import type { RelativeDistinguishedNames } from 'pkijs'

const countryName = '2.5.4.6'

/**
 * Reads the country of a name. States write it in either case.
 *
 * @param name the subject of a certificate
 * @returns two capital letters, such as `NL`; `undefined` when the name has no country, two, or another code
 * @see ICAO Doc 9303-12 section 7.1.1
 */
export function readCountry(name: RelativeDistinguishedNames): string | undefined {
  const [country, ...others] = name.typesAndValues.filter(({ type }) => type === countryName)
  const text: unknown = country?.value.valueBlock.value
  if (others.length > 0 || typeof text !== 'string' || !/^[A-Za-z]{2}$/.test(text)) return undefined
  return text.toUpperCase()
}
