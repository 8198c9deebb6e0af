import type { LocalizedText } from '@lontar/credentials'
import { Command } from 'commander'
import { openConsentOffice } from '../consent-office.ts'
import type { Invocation } from '../invocation.ts'
import { namesSubject } from '../names-subject.ts'
import { issuerConfiguration, type OpenData, withData } from '../open-data.ts'
import type { CommandSeat } from '../program.ts'
import { readSubject, type SubjectOptions } from '../read-subject.ts'
import { serveRequest } from '../serve-request.ts'
import { createSubjectExport, type SubjectExport } from '../subject-export.ts'
import { type OutOption, writeResult } from '../write-result.ts'

type ExportOptions = SubjectOptions & OutOption

/** `lontar subject export`: everything that is held about a person (article 32). */
export function exportCommand(seat: CommandSeat): Command {
  const command = new Command('export')
    .description('give everything that is held about a person, as JSON')
    .option('--out <file>', 'the file to write; standard output by default')
    .addHelpText('after', '\nExample:\n  lontar subject export --nik-file nik.txt --out copy.json')
  return namesSubject(command).action(
    seat.action<ExportOptions>(async (invocation, options) => {
      const document = await readSubject(invocation, options)
      return withData(invocation, (data) => exportSubject(invocation, data, options, document))
    }),
  )
}

async function exportSubject(
  invocation: Invocation,
  data: OpenData,
  options: ExportOptions,
  document: Awaited<ReturnType<typeof readSubject>>,
): Promise<void> {
  const office = await openConsentOffice(invocation, data, issuerConfiguration(data.configuration))
  const outcome = (copy: SubjectExport) => copy.outcome
  const order = { document, kind: 'export', outcome } as const
  // It is written before the request ends: what could not be written was not given.
  const copy = await serveRequest(invocation, data, order, async (request) => {
    const holdings = await data.store.subjects.describe(request.subject)
    const now = invocation.environment.now()
    const copy = await createSubjectExport(office, request, holdings, now)
    await writeResult(invocation, options, copy)
    return copy
  })
  if (copy.outcome === 'nothing_held') invocation.note(nothingHeld)
}

const nothingHeld: LocalizedText = {
  id: 'Tentang orang ini tidak ada yang disimpan selain permintaan salinannya. Periksa nomornya; bila benar, jawablah bahwa tidak ada data.',
  en: 'Of this person nothing is held but the request for a copy. Check the number; if it is right, answer that nothing is held.',
}
