import type { Registration } from '@lontar/proofing/registration'

/**
 * Where a registration stands for whoever sits at the counter: the states of `@lontar/proofing/registration`, and of a
 * review what it waits for. `held`: a reason stands that no officer's word takes out of the way.
 */
export type Standing =
  | Exclude<Registration['state'], 'review'>
  | 'waits_for_officer'
  | 'waits_for_supervisor'
  | 'held'

/** Says where a registration stands. */
export function standingOf({ state, reasons }: Pick<Registration, 'state' | 'reasons'>): Standing {
  if (state !== 'review') return state
  if (reasons.some(({ canReview }) => !canReview)) return 'held'
  return reasons.some(({ remedy }) => remedy === 'supervisor') ? 'waits_for_supervisor' : 'waits_for_officer'
}
