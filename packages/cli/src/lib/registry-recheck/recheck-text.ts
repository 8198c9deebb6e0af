import type { LocalizedText } from '@lontar/credentials'
import type { ErrorCode } from '@lontar/credentials/errors'
import type { RecheckFinding } from '@lontar/proofing'
import { describeCode } from '../command-error.ts'
import type { Invocation } from '../invocation.ts'
import type { SkipReason } from './place-of-person.ts'
import type { RecheckResult } from './recheck-people.ts'

const findingTexts: Readonly<Record<RecheckFinding, LocalizedText>> = {
  unchanged: { id: 'tidak berubah', en: 'unchanged' },
  changed: { id: 'tidak lagi cocok', en: 'no longer agrees' },
  dead: { id: 'telah meninggal', en: 'has died' },
  duplicate: { id: 'terdata ganda', en: 'is registered twice' },
  inactive: { id: 'tidak aktif', en: 'is not active' },
  not_found: { id: 'tidak ditemukan', en: 'is not found' },
  unavailable: { id: 'tanpa jawaban', en: 'without an answer' },
}

/** What came of a round, for the person at the terminal: people by their line, credentials by their id. */
export function recheckText(invocation: Invocation, result: RecheckResult, dryRun: boolean): string {
  const { text, language } = invocation
  const lines: readonly LocalizedText[] = [
    headline(result, dryRun),
    ...result.notices.map(({ line, finding, denied, credentialIds, suspended }) => {
      const { id, en } = findingTexts[finding]
      const about = denied.length === 0 ? '' : ` (${denied.join(', ')})`
      const ids = credentialIds.join(' ')
      return suspended.length === 0
        ? { id: `Baris ${line}: ${id}${about}: ${ids}`, en: `Line ${line}: ${en}${about}: ${ids}` }
        : {
            id: `Baris ${line}: ${id}${about}, ditangguhkan: ${suspended.join(' ')}`,
            en: `Line ${line}: ${en}${about}, suspended: ${suspended.join(' ')}`,
          }
    }),
    ...result.skipped.map(({ line, reason }) => ({
      id: `Baris ${line}: dilewati: ${skipText(reason, language)}`,
      en: `Line ${line}: skipped: ${skipText(reason, language)}`,
    })),
    ...ending(result),
  ]
  return lines.map((line) => text(line)).join('\n')
}

function headline({ asked, unchanged, before }: RecheckResult, dryRun: boolean): LocalizedText {
  if (dryRun) return { id: `Akan ditanyakan: ${asked}`, en: `Would be asked about: ${asked}` }
  const again = before === 0 ? '' : `${before}`
  return {
    id: `Dijawab: ${asked}, tidak berubah: ${unchanged}${again && `, sudah dijawab sebelumnya: ${again}`}`,
    en: `Answered: ${asked}, unchanged: ${unchanged}${again && `, answered before: ${again}`}`,
  }
}

function skipText(reason: SkipReason, language: Invocation['language']): string {
  if (reason !== 'no_credential')
    return `${describeCode(reason satisfies ErrorCode, language).title} [${reason}]`
  return language === 'id' ? 'tidak ada kredensial yang berlaku' : 'no credential is in force'
}

function ending({ stopped, unanswered }: RecheckResult): readonly LocalizedText[] {
  const silent =
    unanswered.length === 0
      ? []
      : [
          {
            id: `Tanpa jawaban: baris ${unanswered.join(', ')}`,
            en: `Without an answer: lines ${unanswered.join(', ')}`,
          },
        ]
  if (stopped === undefined) return silent
  const why = {
    registry: { id: 'Registri terlalu sering gagal.', en: 'The registry failed too often.' },
    asked_to: { id: 'Dihentikan.', en: 'Stopped.' },
  }[stopped]
  return [
    ...silent,
    {
      id: `${why.id} Jalankan perintah yang sama untuk melanjutkan.`,
      en: `${why.en} The same command goes on.`,
    },
  ]
}
