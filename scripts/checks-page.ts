import type { StepStage, VerificationStep } from '../packages/credentials/src/verdict-step.ts'
import { verificationSteps } from '../packages/verifier/src/verification-steps.ts'

/** The stages in the order in which they are reached, with what each decides. */
const stages: readonly (readonly [stage: StepStage, question: string, part?: string])[] = [
  ['format', 'Can it be read, strictly, as what it claims to be?'],
  ['issuer_trust', 'Is its issuer trusted for its type?'],
  [
    'trust_list',
    'Is the list that says so authentic, current and not older than one seen before?',
    'issuer_trust',
  ],
  ['signature', 'Did that issuer sign it, with a key that is his?'],
  ['disclosures', 'Is every disclosed claim genuine and in its place?'],
  ['type', 'Is it of a type that was asked for?'],
  [
    'type_metadata',
    'Does the description of its type hold? No verification looks at it: ask for it by `createTypeMetadataResolver`.',
    '',
  ],
  ['validity', 'Is it within its period?'],
  ['holder_binding', 'Does its holder show it, now, to this verifier, for this request?'],
  ['status', 'Is it neither revoked nor suspended?'],
  ['status_list', 'Is the list that says so authentic, of this issuer, current and complete?', 'status'],
  [
    'query',
    'Is it the answer to what was asked, and to nothing else? Only a verifier that asked looks at it.',
  ],
  [
    'conditions',
    'Does it meet the conditions of the service? Only a verifier that asked looks at them: [what an ask may say](asks.md).',
  ],
]

/** The page `docs/checks.md`. */
export function checksPage(): string {
  return [
    '# What is checked, and in what order',
    '',
    'Written from the checks themselves by `pnpm run docs`. A check of the verdict that does not pass is the first',
    'step below that does not hold; what comes after it is unknown, and unknown is not ok. A test switches off each',
    `of the ${verificationSteps.length} steps in turn and proves that a named case is then missed.`,
    '',
    ...stages.flatMap(section),
  ].join('\n')
}

function section([stage, question, part = stage]: (typeof stages)[number]): readonly string[] {
  const steps = verificationSteps.filter((step) => step.stage === stage)
  if (steps.length === 0) return []
  return [
    `## ${stage}`,
    '',
    question,
    ...partOf(stage, part),
    '',
    '| step | rule | specification | refusal |',
    '|---|---|---|---|',
    ...steps.map(row),
    '',
  ]
}

/** A stage is a check of the verdict, or a part of one, or stands alone. */
function partOf(stage: StepStage, part: string): readonly string[] {
  if (part === stage || part === '') return []
  return ['', `In the verdict it is a part of the check \`${part}\`.`]
}

function row({ id, rule, spec, code }: VerificationStep): string {
  return `| \`${id}\` | ${rule.replaceAll('|', '\\|')} | ${spec} | [\`${code}\`](errors/${code}.md) |`
}
