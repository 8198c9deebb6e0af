import type { SubjectRequestKind } from '@lontar/store'
import { Command, Option } from 'commander'
import { usageError } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import { namesSubject } from '../names-subject.ts'
import { withData } from '../open-data.ts'
import { parseInstant } from '../parse-instant.ts'
import type { CommandSeat } from '../program.ts'
import { readSubject, type SubjectOptions } from '../read-subject.ts'
import { requireImpersonalReason } from '../require-impersonal-reason.ts'
import { openSubjectRequest } from '../serve-request.ts'
import { publishedRequest, requestKeptUntil, requestLine } from '../subject-clock.ts'
import { eraseCommand } from './subject-erase.ts'
import { exportCommand } from './subject-export.ts'
import { restrictCommand, withdrawCommand } from './subject-restrict.ts'

/** How many requests a list shows. */
const listLimit = 1000

/** `lontar subject`: what persons may ask for by their rights (UU 27/2022 articles 30, 32, 40 and 41). */
export function subjectCommand(seat: CommandSeat): Command {
  return new Command('subject')
    .description('serve what a person asks for by the law, each within 3 x 24 hours')
    .addCommand(exportCommand(seat))
    .addCommand(eraseCommand(seat))
    .addCommand(restrictCommand(seat))
    .addCommand(withdrawCommand(seat))
    .addCommand(listCommand(seat))
    .addCommand(openCommand(seat))
    .addCommand(doneCommand(seat))
}

function listCommand(seat: CommandSeat): Command {
  return new Command('list')
    .description('list the open requests with their clocks, what is late first')
    .option('--all', 'those that ended too, newest first')
    .addHelpText('after', '\nExample:\n  lontar subject list')
    .action(
      seat.action<{ readonly all?: boolean }>((invocation, { all }) =>
        withData(invocation, async ({ store }) => {
          const requests = await store.subjects.requests(all === true ? 'all' : 'open', listLimit)
          const now = invocation.environment.now()
          const none = { id: 'Tidak ada permintaan yang terbuka.', en: 'No request is open.' }
          invocation.result(
            { requests: requests.map((request) => publishedRequest(request, now)) },
            requests.map((request) => requestLine(invocation, request)).join('\n') || invocation.text(none),
          )
        }),
      ),
    )
}

interface OpenOptions extends SubjectOptions {
  readonly received?: Date
}

const kinds: readonly SubjectRequestKind[] = ['export', 'correct', 'erase', 'restrict', 'withdraw']

function openCommand(seat: CommandSeat): Command {
  const command = new Command('open')
    .description('note a request that is served later; its clock begins when it was received')
    .addOption(new Option('--kind <kind>', 'what the person asks for').choices(kinds).makeOptionMandatory())
    .option(
      '--received <time>',
      'when it was received, such as 2026-11-24T09:00:00+08:00; now by default',
      parseInstant,
    )
    .addHelpText('after', '\nExample:\n  lontar subject open --kind correct --nik-file nik.txt')
  return namesSubject(command).action(
    seat.action<OpenOptions & { readonly kind: SubjectRequestKind }>(async (invocation, options) => {
      const received = receivedAt(invocation, options.received)
      const document = await readSubject(invocation, options)
      return withData(invocation, async (data) => {
        const request = await openSubjectRequest(invocation, data, { document, kind: options.kind }, received)
        const now = invocation.environment.now()
        invocation.result(publishedRequest(request, now), requestLine(invocation, request))
      })
    }),
  )
}

/** A time that lies ahead would give more than the law gives. */
function receivedAt(invocation: Invocation, received: Date | undefined): Date {
  const now = invocation.environment.now()
  if (received === undefined || received <= now) return received ?? now
  throw usageError({ id: '--received adalah waktu yang sudah lewat', en: '--received is a time in the past' })
}

function doneCommand(seat: CommandSeat): Command {
  return new Command('done')
    .description('end a request that was served by other means, such as a correction')
    .argument('<id>', 'its id in the list')
    .requiredOption('--outcome <text>', 'how it ended, without personal data')
    .addHelpText('after', '\nExample:\n  lontar subject done ID --outcome "issued anew"')
    .action(
      seat.action<{ readonly outcome: string }>((invocation, { outcome }, [requestId = '']) => {
        requireImpersonalReason(outcome)
        return withData(invocation, async ({ store }) => {
          const doneAt = invocation.environment.now()
          const ending = { requestId, outcome, doneAt, keptUntil: requestKeptUntil(doneAt) }
          if (!(await store.subjects.close(ending))) throw noSuchRequest()
          invocation.result(
            { id: requestId, doneAt, outcome },
            invocation.text({ id: 'Permintaan selesai.', en: 'The request is done.' }),
          )
        })
      }),
    )
}

function noSuchRequest(): Error {
  return usageError({
    id: 'tidak ada permintaan terbuka dengan id ini: lontar subject list menampilkannya',
    en: 'no open request has this id: lontar subject list shows them',
  })
}
