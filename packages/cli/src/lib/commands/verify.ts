import type { TrustList } from '@lontar/credentials'
import { OperationError } from '@lontar/credentials/errors'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createStatusChecker } from '@lontar/credentials/status'
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
    .option('--explain', 'show every check with the specification that asks for it')
    .addHelpText('after', '\nExample:\n  lontar verify credential.txt --trust trust.json')
    .action(
      seat.action<VerifyOptions>((invocation, options, [file = '-']) => verify(invocation, options, file)),
    )
}

async function verify(invocation: Invocation, options: VerifyOptions, file: string): Promise<boolean> {
  const expectedKeyBinding = keyBindingOf(options)
  const text = (await readTextFile(invocation, file)).trim()
  const trust = await trustOf(invocation, options)
  const { now } = invocation.environment
  const fetch = createGuardedFetch({ dangerouslyAllowLoopbackHttp: isDevelopmentTrust(trust) })
  const resolveIssuerKey = openIssuerKeys(fetch, now)
  const verdict = await verifyPresentation({
    text,
    trust,
    expectedTypes: trust.issuers.flatMap(({ types }) => types),
    expectedKeyBinding,
    resolveIssuerKey,
    checkStatus: createStatusChecker({ fetch, now, resolveIssuerKey }),
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

async function trustOf(invocation: Invocation, { trust, trustAuthority }: VerifyOptions): Promise<TrustList> {
  if (trust !== undefined) return readTrust(invocation, { trust, trustAuthority })
  return withData(invocation, async ({ configuration, store }) => {
    const issuer = await openIssuer(store, issuerConfiguration(configuration), invocation.environment.now)
    return issuer.trustList()
  })
}
