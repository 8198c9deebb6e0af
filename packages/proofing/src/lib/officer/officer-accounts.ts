import type { OfficerAccount } from './officer-account.ts'
import type { OfficerDecision } from './officer-decision.ts'

/** Where the accounts of officers lie, and which decisions were used. The store implements it. */
export interface OfficerAccounts {
  /** The account of an id, whatever its status; `undefined` when there is none. */
  find(officerId: string): Promise<OfficerAccount | undefined>
  /**
   * Uses a decision up in one step, and keeps it as signed.
   *
   * @param decision - what was decided
   * @param signed - the compact JWS
   * @returns false, and nothing changes, when its `jti` was used before or the officer decided the case before,
   *   or is not enabled
   */
  use(decision: OfficerDecision, signed: string): Promise<boolean>
}
