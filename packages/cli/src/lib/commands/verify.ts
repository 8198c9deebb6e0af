import type { TrustList } from '@lontar/credentials'
import { OperationError } from '@lontar/credentials/errors'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { parseJson } from '@lontar/credentials/jose'
import { createStatusChecker, type StatusCheckerConfig } from '@lontar/credentials/status'
import { openTrustBundle, parseTrustBundle } from '@lontar/credentials/trust-bundle'
import { verifyPresentation } from '@lontar/verifier'
import { Command } from 'commander'
import type { Invocation } from '../invocation.ts'
import { openIssuerKeys } from '../issuer-keys.ts'
import { issuerConfiguration, withData } from '../open-data.ts'
import { openIssuer } from '../open-issuer.ts'
import type { CommandSeat } from '../program.ts'
import { isDevelopmentTrust, readTrust } from '../read-trust.ts'
import { readTextFile } from '../text-file.ts'
import { verdictText } from '../verdict-text.ts'

interface VerifyOptions {
  readonly trust?: string
  readonly trustAuthority?: string
  readonly nonce?: string
  readonly audience?: string
  readonly offline?: string
  readonly explain?: boolean
}

/** `lontar verify`: the verdict over a credential or a presentation. */
export function verifyCommand(seat: CommandSeat): Command {
  return new Command('verify')
    .description('verify a credential, or a presentation with --nonce and --audience')
    .argument('<file>', 'a file with the credential; - is standard input')
    .option(
      '--trust <file>',
      'the trust file, or a signed list: its file or its address; by default the issuer of the data folder is trusted',
    )
    .option('--trust-authority <file>', 'the file of the authority that signs the list')
    .option('--nonce <nonce>', 'the nonce that the presentation must be bound to')
    .option('--audience <client>', 'the Client Identifier that the presentation must be bound to')
    .option('--offline <bundle>', 'ask no network: use what `trust bundle` took along')
    .option('--explain', 'show every check with the specification that asks for it')
    .addHelpText(
      'after',
      '\nExamples:\n  lontar verify credential.txt --trust trust.json\n' +
        '  lontar verify credential.txt --offline bundle.json --explain',
    )
    .action(
      seat.action<VerifyOptions>((invocation, options, [file = '-']) => verify(invocation, options, file)),
    )
}

async function verify(invocation: Invocation, options: VerifyOptions, file: string): Promise<boolean> {
  const expectedKeyBinding = keyBindingOf(options)
  const text = (await readTextFile(invocation, file)).trim()
  const { now } = invocation.environment
  const { trust, ...outside } = await outsideOf(invocation, options)
  const resolveIssuerKey = openIssuerKeys(outside.fetch, now)
  const verdict = await verifyPresentation({
    text,
    trust,
    expectedTypes: trust.issuers.flatMap(({ types }) => types),
    expectedKeyBinding,
    resolveIssuerKey,
    checkStatus: createStatusChecker({ ...outside, now, resolveIssuerKey }),
    now: now(),
  })
  invocation.result(verdict, verdictText(verdict, invocation, options.explain))
  return verdict.ok
}

function keyBindingOf({
  nonce,
  audience,
}: VerifyOptions): 'none' | { expectedNonce: string; expectedAudience: string } {
  if (nonce === undefined && audience === undefined) return 'none'
  if (nonce === undefined || audience === undefined) {
    throw new OperationError('usage', 'a presentation needs both --nonce and --audience')
  }
  return { expectedNonce: nonce, expectedAudience: audience }
}

interface Outside extends Pick<StatusCheckerConfig, 'fetch' | 'obtainedAt' | 'acceptStaleSeconds'> {
  readonly trust: TrustList
}

/** The network, or what was taken along of it. */
async function outsideOf(invocation: Invocation, options: VerifyOptions): Promise<Outside> {
  if (options.offline !== undefined) return offlineOf(invocation, options, options.offline)
  const trust = await trustOf(invocation, options)
  return { trust, fetch: createGuardedFetch({ dangerouslyAllowLoopbackHttp: isDevelopmentTrust(trust) }) }
}

/** The end of the bundle and the `exp` of each list bound how old a status may be; the verdict says how old it is. */
async function offlineOf(invocation: Invocation, options: VerifyOptions, path: string): Promise<Outside> {
  if (options.trustAuthority !== undefined) {
    throw new OperationError('usage', '--trust-authority was applied when the bundle was made')
  }
  const bundle = parseTrustBundle(parseJson(await readTextFile(invocation, path)))
  const { trust, fetch, obtainedAt } = openTrustBundle(bundle, invocation.environment.now)
  const held = await trust()
  const list = options.trust === undefined ? held : await readTrust(invocation, options.trust)
  return { trust: list, fetch, obtainedAt, acceptStaleSeconds: Number.POSITIVE_INFINITY }
}

async function trustOf(invocation: Invocation, { trust, trustAuthority }: VerifyOptions): Promise<TrustList> {
  if (trust !== undefined) return readTrust(invocation, { trust, trustAuthority })
  return withData(invocation, async ({ configuration, store }) => {
    const issuer = await openIssuer(store, issuerConfiguration(configuration), invocation.environment.now)
    return issuer.trustList()
  })
}
