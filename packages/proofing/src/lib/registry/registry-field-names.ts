/** How the fields of a yes/no matching interface are called. */
export interface RegistryFieldNames {
  /** Who asks; `USER_ID`. */
  readonly userId: string
  /** Their password; `PASSWORD`. */
  readonly password: string
  /** From where they ask; `IP_USER`. */
  readonly ipUser: string
  /** The percentage from which free text counts as a match; `TRESHOLD`. */
  readonly threshold: string
  /** 16 digits; `NIK`. */
  readonly nik: string
  /** Full name; `NAMA_LGKP`. */
  readonly name: string
  /** Place of birth; `TMPT_LHR`. */
  readonly birthplace: string
  /** Date of birth; `TGL_LHR`. */
  readonly birthdate: string
  /** `Laki-laki` or `Perempuan`; `JENIS_KLMIN`. */
  readonly sex: string
  /** Two digits; `NO_PROP`. */
  readonly provinceCode: string
  /** For a province of no known code; `PROP_NAME`. */
  readonly provinceName: string
  /** Two digits, within the province; `NO_KAB`. */
  readonly regencyCode: string
  /** For a regency of no known code; `KAB_NAME`. */
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
