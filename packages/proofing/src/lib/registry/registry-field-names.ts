/** How the fields of a yes/no matching interface are called. */
export interface RegistryFieldNames {
  readonly userId: string
  readonly password: string
  readonly ipUser: string
  /** The percentage from which free text counts as a match. */
  readonly threshold: string
  readonly nik: string
  readonly name: string
  readonly birthplace: string
  readonly birthdate: string
  readonly sex: string
  /** Two digits. */
  readonly provinceCode: string
  readonly provinceName: string
  /** Two digits, within the province. */
  readonly regencyCode: string
  readonly regencyName: string
}

/**
 * The names seen in public client code; no public specification is known, so an operator may name others. `TRESHOLD`
 * is spelt as the interface spells it (domain: dukcapil-adapter-shape.json).
 */
export const defaultFieldNames: RegistryFieldNames = Object.freeze({
  userId: 'USER_ID',
  password: 'PASSWORD',
  ipUser: 'IP_USER',
  threshold: 'TRESHOLD',
  nik: 'NIK',
  name: 'NAMA_LGKP',
  birthplace: 'TMPT_LHR',
  birthdate: 'TGL_LHR',
  sex: 'JENIS_KLMIN',
  provinceCode: 'NO_PROP',
  provinceName: 'PROP_NAME',
  regencyCode: 'NO_KAB',
  regencyName: 'KAB_NAME',
})
