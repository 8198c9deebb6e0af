import type { OfficerDecision } from '@lontar/proofing/officer'
import type { StoreDatabase } from '../store-database.ts'

/** What a decision is kept under, beside its signed text. */
export type UsedDecision = Pick<OfficerDecision, 'jti' | 'caseId' | 'officerId' | 'decidedAt'>

/** One statement: two programs cannot both use it, and an officer who was disabled meanwhile decides nothing. */
export async function useDecision(
  { queries }: StoreDatabase,
  decision: UsedDecision,
  signed: string,
): Promise<boolean> {
  const { jti, caseId, officerId, decidedAt } = decision
  const { numInsertedOrUpdatedRows } = await queries
    .insertInto('officer_decisions')
    .columns(['jti', 'case_id', 'officer_id', 'decision', 'decided_at'])
    .expression((from) =>
      from
        .selectFrom('officers')
        .select(({ val }) => [
          val(jti).as('jti'),
          val(caseId).as('case_id'),
          'officer_id',
          val(signed).as('decision'),
          val(decidedAt.getTime()).as('decided_at'),
        ])
        .where('officer_id', '=', officerId)
        .where('status', '=', 'enabled'),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}
