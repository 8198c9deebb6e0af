import type { Passport } from '@lontar/documents/passport'

/**
 * What each field says. Both are machine-readable zones, so that names too must be the same to the letter: `matchNames`,
 * which is for documents of two kinds, would take the parts of a name in either order.
 */
const said: { readonly [Field in keyof Required<Passport>]: (passport: Passport) => unknown } = {
  documentCode: ({ documentCode }) => documentCode,
  issuingState: ({ issuingState }) => issuingState,
  documentNumber: ({ documentNumber }) => documentNumber,
  familyName: ({ familyName }) => familyName,
  givenName: ({ givenName }) => givenName,
  nameTruncated: ({ nameTruncated }) => nameTruncated,
  nationality: ({ nationality }) => nationality,
  birthdate: ({ birthdate: { known = '', latest = '' } }) => `${known} ${latest}`,
  sex: ({ sex }) => sex,
  dateOfExpiry: ({ dateOfExpiry }) => dateOfExpiry,
}

/** Whether the zone on the page and the one in the chip say the same in every field. */
export function isSamePassport(page: Passport, chip: Passport): boolean {
  return Object.values(said).every((of) => of(page) === of(chip))
}
