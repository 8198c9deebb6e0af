import { LontarError } from '@lontar/credentials/errors'
import { isSqliteVersionSafe, type Store } from '@lontar/store'
import { Command } from 'commander'
import { describeCode, describeError } from '../command-error.ts'
import { type Configuration, type IssuerConfiguration, readConfiguration } from '../configuration.ts'
import { examineRegistry, registryNotTried } from '../examine-registry.ts'
import { whyOf } from '../explained.ts'
import type { Finding } from '../finding.ts'
import type { Invocation } from '../invocation.ts'
import { type OpenData, withData } from '../open-data.ts'
import { openIssuer } from '../open-issuer.ts'
import { openVerifier } from '../open-verifier.ts'
import type { CommandSeat } from '../program.ts'
import { requireAnswerable } from '../read-asks.ts'
import { certificateChainEnd } from '../read-certificate-chain.ts'
import { readTrust } from '../read-trust.ts'
import { requestState } from '../subject-clock.ts'

/** 30 days before their end it is time for new certificates. */
const renewalMilliseconds = 30 * 86_400_000

/** `lontar doctor`: looks over the set-up and says what to mend. */
export function doctorCommand(seat: CommandSeat): Command {
  return new Command('doctor')
    .description('look over the set-up and say what to mend')
    .addHelpText('after', '\nExample:\n  lontar doctor')
    .action(
      seat.action(async (invocation) => {
        const findings = await examine(invocation)
        const ok = findings.every((finding) => finding.ok)
        invocation.result({ ok, findings }, findings.map(line).join('\n'))
        return ok
      }),
    )
}

async function examine(invocation: Invocation): Promise<readonly Finding[]> {
  const findings: Finding[] = [nodeVersion(), sqliteVersion()]
  const configuration = await attempt(invocation, findings, 'configuration', () =>
    readConfiguration(invocation.directory),
  )
  if (configuration === undefined) return findings
  const { issuer } = configuration
  if (issuer !== undefined) findings.push(...certificates(invocation, issuer))
  await attempt(invocation, findings, 'database', () =>
    withData(invocation, (data) => examineData(invocation, configuration, data, findings)),
  )
  const isTried = findings.some(({ id }) => id === 'registry')
  return issuer === undefined || isTried ? findings : [...findings, registryNotTried(invocation)]
}

async function examineData(
  invocation: Invocation,
  configuration: Configuration,
  { store }: OpenData,
  findings: Finding[],
): Promise<void> {
  const { issuer, verifier } = configuration
  if (issuer !== undefined) {
    findings.push(await registry(invocation, store, issuer), minimumLevel(invocation, issuer))
    await attempt(invocation, findings, 'issuer', () => openIssuer(store, issuer, invocation.environment.now))
    findings.push(...(await subjectRequests(invocation, store)), ...dataProtectionOfficer(invocation, issuer))
    findings.push(await officers(invocation, store))
  }
  if (verifier !== undefined) {
    await attempt(invocation, findings, 'verifier', async () => {
      const { asks } = await openVerifier(invocation, store, verifier)
      requireAnswerable(asks, await readTrust(invocation, verifier))
    })
  }
}

async function attempt<Result>(
  invocation: Invocation,
  findings: Finding[],
  id: string,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    const result = await work()
    findings.push({ id, ok: true, detail: 'ok' })
    return result
  } catch (error) {
    findings.push(failed(invocation, id, error))
    return undefined
  }
}

function failed({ language }: Invocation, id: string, error: unknown): Finding {
  const { code, title, fix } = describeError(error, language)
  const why = error instanceof LontarError ? `: ${whyOf(error, language)}` : ''
  return { id, ok: false, code, detail: `${title}${why.replace(/\.$/, '')}. ${fix}` }
}

async function registry(invocation: Invocation, store: Store, issuer: IssuerConfiguration): Promise<Finding> {
  try {
    return await examineRegistry(invocation, store, issuer)
  } catch (error) {
    return failed(invocation, 'registry', error)
  }
}

function nodeVersion(): Finding {
  const major = Number(process.versions.node.split('.')[0])
  return { id: 'node', ok: major >= 24, detail: process.versions.node }
}

