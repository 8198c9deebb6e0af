import { parseArgs } from 'node:util'
import { type PlanKind, planKinds } from './plan-configuration.ts'

/** What the command line asks for. */
export interface RunOptions {
  readonly suite: string
  readonly kind: PlanKind
  readonly out: string
  readonly token?: string | undefined
  readonly resume: boolean
  readonly issuer?: string | undefined
  readonly configuration: string
  readonly root?: string | undefined
  readonly keys?: string | undefined
  readonly redirectUri: string
  readonly offerEndpoint: string
  readonly clientId: string
  readonly verifier?: string | undefined
  readonly vct?: string | undefined
  readonly walletEndpoint: string
  /** `name=value` pairs over the variant of the configuration. */
  readonly variant: Readonly<Record<string, string>>
  /** A program that does what a module waits for. */
  readonly onWaiting?: string | undefined
  readonly moduleSeconds: number
  readonly totalSeconds: number
  readonly pollSeconds: number
}

/** How to call it. */
export const usage: string = `Usage: pnpm --filter @lontar/conformance run oidf --suite URL --plan ${planKinds.join('|')} [options]

  --suite URL            base URL of the suite: https, or http on loopback
  --plan NAME            which configuration of oidf/config
  --issuer URL           the issuer under test (issuer plans)
  --configuration ID     the credential configuration asked for (default ktp_dc+sd-jwt)
  --root FILE            PEM of the authority above the issuer (issuer-haip) or the wallet provider (wallet plans)
  --redirect-uri URL     the wallet's (wallet plans; default http://127.0.0.1:8484/callback)
  --offer-endpoint URL   where the wallet takes offers (wallet plans; default openid-credential-offer://)
  --client-id ID         the wallet's (wallet plans; default lontar-wallet)
  --verifier HOST        the host that the verifier's certificate names (plan verifier)
  --vct URL              the type of a card in the wallet (wallet-presentation plans)
  --wallet-endpoint URI  where the wallet takes requests (wallet-presentation plans; default openid4vp://)
  --keys FILE            keys of the suite's roles, made when the file is not there; without it they are new in each run
  --variant NAME=VALUE   another choice than the configuration's; may come often
  --on-waiting PROGRAM   run as PROGRAM WHAT ADDRESS when a module waits, to do what it waits for
  --token T              a token of the suite; also in OIDF_TOKEN, where other users of the machine do not see it
  --out FILE             the report (default report-PLAN.json); a table goes beside it
  --resume               go on with the plan of that report
  --module-seconds N     time limit of a module (default 600)
  --total-seconds N      time limit of the run (default 7200)
  --poll-seconds N       how often a module is asked for (default 2)`

/**
 * Reads the command line.
 *
 * @throws {TypeError} whose message says which option is wrong.
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv = {}): RunOptions {
  const { values } = parseArgs({ args: [...args], options: optionTypes })
  const kind = planKinds.find((name) => name === values.plan)
  if (values.suite === undefined) throw new TypeError('--suite is missing.')
  if (kind === undefined) throw new TypeError(`--plan must be one of ${planKinds.join(', ')}.`)
  if (kind.startsWith('issuer') && values.issuer === undefined) throw new TypeError('--issuer is missing.')
  return {
    suite: values.suite,
    kind,
    out: values.out ?? `report-${kind}.json`,
    token: values.token ?? env['OIDF_TOKEN'],
    resume: values.resume,
    issuer: values.issuer,
    configuration: values.configuration,
    root: values.root,
    keys: values.keys,
    redirectUri: values['redirect-uri'],
    offerEndpoint: values['offer-endpoint'],
    clientId: values['client-id'],
    verifier: values.verifier,
    vct: values.vct,
    walletEndpoint: values['wallet-endpoint'],
    variant: Object.fromEntries(values.variant.map(readPair)),
    onWaiting: values['on-waiting'],
    moduleSeconds: positive('--module-seconds', values['module-seconds']),
    totalSeconds: positive('--total-seconds', values['total-seconds']),
    pollSeconds: positive('--poll-seconds', values['poll-seconds']),
  }
}

const optionTypes = {
  suite: { type: 'string' },
  plan: { type: 'string' },
  issuer: { type: 'string' },
  configuration: { type: 'string', default: 'ktp_dc+sd-jwt' },
  root: { type: 'string' },
  'redirect-uri': { type: 'string', default: 'http://127.0.0.1:8484/callback' },
  'offer-endpoint': { type: 'string', default: 'openid-credential-offer://' },
  'client-id': { type: 'string', default: 'lontar-wallet' },
  verifier: { type: 'string' },
  vct: { type: 'string' },
  'wallet-endpoint': { type: 'string', default: 'openid4vp://' },
  keys: { type: 'string' },
  variant: { type: 'string', multiple: true, default: [] as string[] },
  'on-waiting': { type: 'string' },
  token: { type: 'string' },
  out: { type: 'string' },
  resume: { type: 'boolean', default: false },
  'module-seconds': { type: 'string', default: '600' },
  'total-seconds': { type: 'string', default: '7200' },
  'poll-seconds': { type: 'string', default: '2' },
} as const

function positive(name: string, text: string): number {
  const value = Number(text)
  if (Number.isFinite(value) && value > 0) return value
  throw new TypeError(`${name} must be a number above 0.`)
}

function readPair(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new TypeError('--variant must be NAME=VALUE.')
  return [text.slice(0, at), text.slice(at + 1)]
}
