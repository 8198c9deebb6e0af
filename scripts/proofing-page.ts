import { errorCatalogue } from '../packages/credentials/src/error-catalogue.ts'
import {
  assuranceLadder,
  type LadderRow,
  type ProofingReasonCode,
  proofingReasons,
  proofingRequirements,
  type ReasonRemedy,
} from '../packages/proofing/src/index.ts'
import { officerRoles } from '../packages/proofing/src/officer.ts'

const levelUses: readonly (readonly [level: string, use: string])[] = [
  ['none', 'nothing is issued'],
  ['low', 'browsing and drafts; no credential'],
  [
    'substantial',
    'the default credential; the key that it is bound to is proved by the wallet when it is issued',
  ],
  ['high', 'government benefits'],
]

const remedies: Readonly<Record<ReasonRemedy, string>> = {
  officer: 'any officer who accepts, having seen it',
  supervisor: 'a supervisor who accepts, having seen it',
  evidence: 'other evidence, in a new application; an officer tells the applicant which',
  nobody: 'nobody: the case is over',
}

/** The page `docs/proofing.md`, of which every table is data of `@lontar/proofing`. */
export function proofingPage(): string {
  return [
    '# How an applicant becomes a verified identity',
    '',
    'Written from the tables of `@lontar/proofing` themselves by `pnpm run docs`. What proofing finds is evidence; a ladder',
    'says what level the evidence reaches; a reason says what stands in the way. Nothing else decides.',
    '',
    ...levels(),
    ...ladder(),
    ...reasons(),
    ...officers(),
    ...rules,
    ...claim,
  ].join('\n')
}

function levels(): readonly string[] {
  return [
    '## Levels',
    '',
    '| level | may unlock |',
    '|---|---|',
    ...levelUses.map(([level, use]) => `| \`${level}\` | ${use} |`),
    '',
    'An installation accepts `substantial` and above (`policy.minimumLevel`), and an issuer checks it again.',
    '',
  ]
}

function ladder(): readonly string[] {
  return [
    '## The ladder',
    '',
    'Each row is one way to a level and needs all that it names. What fits no row is `none`.',
    '',
    '| document | level | needs |',
    '|---|---|---|',
    ...assuranceLadder.map(ladderRow),
    '',
    '| what is needed | means |',
    '|---|---|',
    ...Object.entries(proofingRequirements).map(([id, { en }]) => `| \`${id}\` | ${en}. |`),
    '',
    'Three kinds of evidence never meet a row: an engine that nobody certified, a face on the printed card, and an answer',
    'that is `unavailable`. The first two may raise a doubt. Evidence of a simulator is refused outside development.',
    '',
  ]
}

function ladderRow({ document, level, requires }: LadderRow): string {
  return `| ${document === 'ktp' ? 'KTP' : 'passport'} | \`${level}\` | ${requires.map((id) => `\`${id}\``).join(', ')} |`
}

function reasons(): readonly string[] {
  const rows = Object.entries(proofingReasons) as [ProofingReasonCode, { readonly remedy: ReasonRemedy }][]
  return [
    '## What stands in the way',
    '',
    'While a reason stands, the level is `none`. Every automated refusal can be taken to an officer: the case is then in',
    '`review`, and its reasons are kept, without a value of the document. The exceptions are those that nobody takes out of',
    'the way. Each reason carries its `remedy`, which is the last column, and `canReview`, which is true where an officer or',
    'a supervisor who accepts takes it out of the way. A review with a reason that is not so is *held*: `lontar register`',
    'says so and asks for no signature.',
    '',
    '| reason | says | alasan | what takes it out of the way |',
    '|---|---|---|---|',
    ...rows.map(([code, { remedy }]) => {
      const { id, en } = errorCatalogue[code].title
      return `| [\`${code}\`](errors/${code}.md) | ${en} | ${id} | ${remedies[remedy]} |`
    }),
    '',
    '- **Under 17 with a KTP**, and **without consent**, the law itself forbids it (UU 27/2022 articles 20, 22 and 25): an',
    '  officer who could lift that would only be asked to break it. A tourist under 17 comes with a guardian, who consents.',
    '- **Simulated evidence** outside development is a fault of the installation; no applicant is to blame, and no word of an',
    '  officer makes it real.',
    '- **An officer who refused** has decided. The applicant may apply anew.',
    '- **Dead, duplicate or inactive in the registry** can be a mistake of the record, and the person in front of the officer',
    '  has a right to have it corrected (article 30). The officer sends him to Dukcapil and keeps the case; what lifts the',
    "  reason is the registry's next answer, never the officer's word alone.",
    '- **A NIK that does not fit the card** is no forgery: it stays when a birth date is corrected. An officer looks.',
    '',
  ]
}

function officers(): readonly string[] {
  return [
    '## Officers',
    '',
    'An officer is an account with a key of his own ([administrator](administrator.md#officers)). A decision is signed, is',
    'about one case and the evidence as it was, and serves once; each officer decides a case once. `high` needs two: neither',
    'the account nor the key may be the same.',
    '',
    '| role | may |',
    '|---|---|',
    ...Object.entries(officerRoles).map(([role, { en }]) => `| \`${role}\` | ${en} |`),
    '',
  ]
}

const rules: readonly string[] = [
  '## Three rules beside the ladder',
  '',
  '- **Residence** is what the card and the registry say, and both must. The NIK says where somebody was first registered,',
  '  and is never asked.',
  '- **Age** is reckoned in the time zone of the place. Of a birth date that a passport leaves partly open, the latest',
  '  possible one counts.',
  '- **A visitor** needs a passport, and where it is known a stay, that reach today; the credential ends with the earlier of',
  "  them. The card of a foreigner ends with the stay permit. A citizen's card has no end, whatever it prints.",
  '',
]

const claim: readonly string[] = [
  '## What a credential says of it',
  '',
  'The claim `verification`, in the form of OpenID Identity Assurance: the rules (`trust_framework`, a page that the issuer',
  'serves), the level, the time, and one piece of evidence for the document and one for the record, each with its checks:',
  '',
  '| `check_method` | stands for |',
  '|---|---|',
  '| `vri` | the document was inspected |',
  '| `vcrypt` | its chip is genuine |',
  '| `data` | every element matched the registry |',
  '| `bvr` | the face matched, of a person found present |',
  '| `pvp` | an officer saw the person; twice for two officers |',
  '',
  'No image, no score, no transaction, no officer and no process id: any of them would follow the holder from one verifier',
  'to the next. Times are rounded down to the hour.',
  '',
]
