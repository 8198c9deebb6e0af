import type { LocalizedText } from '@lontar/credentials'
import { Command } from 'commander'
import { type BreachReport, type BreachTimes, createBreachReport } from '../breach-report.ts'
import { consentController } from '../consent-office.ts'
import { usageError } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import { issuerConfiguration, withData } from '../open-data.ts'
import { parseInstant } from '../parse-instant.ts'
import type { CommandSeat } from '../program.ts'
import { writeTextFile } from '../text-file.ts'
import type { OutOption } from '../write-result.ts'

interface ReportOptions extends OutOption {
  readonly from: Date
  readonly to: Date
  readonly discovered?: Date
}

/** `lontar breach`: what a breach can have touched, for the notice within 3 x 24 hours (UU 27/2022 article 46). */
export function breachCommand(seat: CommandSeat): Command {
  return new Command('breach')
    .description('say what a breach of this installation can have touched')
    .addCommand(
      new Command('report')
        .description('draft the notice of a breach, from records without personal data')
        .requiredOption(
          '--from <time>',
          'the first instant of it, such as 2026-11-24T09:00:00+08:00',
          parseInstant,
        )
        .requiredOption('--to <time>', 'the last instant of it', parseInstant)
        .option('--discovered <time>', 'when it was noticed; now by default', parseInstant)
        .option('--out <file>', 'the file to write; standard output by default')
        .addHelpText(
          'after',
          '\nExample:\n  lontar breach report --from 2026-11-23T14:00:00Z --to 2026-11-23T22:00:00Z',
        )
        .action(seat.action<ReportOptions>((invocation, options) => report(invocation, options))),
    )
}

function report(invocation: Invocation, options: ReportOptions): Promise<void> {
  const times = timesOf(invocation, options)
  return withData(invocation, async ({ store, configuration }) => {
    const affected = await store.subjects.affectedBetween(times.from, times.to)
    const controller = consentController(issuerConfiguration(configuration))
    const breach = createBreachReport(controller, times, affected)
    const text = linesOf(invocation, breach).join('\n')
    const { out } = options
    if (out === undefined) return invocation.result(breach, text)
    await writeTextFile(invocation, out, `${invocation.json ? JSON.stringify(breach, null, 2) : text}\n`)
    invocation.result({ out }, invocation.text({ id: `Ditulis: ${out}`, en: `Written: ${out}` }))
  })
}

function timesOf({ environment }: Invocation, { from, to, discovered }: ReportOptions): BreachTimes {
  const now = environment.now()
  const discoveredAt = discovered ?? now
  if (from > to || discoveredAt > now) {
    throw usageError({
      id: '--from tidak setelah --to, dan --discovered tidak di masa depan',
      en: '--from is not after --to, and --discovered not in the future',
    })
  }
  return { from, to, discoveredAt }
}

function linesOf(invocation: Invocation, breach: BreachReport): readonly string[] {
  return [...headOf(invocation, breach), ...countsOf(breach)]
    .map((line) => invocation.text(line))
    .concat(dataLines(invocation, breach), idLines(invocation, breach), measureLines(invocation, breach))
}

function headOf(
  invocation: Invocation,
  { controller, window, discoveredAt, notifyBy }: BreachReport,
): readonly LocalizedText[] {
  const [from, to] = [invocation.time(window.from), invocation.time(window.to)]
  const [seen, by] = [invocation.time(discoveredAt), invocation.time(notifyBy)]
  const { name, url, dataProtectionOfficer } = controller
  return [
    {
      id: 'LAPORAN KEGAGALAN PELINDUNGAN DATA PRIBADI (UU 27/2022 pasal 46)',
      en: 'REPORT OF A PERSONAL DATA BREACH (UU 27/2022 article 46)',
    },
    { id: `Pengendali data: ${name}, ${url}`, en: `Controller: ${name}, ${url}` },
    { id: `Kontak: ${dataProtectionOfficer}`, en: `Contact: ${dataProtectionOfficer}` },
    { id: `Waktu kejadian: ${from} sampai ${to}`, en: `When: from ${from} to ${to}` },
    { id: `Diketahui: ${seen}`, en: `Noticed: ${seen}` },
    {
      id: `Beri tahu secara tertulis subjek data dan lembaga paling lambat: ${by}`,
      en: `Tell the persons and the authority in writing by: ${by}`,
    },
  ]
}

function countsOf({ counts }: BreachReport): readonly LocalizedText[] {
  const { credentials, issuances, persons, consents, evidenceImages, presentations } = counts
  return [
    { id: `Kredensial yang dibuat: ${credentials}`, en: `Credentials made: ${credentials}` },
    { id: `Penawaran yang isinya disimpan: ${issuances}`, en: `Offers whose content was kept: ${issuances}` },
    {
      id: `Orang di baliknya, yang jejaknya belum dihapus: ${persons}`,
      en: `Persons behind them, as far as the way to them was not erased: ${persons}`,
    },
    { id: `Persetujuan yang diberikan: ${consents}`, en: `Consents given: ${consents}` },
    { id: `Gambar yang masih ada: ${evidenceImages}`, en: `Images still there: ${evidenceImages}` },
    { id: `Presentasi yang diputuskan: ${presentations}`, en: `Presentations decided: ${presentations}` },
  ]
}

function dataLines({ text }: Invocation, { data }: BreachReport): readonly string[] {
  return data.map(({ type, labels }) => {
    const names = labels.map((label) => text(label)).join(', ')
    return text({ id: `Data ${type}: ${names}`, en: `Data of ${type}: ${names}` })
  })
}

function idLines({ text }: Invocation, { credentials, issuances }: BreachReport): readonly string[] {
  return [
    ...credentials.map(({ credentialId, configurationId, status }) =>
      text({
        id: `Kredensial ${credentialId}  ${configurationId}  ${status}`,
        en: `Credential ${credentialId}  ${configurationId}  ${status}`,
      }),
    ),
    ...issuances.map(({ issuanceId }) => text({ id: `Penawaran ${issuanceId}`, en: `Offer ${issuanceId}` })),
  ]
}

function measureLines({ text }: Invocation, { measures }: BreachReport): readonly string[] {
  return [text({ id: 'Tindakan:', en: 'Measures:' }), ...measures.map((measure) => `- ${text(measure)}`)]
}
