// Runs a test plan of the OpenID Foundation conformance suite: pnpm --filter @lontar/conformance run oidf --help
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import {
  MissingValueError,
  type PlanConfiguration,
  readPlanConfiguration,
} from './runner/plan-configuration.ts'
import { type RunOptions, readOptions, usage } from './runner/read-options.ts'
import { isClean, markdownFile, reportTable } from './runner/report.ts'
import { runPlan } from './runner/run-plan.ts'
import { openSuiteApi } from './runner/suite-api.ts'
import { openSuiteKeys, publicPart, type SuiteKeys } from './runner/suite-keys.ts'

const args = process.argv.slice(2)
if (args.includes('--help')) console.log(usage)
else process.exitCode = await main(args).catch(tell)

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args, process.env)
  const suite = openSuiteApi({ url: options.suite, token: options.token })
  const keys = await openSuiteKeys(options.keys, new Date())
  const plan = configurationFor(options, keys)
  // A plan that goes on has the keys that it was created with.
  if (!options.resume) console.error(`The run needs trust in: ${JSON.stringify(publicPart(keys))}`)
  const report = await runPlan({
    ...options,
    suite,
    plan,
    onProgress: (line) => console.error(line),
    sleep: (seconds) => wait(seconds * 1000),
    clock: () => performance.now(),
    now: () => new Date(),
  })
  console.log(reportTable(report))
  console.error(`${options.out} and ${markdownFile(options.out)} written`)
  return isClean(report) ? 0 : 1
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
