import type { OfficerAccount } from './officer-account.ts'
import type { OfficerAccounts } from './officer-accounts.ts'

/** Keeps accounts and used decisions in memory, for tests and examples: with the process they are forgotten. */
export function createMemoryOfficerAccounts(accounts: readonly OfficerAccount[]): OfficerAccounts {
  const byId = new Map(accounts.map((account) => [account.id, account]))
  const used = new Set<string>()
  return Object.freeze<OfficerAccounts>({
    find: async (officerId) => byId.get(officerId),
    use: async ({ jti, caseId, officerId }) => {
      const marks = [JSON.stringify(['jti', jti]), JSON.stringify(['case', caseId, officerId])]
      if (marks.some((mark) => used.has(mark))) return false
      for (const mark of marks) used.add(mark)
      return true
    },
  })
}
