import type { CredentialFormat } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import { type ClaimLeaf, claimLeaves } from './claim-leaves.ts'
import { foreseeDisclosure } from './disclosure.ts'
import type { PlannedPresentation } from './presentation-options.ts'

/** What a presentation is held against. */
export interface PresentationExpectations {
  readonly format: CredentialFormat
  readonly planned: PlannedPresentation
}

/**
 * Reads a presentation as its verifier will, and refuses it unless it shows exactly what was planned: the last line
 * of defence against an error in whatever made it (security: B18).
 *
 * @throws VerificationError `wallet_would_overdisclose`
 */
export async function checkPresentation(
  presentation: string,
  { format, planned: { credential, disclose } }: PresentationExpectations,
): Promise<void> {
  const shown = claimLeaves((await format.parse(presentation)).claims)
    .map(spell)
    .sort()
  const { visible, extra } = foreseeDisclosure(credential, disclose)
  const expected = visible.map(spell).sort()
  const same = shown.length === expected.length && shown.every((leaf, index) => leaf === expected[index])
  if (!same || extra.length > 0) {
    throw new VerificationError(
      'wallet_would_overdisclose',
      'The presentation would show something other than what was agreed to.',
    )
  }
}

/** A value and its place. Indices are left out, because withheld elements move those behind them. */
function spell({ path, value }: ClaimLeaf): string {
  return JSON.stringify([path.map((part) => (typeof part === 'number' ? null : part)), value])
}
