// Runs a test plan of the OpenID Foundation conformance suite: pnpm --filter @lontar/conformance run oidf --help
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import {
  MissingValueError,
  type PlanConfiguration,
  readPlanConfiguration,
} from './runner/plan-configuration.ts'
import { type RunOptions, readOptions, usage } from './runner/read-options.ts'
import type { Awaited } from './runner/read-suite-answer.ts'
import { isClean, markdownFile, reportTable } from './runner/report.ts'
import { runPlan } from './runner/run-plan.ts'
import { openSuiteApi } from './runner/suite-api.ts'
import { openSuiteKeys, publicPart, type SuiteKeys } from './runner/suite-keys.ts'

const execFileAsync = promisify(execFile)
const args = process.argv.slice(2)
if (args.includes('--help')) console.log(usage)
else process.exitCode = await main(args).catch(tell)

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args, process.env)
  const suite = openSuiteApi({ url: options.suite, token: options.token })
  const keys = await openSuiteKeys(options.keys, new Date(), new URL(suite.url).hostname)
  const plan = configurationFor(options, keys)
  // A plan that goes on has the keys that it was created with.
  if (!options.resume) console.error(`The run needs trust in: ${JSON.stringify(publicPart(keys))}`)
  const report = await runPlan({
    ...options,
    suite,
    plan,
    onProgress: (line) => console.error(line),
    onWaiting: (awaited) => answerWaiting(options.onWaiting, awaited),
    sleep: (seconds) => wait(seconds * 1000),
    clock: () => performance.now(),
    now: () => new Date(),
  })
  console.log(reportTable(report))
  console.error(`${options.out} and ${markdownFile(options.out)} written`)
  return isClean(report) ? 0 : 1
}

/** A program that fails leaves the module waiting: somebody may still do by hand what it did not. */
async function answerWaiting(program: string | undefined, { what, address }: Awaited): Promise<void> {
  console.error(`  waits for ${what}: ${address}`)
  if (program === undefined) return
  await execFileAsync(program, [what, address], { timeout: 60_000 }).catch((error: Error) =>
    console.error(`  ${program} failed: ${error.message.split('\n')[0]}`),
  )
}

function configurationFor(options: RunOptions, keys: SuiteKeys): PlanConfiguration {
  const set = (key: object): object => ({ keys: [key] })
  const plan = readPlanConfiguration(options.kind, {
    issuer: options.issuer,
    configuration: options.configuration,
    root: options.root === undefined ? undefined : readFileSync(options.root, 'utf8'),
    redirect_uri: options.redirectUri,
    offer_endpoint: options.offerEndpoint,
    client_id: options.clientId,
    attester: 'https://attester.invalid',
    wallet_provider: 'https://wallet-provider.invalid',
    attester_jwks: set(keys.attester),
    key_attestation_jwks: set(keys.keyAttestation),
    server_jwks: set(keys.server),
    credential_signing_jwk: keys.credential,
    verifier: options.verifier,
    vct: options.vct,
    wallet_endpoint: options.walletEndpoint,
    suite_host: keys.suiteHost,
    verifier_jwks: set(keys.verifier),
  })
  return { ...plan, variant: { ...plan.variant, ...options.variant } }
}

function tell(error: unknown): number {
  const known = error instanceof Error ? error : new Error('unknown error')
  const hint =
    known instanceof MissingValueError ? ` Give it with --${known.placeholder.replaceAll('_', '-')}.` : ''
  console.error(`${known.message}${hint}`)
  return 2
}
