import type { ExpectedKeyBinding, TrustList, Verdict } from '@lontar/credentials'
import { LontarError } from '@lontar/credentials/errors'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { parseVp, verifyVp } from '@lontar/credentials/presentation'
import { createStatusChecker, type StatusCheckerConfig } from '@lontar/credentials/status'
import { openTrustBundle, parseTrustBundle } from '@lontar/credentials/trust-bundle'
import { credentialFormats } from '@lontar/documents/credential-types'
import { type VerifyPresentationInput, verifyPresentation } from '@lontar/verifier'
import { Command } from 'commander'
import { usageError } from '../explained.ts'
import { inFile } from '../in-file.ts'
import type { Invocation } from '../invocation.ts'
import { openIssuerKeys } from '../issuer-keys.ts'
import { issuerConfiguration, withData } from '../open-data.ts'
import { openIssuer } from '../open-issuer.ts'
import type { CommandSeat } from '../program.ts'
import { isDevelopmentTrust, readTrust, type TrustNames } from '../read-trust.ts'
import { isJsonObjectText, signedTextHint } from '../signed-text.ts'
import { parseJsonFile, readTextFile } from '../text-file.ts'
import { requireTrustFileKind } from '../trust-file-kind.ts'
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
    .argument('<file>', 'a file with the credential or presentation; - is standard input')
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
  const text = (await readTextFile(invocation, file, '<file>')).trim()
  if (isJsonObjectText(text)) invocation.note(signedTextHint('<file>'))
  const { now } = invocation.environment
  const { trust, ...outside } = await outsideOf(invocation, options)
  const resolveIssuerKey = openIssuerKeys(outside.fetch, now)
  const verdict = await judge({
    text,
    trust,
    expectedTypes: trust.issuers.flatMap(({ types }) => types),
    expectedKeyBinding,
    resolveIssuerKey,
    checkStatus: createStatusChecker({ ...outside, now, resolveIssuerKey }),
    now: now(),
  })
  invocation.result(verdict, verdictText(verdict, invocation, { explain: options.explain, remedy: true }))
  return verdict.ok
}

/** An answer to a request holds one credential a presentation; at a counter a holder may bring several in one. */
async function judge(
  input: VerifyPresentationInput & { readonly trust: TrustList },
): Promise<Verdict<unknown>> {
  const { text, trust, ...expectations } = input
  if (expectations.expectedKeyBinding === 'none' || !(await holdsSeveral(text)))
    return verifyPresentation(input)
  return verifyVp(text, {
    ...expectations,
    expectedIssuers: trust.issuers,
    expectedFormats: credentialFormats(),
  })
}

async function holdsSeveral(text: string): Promise<boolean> {
  try {
    return (await parseVp(text)).credentials.length > 1
  } catch (error) {
    // Whatever is no presentation is judged as what it is.
    if (error instanceof LontarError) return false
    throw error
  }
}

function keyBindingOf({ nonce, audience }: VerifyOptions): ExpectedKeyBinding {
  if (nonce === undefined && audience === undefined) return 'none'
  if (nonce === undefined || audience === undefined) {
    throw usageError({
      id: 'presentasi membutuhkan --nonce dan --audience bersama',
      en: 'a presentation needs both --nonce and --audience',
    })
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

/** Without a network there is no list to follow: what was followed is in the bundle. */
const offlineNames: TrustNames = {
  trust: '--trust',
  authority: '--trust-authority',
  signed: {
    id: 'dengan --offline yang seharusnya di situ berkas kepercayaan',
    en: 'what belongs there with --offline is a trust file',
  },
}

/** The end of the bundle and the `exp` of each list bound how old a status may be; the verdict says how old it is. */
async function offlineOf(invocation: Invocation, options: VerifyOptions, path: string): Promise<Outside> {
  if (options.trustAuthority !== undefined) {
    throw usageError({
      id: '--trust-authority tidak berlaku dengan --offline: sudah dipakai saat bekal dibuat',
      en: '--trust-authority does not go with --offline: it was applied when the bundle was made',
    })
  }
  const text = await readTextFile(invocation, path, '--offline')
  requireTrustFileKind(text, '--offline', 'bundle')
  const value = parseJsonFile(text, '--offline')
  const bundle = inFile('--offline', () => parseTrustBundle(value))
  const { trust, fetch, obtainedAt } = openTrustBundle(bundle, invocation.environment.now)
  const held = await trust()
  const list =
    options.trust === undefined
      ? held
      : await readTrust(invocation, { trust: options.trust, names: offlineNames })
  return { trust: list, fetch, obtainedAt, acceptStaleSeconds: Number.POSITIVE_INFINITY }
}

async function trustOf(invocation: Invocation, { trust, trustAuthority }: VerifyOptions): Promise<TrustList> {
  if (trust !== undefined) return readTrust(invocation, { trust, trustAuthority })
  if (trustAuthority !== undefined) {
    throw usageError({
      id: '--trust-authority membutuhkan --trust',
      en: '--trust-authority needs --trust',
    })
  }
  return withData(invocation, async ({ configuration, store }) => {
    const issuer = await openIssuer(store, issuerConfiguration(configuration), invocation.environment.now)
    return issuer.trustList()
  })
}
