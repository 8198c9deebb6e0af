import type { LocalizedText } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import { confirm } from './confirm.ts'
import { explained } from './explained.ts'
import type { Invocation } from './invocation.ts'

/**
 * Asks a person; without one the answer is no.
 *
 * @throws {VerificationError} `consent_missing` when nobody can be asked.
 */
export async function askHolder(invocation: Invocation, question: LocalizedText): Promise<boolean> {
  if (!invocation.interactive) {
    throw explained(
      new VerificationError('consent_missing', 'nobody can be asked: pass --yes'),
      'tidak ada yang dapat ditanya: berikan --yes',
    )
  }
  return confirm(invocation, question)
}
