import { defaultRenewalDays } from '../packages/cli/src/lib/commands/init.ts'
import { keptMilliseconds } from '../packages/cli/src/lib/open-verifier.ts'
import { maxRenewalDays } from '../packages/cli/src/lib/parse-number.ts'
import { purgeMilliseconds } from '../packages/cli/src/lib/purge-while.ts'
import { promiseLifeSeconds } from '../packages/issuer/src/lib/defer-credentials.ts'
import { offerLimits } from '../packages/issuer/src/lib/offer-limits.ts'
import { recordLifeSeconds } from '../packages/issuer/src/lib/record-life.ts'
import { tokenLifeSeconds } from '../packages/issuer/src/lib/token-life.ts'
import { retentionPeriods } from '../packages/proofing/src/lib/retention/retention-periods.ts'
import { undecidedMilliseconds } from '../packages/store/src/lib/registration/purge-registrations.ts'
import { unboundMilliseconds } from '../packages/store/src/lib/subject/purge-subjects.ts'
import { eventLifeMilliseconds } from '../packages/store/src/lib/verifier/purge-transactions.ts'
import { leastDays } from '../packages/verifier/src/lib/receipt/create-receipt.ts'

/** One line of the retention table. */
export interface RetentionRow {
  /** The tables of the database that hold it; none for what is only in memory. */
  readonly tables: readonly string[]
  readonly what: string
  /** How much of a person is in it, and in what form. */
  readonly form: string
  readonly until: string
  readonly basis: string
}

const days = (seconds: number): string => `${seconds / 86_400} days`
const { evidenceReviewDays, evidenceResumeHours, consentReceiptDays, subjectRequestDays } = retentionPeriods

/** What is kept, in the order of its way through the installation. */
export const retentionRows: readonly RetentionRow[] = [
  {
    tables: [],
    what: 'card image, selfie, liveness frames, chip data, embeddings of a face, while they are looked at',
    form: 'in memory',
    until: 'the decision, whatever it is, or an error: filled with zeros',
    basis: 'consent, for a face its own item',
  },
  {
    tables: ['evidence_images'],
    what: 'the same, while an officer has to decide or the applicant goes on later',
    form: 'encrypted',
    until: `the decision; ${evidenceReviewDays} days after the consent at most for an officer, ${evidenceResumeHours} hours for the applicant`,
    basis: 'consent',
  },
  {
    tables: ['registrations'],
    what: 'a registration between its steps: what was read of the card and confirmed, and the answer of the registry',
    form: 'encrypted; the digests of a token and of the picture',
    until: `the decision: then only the signed identity, encrypted, for 10 minutes, and the reasons for a day; undecided ${evidenceResumeHours} hours for the applicant, ${evidenceReviewDays} days for an officer`,
    basis: 'consent',
  },
  {
    tables: ['officer_decisions'],
    what: 'what officers signed about a case',
    form: 'no applicant: the random id and digest of the case; the id of the officer',
    until: 'no end is set',
    basis: 'that a decision serves once',
  },
  {
    tables: ['consents'],
    what: 'consent receipts',
    form: 'signed, encrypted; the person as a keyed MAC',
    until: `${consentReceiptDays} days after the last decision under it or its withdrawal, and as long as anything issued under it is known; ${days(undecidedMilliseconds / 1000)} after the end of a registration that came to no decision, ${days(unboundMilliseconds / 1000)} when no document followed`,
    basis: 'proof of consent, article 24',
  },
  {
    tables: ['proofings'],
    what: 'which evidence came from which consent',
    form: 'random ids; the person as a keyed MAC',
    until: 'the records of what was issued are deleted, or the person is erased',
    basis: 'to find what a person asks about, articles 30, 32, 40, 41 and 46',
  },
  {
    tables: ['subject_requests'],
    what: 'what persons asked for, with the clock and the outcome',
    form: 'the person as a keyed MAC',
    until: `${subjectRequestDays} days after it was served`,
    basis: 'to show that it was served in time, articles 30, 32, 40 and 41',
  },
  {
    tables: ['restrictions'],
    what: 'for whom nothing is processed',
    form: 'the person as a keyed MAC',
    until: 'it is lifted',
    basis: 'article 41',
  },
  {
    tables: ['offers'],
    what: 'the content of credentials that are not delivered yet, the offer and its codes',
    form: 'encrypted; codes as hashes and MACs',
    until: `delivery, or the end of the offer: ${offerLimits.defaultLifeSeconds / 60} minutes, ${days(offerLimits.signInLifeSeconds)} to sign in, ${days(offerLimits.maxLifeSeconds)} at most; the rest of the record as below`,
    basis: 'consent',
  },
  {
    tables: ['deferred'],
    what: 'the content of credentials that an officer has to approve',
    form: 'encrypted',
    until: `delivery or denial, ${days(promiseLifeSeconds)} at most`,
    basis: 'consent',
  },
  {
    tables: ['refresh_tokens'],
    what: 'what a holder renews with',
    form: 'encrypted under a key that the wallet alone has',
    until: `${defaultRenewalDays} days by default, 0 to ${maxRenewalDays} as set up`,
    basis: 'consent',
  },
  {
    tables: ['credentials', 'status_lists', 'status_places', 'notifications'],
    what: 'that a credential was issued, its status, and whether it arrived',
    form: 'no person, no claim; random ids and the thumbprint of a key',
    until: `${days(recordLifeSeconds)} after offer, last credential and last renewal ended; the place on the status list for ever`,
    basis: 'so that it can be revoked and is seen to be',
  },
  {
    tables: ['tokens', 'authorizations', 'nonces', 'used_proofs', 'server_nonces'],
    what: 'codes, tokens and nonces of running requests',
    form: 'hashes; the authorization request encrypted',
    until: `their own end; an access token lives ${tokenLifeSeconds / 60} minutes`,
    basis: 'single use',
  },
  {
    tables: ['transactions'],
    what: "a verifier's requests and the claims that came",
    form: 'claims encrypted',
    until: `${keptMilliseconds / 60_000} minutes after the request ended`,
    basis: 'the basis that the ask names',
  },
  {
    tables: ['receipts'],
    what: 'what a verifier asked for and how it ended',
    form: 'no person, no claim value',
    until: `the days that the ask names, ${leastDays} at least`,
    basis: 'to answer for what was asked',
  },
  {
    tables: ['events'],
    what: 'what a webhook is still to be told',
    form: 'no person, no claim value',
    until: `it was told; ${days(eventLifeMilliseconds / 1000)} at most`,
    basis: 'the basis that the ask names',
  },
]

