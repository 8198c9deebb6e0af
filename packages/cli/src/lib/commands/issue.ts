import { Command, Option } from 'commander'
import { collectTexts } from '../collect-texts.ts'
import { openConsentOffice } from '../consent-office.ts'
import type { Invocation } from '../invocation.ts'
import { type IssueOptions, type IssueOrder, issueOrderOf } from '../issue-order.ts'
import { offerText } from '../offer-text.ts'
import { issuerConfiguration, type OpenData, withData } from '../open-data.ts'
import { openIssuer } from '../open-issuer.ts'
import { openOfficerDesk } from '../open-officer-desk.ts'
import { openRegistry } from '../open-registry.ts'
import { parseCopies, parseExpiresIn } from '../parse-number.ts'
import type { CommandSeat } from '../program.ts'
import { takeConsent } from '../take-consent.ts'
import { type CounterScene, verifyCard, verifyVisitor } from '../verify-at-counter.ts'
import { defaultConsentItems, parseConsentItems } from './consent.ts'

const examples = `
Example:
  lontar issue --ktp ktp.json --officer dev --type ktp
  lontar issue --ktp ktp.json --officer dev --grant authorization_code
  lontar issue --ktp ktp.json --officer dev --deferred --json
  lontar issue --passport passport.json --master-list csca.ml --officer dev`

/** `lontar issue`: verifies a person and makes an offer. */
export function issueCommand(seat: CommandSeat): Command {
  return new Command('issue')
    .description('verify a person and make an offer for a wallet')
    .option('--ktp <file>', 'the KTP file (JSON); - is standard input')
    .option('--passport <file>', 'the passport file (JSON); - is standard input')
    .requiredOption(
      '--officer <id>',
      'the officer who compared person, card and registry answer; once for each',
      collectTexts,
    )
    .option(
      '--officer-passphrase-file <file>',
      "read the officer's passphrase from a file; once for each",
      collectTexts,
    )
    .option('--officer-signer <command>', 'signs for an officer whose key is held elsewhere')
    .addOption(
      new Option('--type <type>', 'the credential (default: ktp, visitor for a passport)').choices([
        ...['ktp', 'ktp-proof', 'visitor'],
      ]),
    )
    .option('--master-list <file>', 'authorities of states, CMS or PEM; once for each file', collectTexts)
    .option('--stay-until <date>', 'the last day of the visit, YYYY-MM-DD')
    .option(
      '--format <formats>',
      'formats, separated by commas (default: every format with selective disclosure)',
    )
    .option(
      '--consent <items>',
      'what the person agreed to, separated by commas: lontar consent text (default: identity,registry; identity alone for a passport, about which no registry is asked)',
      parseConsentItems,
    )
    .option('--guardian', 'a parent or guardian agreed, for a visitor under 17')
    .option('--no-tx-code', 'make an offer that needs no transaction code')
    .option('--copies <number>', 'how many copies, each under a key of its own', parseCopies, 1)
    .option(
      '--expires-in <seconds>',
      'how long the offer lives: 30 days at most, 300 seconds without a code (default: 300, 7 days to sign in)',
      parseExpiresIn,
    )
    .addOption(
      new Option('--grant <grant>', 'authorization_code: the holder signs in with two numbers of the counter')
        .choices(['pre-authorized_code', 'authorization_code'])
        .default('pre-authorized_code'),
    )
    .option('--deferred', 'an officer approves later: lontar issuance approve ID')
    .option('--by-value', 'put the whole offer into the link, instead of its address')
    .addHelpText('after', examples)
    .action(
      seat.action<IssueOptions>((invocation, options) => {
        const order = issueOrderOf(options)
        return withData(invocation, (data) => issue(invocation, options, order, data))
      }),
    )
}

async function issue(
  invocation: Invocation,
  options: IssueOptions,
  { source, configurationIds }: IssueOrder,
  data: OpenData,
): Promise<void> {
  const configuration = issuerConfiguration(data.configuration)
  // A registry that is missing and an officer who cannot sign are told before the person is asked anything.
  const brought =
    'ktp' in source ? { file: source.ktp, registry: await openRegistry(data, configuration) } : source
  const desk = await openOfficerDesk(invocation, data.store, {
    officers: options.officer,
    passphraseFiles: options.officerPassphraseFile ?? [],
    ...(options.officerSigner !== undefined && { signerCommand: options.officerSigner }),
    dev: configuration.dev,
  })
  const office = await openConsentOffice(invocation, data, configuration)
  const consent = await takeConsent(invocation, office, {
    agreed: options.consent ?? ('ktp' in source ? defaultConsentItems : ['identity']),
    givenBy: options.guardian === true ? 'guardian' : 'subject',
  })
  const scene: CounterScene = { invocation, data, configuration, desk, office, consent }
  const identity = await ('passport' in brought
    ? verifyVisitor(scene, { file: brought.passport, ...options })
    : verifyCard(scene, brought))
  const issuer = await openIssuer(data.store, configuration, invocation.environment.now)
  const { grant, copies, expiresIn, deferred, byValue } = options
  const offer = await issuer.offer(identity, {
    ...{ configurationIds, grant, copies },
    ...(grant === 'pre-authorized_code' && { txCode: options.txCode }),
    ...(expiresIn !== undefined && { expiresInSeconds: expiresIn }),
    approval: deferred === true ? 'deferred' : 'immediate',
    byReference: byValue !== true,
  })
  invocation.result(offer, offerText(invocation, offer))
}
