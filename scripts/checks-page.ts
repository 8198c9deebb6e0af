import {
  type StepStage,
  type VerificationStep,
  verificationSteps,
} from '../packages/credentials/src/verification-steps.ts'

/** The stages in the order in which they are reached, with what each decides. */
const stages: readonly (readonly [StepStage, string])[] = [
  ['format', 'Can it be read, strictly, as what it claims to be?'],
  ['issuer_trust', 'Is its issuer trusted for its type?'],
  ['trust_list', 'Is the list that says so authentic, current and not older than one seen before?'],
  ['signature', 'Did that issuer sign it, with a key that is his?'],
  ['disclosures', 'Is every disclosed claim genuine and in its place?'],
  ['type', 'Is it of a type that was asked for?'],
  ['type_metadata', 'Does the description of its type hold, where it is looked at?'],
  ['validity', 'Is it within its period?'],
  ['holder_binding', 'Does its holder show it, now, to this verifier, for this request?'],
  ['status', 'Is it neither revoked nor suspended?'],
  ['status_list', 'Is the list that says so authentic, of this issuer, current and complete?'],
  ['query', 'Is it what was asked for?'],
  ['conditions', 'Does it meet the conditions of the service?'],
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
    ...stages.flatMap(([stage, question]) => section(stage, question)),
  ].join('\n')
}

function section(stage: StepStage, question: string): readonly string[] {
  const steps = verificationSteps.filter((step) => step.stage === stage)
  if (steps.length === 0) return []
  return [
    `## ${stage}`,
    '',
    question,
    '',
    '| step | rule | specification | refusal |',
    '|---|---|---|---|',
    ...steps.map(row),
    '',
  ]
}

function row({ id, rule, spec, code }: VerificationStep): string {
  return `| \`${id}\` | ${rule.replaceAll('|', '\\|')} | ${spec} | [\`${code}\`](errors/${code}.md) |`
}