/** Tables that hold nothing that came from a person. */
export const impersonalTables: readonly string[] = [
  'vault',
  'keys',
  'service_credentials',
  'officers',
  'agent_keys',
  'agent_identifiers',
]

/** Tables of the simulated registry, which is no part of an installation that serves people. */
export const simulatedTables: readonly string[] = ['registry']

/** The page `docs/retention.md`. */
export function retentionPage(): string {
  return [
    '# What is kept, and until when',
    '',
    'Written by `pnpm run docs` from the periods that the code keeps to. The law asks for an end (UU 27/2022 article 16)',
    "and names no numbers; these are the project's. [Privacy](privacy.md) says why, and how a person asks for an earlier end.",
    '',
    '| what | where | form | until | basis |',
    '|---|---|---|---|---|',
    ...retentionRows.map(
      ({ what, tables, form, until, basis }) =>
        `| ${what} | ${tables.map((table) => `\`${table}\``).join(', ') || '-'} | ${form} | ${until} | ${basis} |`,
    ),
    '',
    `While \`lontar serve\` runs, what is past its time is deleted every ${purgeMilliseconds / 1000} seconds; what has an earlier end by an act, such as a decision or a delivery, goes with that act. Erased rows are overwritten in the file, and its write-ahead log is emptied. Backups keep what was erased: give them an end too.`,
    '',
    'Without a person in them: the key header (`vault`), the signing keys (`keys`), the user at a population registry (`service_credentials`), the accounts of officers, the keys and DIDs of an agent of the installation (`agent_keys`, `agent_identifiers`). Under `--dev` the simulated registry (`registry`) keeps its invented people, encrypted.',
    '',
  ].join('\n')
}
