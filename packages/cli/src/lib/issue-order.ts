import { VerificationError } from '@lontar/credentials/errors'
import { isCalendarDate } from '@lontar/documents/calendar'
import { offerLimits } from '@lontar/issuer'
import type { ConsentItemId } from '@lontar/proofing/consent'
import { configurationIdOf } from './configuration-id-of.ts'
import { explained, usageError } from './explained.ts'

/** The options of `lontar issue`. */
export interface IssueOptions {
  readonly ktp?: string
  readonly passport?: string
  readonly officer: readonly string[]
  readonly officerPassphraseFile?: readonly string[]
  readonly officerSigner?: string
  readonly type?: 'ktp' | 'ktp-proof' | 'visitor'
  readonly masterList?: readonly string[]
  readonly stayUntil?: string
  readonly format?: string
  readonly txCode: boolean
  readonly copies: number
  readonly expiresIn?: number
  readonly grant: 'pre-authorized_code' | 'authorization_code'
  readonly deferred?: boolean
  readonly byValue?: boolean
  readonly consent?: readonly ConsentItemId[]
  readonly guardian?: boolean
}

/** What is to be issued from which file. */
export interface IssueOrder {
  readonly source: { readonly ktp: string } | { readonly passport: string }
  readonly configurationIds: readonly string[]
}

/**
 * Refuses what cannot be done before anything is opened.
 *
 * @throws {OperationError} `usage`.
 * @throws {VerificationError} `document_mismatch` when the credential is made from another document.
 */
export function issueOrderOf(options: IssueOptions): IssueOrder {
  const { ktp, passport, format, txCode, grant, expiresIn = 0 } = options
  if ((ktp === undefined) === (passport === undefined)) {
    throw usageError({
      id: 'berikan salah satu: --ktp BERKAS atau --passport BERKAS',
      en: 'pass either --ktp FILE or --passport FILE',
    })
  }
  const { maxOpenLifeSeconds } = offerLimits
  const isOpen = !txCode && grant === 'pre-authorized_code'
  if (isOpen && expiresIn > maxOpenLifeSeconds) {
    throw usageError({
      id: `tanpa kode transaksi, tawaran berlaku paling lama ${maxOpenLifeSeconds} detik`,
      en: `without a transaction code an offer lives ${maxOpenLifeSeconds} seconds at most`,
    })
  }
  const source = ktp === undefined ? { passport: passport ?? '-' } : { ktp }
  const { type = ktp === undefined ? 'visitor' : 'ktp' } = options
  if ((type === 'visitor') === 'ktp' in source) {
    throw explained(
      new VerificationError('document_mismatch', 'visitor is made from a passport, the others from a KTP'),
      'visitor dibuat dari paspor, yang lain dari KTP',
    )
  }
  requireVisitor(options)
  const formats = new Set(format?.split(',') ?? ['vc+sd-jwt', 'dc+sd-jwt'])
  return { source, configurationIds: [...formats].map((name) => configurationIdOf(type, name)) }
}

function requireVisitor({ stayUntil, guardian, ktp }: IssueOptions): void {
  if (guardian === true && ktp !== undefined) {
    throw usageError({
      id: '--guardian dipakai bersama --passport: di bawah 17 tahun tidak ada kredensial dari KTP',
      en: '--guardian goes with --passport: under 17 nothing is issued from a KTP',
    })
  }
  if (stayUntil === undefined || (ktp === undefined && isCalendarDate(stayUntil))) return
  throw usageError({
    id: '--stay-until memerlukan tanggal TTTT-BB-HH dan dipakai bersama --passport',
    en: '--stay-until takes a date YYYY-MM-DD, and goes with --passport',
  })
}
