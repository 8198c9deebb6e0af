/** The names of a zone. */
export interface MrzNames {
  /** The primary identifier, its parts separated by spaces. */
  readonly familyName: string
  /** The secondary identifier; absent for a single name. */
  readonly givenName?: string
  /** Whether the last place holds a letter, so that more of the name may be missing. */
  readonly nameTruncated: boolean
}

const shape = /^([A-Z]+(?:<[A-Z]+)*)(?:<<([A-Z]+(?:<[A-Z]+)*))?<*$/

/**
 * Reads the names of a zone.
 *
 * @param field 39 characters
 * @returns `undefined` when it is no name: other characters, none at all, or more than one `<<` between names
 * @see ICAO Doc 9303-3 section 4.6
 */
export function readMrzNames(field: string): MrzNames | undefined {
  const [, primary, secondary] = shape.exec(field) ?? []
  if (primary === undefined) return undefined
  return {
    familyName: primary.replaceAll('<', ' '),
    ...(secondary !== undefined && { givenName: secondary.replaceAll('<', ' ') }),
    nameTruncated: !field.endsWith('<'),
  }
}