function sqliteVersion(): Finding {
  const detail = process.versions.sqlite ?? '0.0.0'
  return { id: 'sqlite', ok: isSqliteVersionSafe(detail), detail }
}

/** What the ladder unlocks at `low` is no credential, so that whoever issues for it is told so each time. */
function minimumLevel(
  { text }: Invocation,
  { minimumLevel: level = 'substantial' }: IssuerConfiguration,
): Finding {
  if (level !== 'low') return { id: 'minimum_level', ok: true, detail: level }
  const detail = text({
    id: 'low: diterbitkan tanpa petugas dan tanpa perbandingan wajah; minimumLevel di config.json',
    en: 'low: issues without an officer and without comparing a face; minimumLevel in config.json',
  })
  return { id: 'minimum_level', ok: true, warning: true, detail }
}

/** The law gives three days, and nobody looks at a list every day. */
async function subjectRequests(
  { environment, text }: Invocation,
  { subjects }: OpenData['store'],
): Promise<readonly Finding[]> {
  const now = environment.now()
  const open = await subjects.requests('open', 1000)
  const late = open.filter((request) => requestState(request, now) === 'late').length
  if (late === 0) return [{ id: 'subject_requests', ok: true, detail: `${open.length}` }]
  const detail = text({
    id: `${late} permintaan lewat 3 x 24 jam: lontar subject list`,
    en: `${late} requests are past 3 x 24 hours: lontar subject list`,
  })
  return [{ id: 'subject_requests', ok: true, warning: true, detail }]
}

/** Whom a person may turn to stands in every consent text. */
function dataProtectionOfficer({ text }: Invocation, issuer: IssuerConfiguration): readonly Finding[] {
  const { dev, dataProtectionOfficer: contact } = issuer
  if (dev || contact !== undefined) return []
  const detail = text({
    id: 'kontak pejabat pelindungan data belum ada: lontar init --dpo, atau dataProtectionOfficer di config.json',
    en: 'no contact of a data protection officer: lontar init --dpo, or dataProtectionOfficer in config.json',
  })
  return [{ id: 'data_protection_officer', ok: true, warning: true, detail }]
}

/** Without an officer who may decide, an issuer can do all but issue. */
async function officers(invocation: Invocation, store: Store): Promise<Finding> {
  const deciding = (await store.officers.list()).filter(
    ({ role, status }) => status === 'enabled' && role !== 'administrator',
  )
  if (deciding.length > 0) return { id: 'officers', ok: true, detail: String(deciding.length) }
  const detail = invocation.text({
    id: 'belum ada petugas yang dapat memutuskan: lontar officer add',
    en: 'there is no officer who can decide: lontar officer add',
  })
  return { id: 'officers', ok: true, warning: true, code: 'officer_unknown', detail }
}

/** After the end of its certificates nothing of an issuer verifies, and it would be the last to notice. */
function certificates(invocation: Invocation, { certificateChain }: IssuerConfiguration): readonly Finding[] {
  if (certificateChain === undefined) return []
  const end = readableEnd(certificateChain)
  if (end === undefined) {
    const { code, title: detail } = describeCode('certificate_malformed', invocation.language)
    return [{ id: 'certificates', ok: false, code, detail }]
  }
  const left = end.getTime() - invocation.environment.now().getTime()
  const until = invocation.time(end)
  if (left > renewalMilliseconds) return [{ id: 'certificates', ok: true, detail: until }]
  const detail = invocation.text({
    id: `sampai ${until}: minta yang baru, lalu lontar certificate use`,
    en: `until ${until}: ask for new ones, then lontar certificate use`,
  })
  const code = 'certificate_expired'
  return left <= 0
    ? [{ id: 'certificates', ok: false, code, detail }]
    : [{ id: 'certificates', ok: true, warning: true, code, detail }]
}

function readableEnd(chain: readonly string[]): Date | undefined {
  try {
    return certificateChainEnd(chain)
  } catch {
    return undefined
  }
}

function line({ id, ok, warning, code, detail }: Finding): string {
  const mark = warning ? '!' : ok ? '✓' : '✗'
  return `${mark} ${id}: ${detail}${code === undefined ? '' : ` [${code}]`}`
}
