import type { Evidence } from '@lontar/documents/verified-identity'
import type { PopulationRegistry } from '../registry/population-registry.ts'

/** What evidence is made of. */
export interface EvidenceInput {
  readonly registry: PopulationRegistry
  readonly officer: { readonly id: string; readonly confirmed: boolean }
  readonly organization: string
  readonly now: Date
}

/**
 * Lists what held, without a claim value: the officer saw the card and the person, the registry matched.
 * `registryTransaction` is there only when every element matched.
 */
export function collectEvidence(
  { registry, officer, organization, now }: EvidenceInput,
  registryTransaction: string | undefined,
): readonly Evidence[] {
  const common = { organization, time: now }
  const evidence: Evidence[] = []
  if (registryTransaction !== undefined) {
    const simulated = registry.simulated === true
    evidence.push({
      ...common,
      type: 'electronic_record',
      checkMethod: 'data',
      transaction: registryTransaction,
      simulated,
    })
  }
  if (officer.confirmed !== true || officer.id === '') return evidence
  return [
    { ...common, type: 'document', checkMethod: 'vri', simulated: false },
    ...evidence,
    { ...common, type: 'officer', checkMethod: 'pvp', transaction: officer.id, simulated: false },
  ]
}
