import type { KtpFile } from './ktp-file.ts'

/** What a NIK is made of. */
export interface NikTraits {
  /** Where the person was first registered, such as `53.71`. */
  readonly regencyCode: string
  /** `YYYY-MM-DD`. */
  readonly birthdate: string
  readonly jenisKelamin: KtpFile['jenisKelamin']
  /** 1 to 9999. */
  readonly serial: number
}

/**
 * Makes a NIK that belongs to nobody: its district part is 99, which is assigned nowhere. The day of a woman is
 * written with 40 added.
 *
 * @throws RangeError for parts that no NIK has
 */
export function generateNik({ regencyCode, birthdate, jenisKelamin, serial }: NikTraits): string {
  if (!Number.isInteger(serial) || serial < 1 || serial > 9999) {
    throw new RangeError('The serial of a NIK is 1 to 9999.')
  }
  const region = /^([0-9]{2})\.([0-9]{2})$/.exec(regencyCode)
  const birth = /^[0-9]{2}([0-9]{2})-([0-9]{2})-([0-9]{2})$/.exec(birthdate)
  if (region === null || birth === null) throw new RangeError('A NIK needs a regency code and a birth date.')
  const isFemale = jenisKelamin === 'PEREMPUAN' || jenisKelamin === 'FEMALE'
  const day = Number(birth[3]) + (isFemale ? 40 : 0)
  const date = `${String(day).padStart(2, '0')}${birth[2]}${birth[1]}`
  return `${region[1]}${region[2]}99${date}${String(serial).padStart(4, '0')}`
}
