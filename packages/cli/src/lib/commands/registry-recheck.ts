import type { LocalizedText } from '@lontar/credentials'
import { waitFor } from '@lontar/credentials/request-body'
import { Command } from 'commander'
import { consentDoor, openConsentOffice } from '../consent-office.ts'
import { usageError } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import { issuerConfiguration, type OpenData, withData } from '../open-data.ts'
import { openIssuer } from '../open-issuer.ts'
import { openRegistry } from '../open-registry.ts'
import { parsePerMinute } from '../parse-number.ts'
import type { CommandSeat } from '../program.ts'
import { type Person, readPeople } from '../registry-recheck/read-people.ts'
import { type RecheckResult, type RecheckRound, recheckPeople } from '../registry-recheck/recheck-people.ts'
import { openRecheckReport } from '../registry-recheck/recheck-report.ts'
import { recheckText } from '../registry-recheck/recheck-text.ts'

interface RecheckOptions {
  readonly report?: string
  readonly suspend?: boolean
  readonly dryRun?: boolean
  readonly perMinute: number
}

const every = 10

/** `lontar registry recheck`: asks again about people who hold a credential, under their consent. */
export function registryRecheckCommand(seat: CommandSeat): Command {
  return new Command('recheck')
    .description('ask the registry again about people whose credential is in force, under their consent')
    .argument('<file>', 'the people: one KTP file (JSON) a line; - is standard input')
    .option('--report <file>', 'where each answer is kept; with the same file it goes on')
    .option('--suspend', 'suspend the credentials of who is dead, registered twice, or inactive')
    .option('--dry-run', 'only say about whom it would ask')
    .option('--per-minute <number>', 'how many questions a minute', parsePerMinute, 60)
    .addHelpText('after', '\nExample:\n  lontar registry recheck people.jsonl --report march.jsonl')
    .action(
      seat.action<RecheckOptions>(async (invocation, options, [file = '-']) => {
        const people = await readPeople(invocation, file)
        return withData(invocation, (data) => recheck(invocation, options, data, people))
      }),
    )
}

/** False when somebody was not answered for. */
async function recheck(
  invocation: Invocation,
  options: RecheckOptions,
  data: OpenData,
  people: readonly Person[],
): Promise<boolean> {
  const result = await recheckPeople(await roundOf(invocation, options, data), people)
  const dryRun = options.dryRun === true
  invocation.result({ dryRun, ...resultJson(result) }, recheckText(invocation, result, dryRun))
  return result.stopped === undefined && result.unanswered.length === 0
}

function resultJson({
  stopped = null,
  ...result
}: Omit<RecheckResult, 'stopped'> & { stopped?: string | null }) {
  return { ...result, stopped }
}

async function roundOf(
  invocation: Invocation,
  { report, dryRun, suspend, perMinute }: RecheckOptions,
  data: OpenData,
): Promise<RecheckRound> {
  if (report === undefined && dryRun !== true) throw noReport()
  const { now, stopSignal: signal } = invocation.environment
  const issuer = issuerConfiguration(data.configuration)
  return {
    store: data.store,
    consents: consentDoor(await openConsentOffice(invocation, data, issuer)),
    issuer: await openIssuer(data.store, issuer, now),
    registry: await openRegistry(data, issuer),
    report:
      dryRun === true || report === undefined
        ? undefined
        : await openRecheckReport(invocation.path(report), now()),
    suspends: suspend === true,
    pauseMilliseconds: 60_000 / perMinute,
    wait: waitFor,
    now,
    signal,
    tell: (done, of) => {
      if (done % every === 0 || done === of) invocation.note(progress(done, of))
    },
  }
}

function progress(done: number, of: number): LocalizedText {
  return { id: `${done} dari ${of} orang`, en: `${done} of ${of} people` }
}

function noReport(): Error {
  return usageError({
    id: 'lontar registry recheck membutuhkan --report BERKAS, atau --dry-run',
    en: 'lontar registry recheck needs --report FILE, or --dry-run',
  })
}
