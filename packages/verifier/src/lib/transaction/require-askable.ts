import { type Ask, compileAsk } from '@lontar/documents/ask'
import type { VerifierContext } from '../verifier-context.ts'
import { needsCredential } from './create-transaction.ts'
import { requireRegistered } from './require-registered.ts'

/**
 * Makes sure that requests for these asks can be made.
 *
 * @throws VerificationError `ask_exceeds_service`, `issuer_untrusted`
 * @throws MalformedError `ask_malformed`
 */
export async function requireAskable(context: VerifierContext, asks: Iterable<Ask>): Promise<void> {
  const asking = [...asks].filter(needsCredential)
  if (asking.length === 0) return
  const trust = await context.trust()
  for (const ask of asking) {
    requireRegistered(context, trust, ask.service)
    compileAsk(ask, { trust, formats: context.askFormats })
  }
}
