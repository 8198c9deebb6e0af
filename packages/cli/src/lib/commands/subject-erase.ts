import type { LocalizedText } from '@lontar/credentials'
import { receiptKeptUntil, type SubjectDocument } from '@lontar/proofing/consent'
import type { ErasedHoldings, ErasedWaiting, SubjectHoldings } from '@lontar/store'
import { Command } from 'commander'
import { askHolder } from '../ask-holder.ts'
import type { Invocation } from '../invocation.ts'
import { keptAfterErasure } from '../kept-after-erasure.ts'
import { namesSubject } from '../names-subject.ts'
import { issuerConfiguration, type OpenData, withData } from '../open-data.ts'
import { openIssuer } from '../open-issuer.ts'
import type { CommandSeat } from '../program.ts'
import { readSubject, type SubjectOptions } from '../read-subject.ts'
import { serveRequest } from '../serve-request.ts'

interface EraseOptions extends SubjectOptions {
  readonly dryRun?: boolean
}

/** `lontar subject erase`: revokes and erases, and says what has to stay. */
export function eraseCommand(seat: CommandSeat): Command {
  const command = new Command('erase')
    .description('revoke the credentials of a person and erase what need not be kept')
    .option('--dry-run', 'only say what would be done')
    .addHelpText('after', '\nExample:\n  lontar subject erase --nik-file nik.txt --dry-run')
  return namesSubject(command).action(
    seat.action<EraseOptions>(async (invocation, options) => {
      const document = await readSubject(invocation, options)
      return withData(invocation, (data) => erase(invocation, data, options, document))
    }),
  )
}

/** What an erasure would do. */
interface ErasurePlan {
  readonly revoke: readonly string[]
  readonly erase: ErasedWaiting
}

function planOf({ credentials, issuances, evidenceImages, registrations }: SubjectHoldings): ErasurePlan {
  return {
    revoke: credentials.filter(({ status }) => status !== 'revoked').map(({ credentialId }) => credentialId),
    erase: {
      identities: issuances.filter(({ holdsIdentity }) => holdsIdentity).length,
      renewals: issuances.filter(({ isRenewable }) => isRenewable).length,
      promises: issuances.reduce((sum, { promises }) => sum + promises, 0),
      tokens: issuances.reduce((sum, { tokens }) => sum + tokens, 0),
      images: evidenceImages.length,
      registrations: registrations.length,
    },
  }
}

async function erase(
  invocation: Invocation,
  data: OpenData,
  { dryRun }: EraseOptions,
  document: SubjectDocument,
): Promise<boolean> {
  const subject = data.store.consents.subjectOf(document)
  const plan = planOf(await data.store.subjects.describe(subject))
  if (dryRun === true) {
    invocation.result({ dryRun: true, ...plan, kept: published(invocation) }, planText(invocation, plan))
    return true
  }
  if (!invocation.yes) {
    invocation.note({ id: planText(invocation, plan), en: planText(invocation, plan) })
    const question = { id: 'Cabut dan hapus untuk selamanya?', en: 'Revoke and erase for ever?' }
    if (!(await askHolder(invocation, question))) return false
  }
  const order = { document, kind: 'erase', outcome: 'erased' } as const
  const erased = await serveRequest(invocation, data, order, () => carryOut(invocation, data, subject, plan))
  invocation.result(
    { revoked: plan.revoke, erased, kept: published(invocation) },
    doneText(invocation, plan, erased),
  )
  return true
}

/** Revoking comes first: it can be done again, and after the erasure nobody would find what to revoke. */
async function carryOut(
  invocation: Invocation,
  { store, configuration }: OpenData,
  subject: string,
  { revoke }: ErasurePlan,
): Promise<ErasedHoldings> {
  const { now } = invocation.environment
  const issuer = await openIssuer(store, issuerConfiguration(configuration), now)
  for (const credentialId of revoke) await issuer.revoke(credentialId, 'the holder asked for erasure')
  const at = now()
  return store.subjects.erase(subject, at, receiptKeptUntil(at))
}

function published(invocation: Invocation): readonly object[] {
  return keptAfterErasure.map(({ id, what, why, until }) => ({
    id,
    what: invocation.text(what),
    why: invocation.text(why),
    until: invocation.text(until),
  }))
}

function planText(invocation: Invocation, { revoke, erase: waiting }: ErasurePlan): string {
  const parts = partsOf(waiting)
  const lines = [
    { id: `Kredensial yang akan dicabut: ${revoke.length}`, en: `Credentials to revoke: ${revoke.length}` },
    { id: `Yang akan dihapus: ${parts.id}`, en: `To be erased: ${parts.en}` },
  ]
  return [...lines.map((line) => invocation.text(line)), ...keptLines(invocation)].join('\n')
}

function doneText(invocation: Invocation, { revoke }: ErasurePlan, erased: ErasedHoldings): string {
  const parts = partsOf(erased)
  const lines = [
    { id: `Kredensial dicabut: ${revoke.length}`, en: `Credentials revoked: ${revoke.length}` },
    { id: `Dihapus: ${parts.id}`, en: `Erased: ${parts.en}` },
  ]
  return [...lines.map((line) => invocation.text(line)), ...keptLines(invocation)].join('\n')
}

function partsOf(waiting: ErasedWaiting): LocalizedText {
  const { identities, renewals, promises, tokens, images, registrations } = waiting
  return {
    id: `${identities} isi yang belum diserahkan, ${renewals} perpanjangan, ${promises} janji, ${tokens} token, ${images} gambar, ${registrations} pendaftaran`,
    en: `${identities} contents not yet delivered, ${renewals} renewals, ${promises} promises, ${tokens} tokens, ${images} images, ${registrations} registrations`,
  }
}

function keptLines(invocation: Invocation): readonly string[] {
  return keptAfterErasure.map(({ what, why, until }) =>
    invocation.text({
      id: `Tetap disimpan: ${what.id}: ${why.id}; ${until.id}.`,
      en: `Kept: ${what.en}: ${why.en}; ${until.en}.`,
    }),
  )
}
