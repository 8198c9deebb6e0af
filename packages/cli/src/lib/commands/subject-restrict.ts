import { receiptKeptUntil } from '@lontar/proofing/consent'
import { Command } from 'commander'
import { namesSubject } from '../names-subject.ts'
import { withData } from '../open-data.ts'
import type { CommandSeat } from '../program.ts'
import { readSubject, type SubjectOptions } from '../read-subject.ts'
import { serveRequest } from '../serve-request.ts'

interface RestrictOptions extends SubjectOptions {
  readonly lift?: boolean
}

/** `lontar subject restrict`: stops new issuance and processing for a person until it is lifted (article 41). */
export function restrictCommand(seat: CommandSeat): Command {
  const command = new Command('restrict')
    .description('stop issuing to a person, and every other processing, until it is lifted')
    .option('--lift', 'let it go on, when the person asks for that')
    .addHelpText('after', '\nExample:\n  lontar subject restrict --nik-file nik.txt')
  return namesSubject(command).action(
    seat.action<RestrictOptions>(async (invocation, options) => {
      const document = await readSubject(invocation, options)
      return withData(invocation, async (data) => {
        const { subjects, consents } = data.store
        const subject = consents.subjectOf(document)
        if (options.lift === true) {
          const lifted = await subjects.lift(subject)
          const text = { id: 'Pemrosesan boleh berjalan lagi.', en: 'The processing may go on.' }
          return invocation.result({ restricted: false, changed: lifted }, invocation.text(text))
        }
        const order = { document, kind: 'restrict', outcome: 'restricted' } as const
        const changed = await serveRequest(invocation, data, order, () =>
          subjects.restrict(subject, invocation.environment.now()),
        )
        const text = {
          id: 'Tidak ada yang diterbitkan lagi untuk orang ini sampai pembatasan dicabut.',
          en: 'Nothing is issued to this person until the restriction is lifted.',
        }
        invocation.result({ restricted: true, changed }, invocation.text(text))
      })
    }),
  )
}

/** `lontar subject withdraw`: withdraws the consents of a person (article 40). */
export function withdrawCommand(seat: CommandSeat): Command {
  const command = new Command('withdraw')
    .description('withdraw the consents of a person; credentials stay until they are revoked or erased')
    .addHelpText('after', '\nExample:\n  lontar subject withdraw --nik-file nik.txt')
  return namesSubject(command).action(
    seat.action<SubjectOptions>(async (invocation, options) => {
      const document = await readSubject(invocation, options)
      return withData(invocation, async (data) => {
        const { subjects, consents } = data.store
        const at = invocation.environment.now()
        const order = { document, kind: 'withdraw', outcome: 'withdrawn' } as const
        const withdrawn = await serveRequest(invocation, data, order, () =>
          subjects.withdraw(consents.subjectOf(document), at, receiptKeptUntil(at)),
        )
        const text = {
          id: `Persetujuan yang ditarik: ${withdrawn}. Kredensial yang sudah diserahkan tetap berlaku; lontar subject erase mencabutnya.`,
          en: `Consents withdrawn: ${withdrawn}. What was delivered stays valid; lontar subject erase revokes it.`,
        }
        invocation.result({ withdrawn }, invocation.text(text))
      })
    }),
  )
}
