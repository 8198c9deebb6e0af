import type { LocalizedText } from '@lontar/credentials'
import { errorCatalogue } from '@lontar/credentials/error-catalogue'
import type { Registration } from '@lontar/proofing/registration'
import type { Invocation } from '../invocation.ts'
import { offerText } from '../offer-text.ts'
import { reasonText } from '../reason-text.ts'
import type { Handout } from './hand-out.ts'
import type { Registered } from './register-person.ts'
import { type Standing, standingOf } from './standing.ts'

/** Where a registration stands, in words. */
export const standingWords: Readonly<Record<Standing, LocalizedText>> = {
  started: { id: 'dimulai', en: 'started' },
  read: { id: 'kartu terbaca', en: 'card read' },
  unanswered: { id: 'registri belum menjawab', en: 'the registry gave no answer' },
  waits_for_officer: { id: 'menunggu petugas', en: 'waits for an officer' },
  waits_for_supervisor: { id: 'menunggu penyelia', en: 'waits for a supervisor' },
  held: { id: 'tertahan', en: 'held' },
  accepted: { id: 'diterima', en: 'accepted' },
  refused: { id: 'ditolak', en: 'refused' },
}

const heldNote: LocalizedText = {
  id: 'Tidak ada petugas yang dapat menyetujuinya seperti ini. Bila alasannya sudah dibereskan, daftarkan orangnya lagi; bila kartunya dipindai, dengan gambar baru.',
  en: 'No officer can accept it as it is. When the reason is out of the way, register the person anew; where the card was scanned, with a new picture.',
}

const handoutWords: Readonly<Record<Exclude<Handout['kind'], 'offered'>, LocalizedText>> = {
  declined: {
    id: 'Tawaran belum dibuat. Dalam sepuluh menit setelah diterima, buat dengan --resume.',
    en: 'No offer was made yet. Within ten minutes of the acceptance --resume makes it.',
  },
  given_before: {
    id: 'Tawarannya sudah pernah dibuat dan ditampilkan; tawaran tidak dibuat dua kali. Bila tidak sampai ke dompet, daftarkan orangnya lagi dengan gambar baru.',
    en: 'Its offer was made and shown before, and is not made twice. If no wallet took it, register the person anew with a new picture.',
  },
  time_over: {
    id: 'Sudah lewat sepuluh menit sejak diterima: tawaran tidak dapat dibuat lagi. Bila dompet belum menerimanya, daftarkan orangnya lagi dengan gambar baru.',
    en: 'More than ten minutes went by since the acceptance: no offer can be made any more. If no wallet has one, register the person anew with a new picture.',
  },
}

/** How a registration stands, for a person at the counter: state, what stands in the way and what to do about it, and the offer. */
export function registeredText(invocation: Invocation, { registration, handout }: Registered): string {
  const { id, reasons } = registration
  const standing = standingOf(registration)
  return [
    `${id}: ${invocation.text(standingWords[standing])}`,
    ...reasons.flatMap((reason) => [
      `- ${reasonText(invocation, reason)} [${reason.code}]`,
      `  ${invocation.text(errorCatalogue[reason.code].fix)}`,
    ]),
    ...(standing === 'held' ? [invocation.text(heldNote)] : []),
    ...handoutLines(invocation, handout),
  ].join('\n')
}

function handoutLines(invocation: Invocation, handout: Handout | undefined): readonly string[] {
  if (handout === undefined) return []
  return handout.kind === 'offered'
    ? [offerText(invocation, handout.offer)]
    : [invocation.text(handoutWords[handout.kind])]
}

/** The same for a program. */
export function registeredJson({ registration, handout }: Registered): object {
  return {
    ...registrationJson(registration),
    ...(handout?.kind === 'offered' ? { offer: handout.offer } : handout && { noOffer: handout.kind }),
  }
}

function registrationJson(registration: Registration): object {
  const { id: registrationId, state, reasons, expiresAt } = registration
  const waitsFor = waitedFor[standingOf(registration)]
  return {
    ...{ registrationId, state, ...(waitsFor && { waitsFor }), expiresAt },
    reasons: reasons.map(({ code, remedy, canReview, about = [] }) => ({ code, remedy, canReview, about })),
  }
}

/** Whose word, or what, a review waits for. */
export const waitedFor: Readonly<Partial<Record<Standing, 'officer' | 'supervisor' | 'evidence'>>> = {
  waits_for_officer: 'officer',
  waits_for_supervisor: 'supervisor',
  held: 'evidence',
}

/**
 * Whether the command did what it was asked for, and ends with 0: a registration was accepted and its offer is not lost,
 * or waits for an officer when none was named.
 */
export function isRegistered({ registration, handout }: Registered, officerWasNamed: boolean): boolean {
  const standing = standingOf(registration)
  if (standing === 'accepted') return handout?.kind !== 'time_over'
  return !officerWasNamed && (standing === 'waits_for_officer' || standing === 'waits_for_supervisor')
}
