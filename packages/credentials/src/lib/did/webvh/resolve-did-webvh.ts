import { LontarError } from '../../errors/lontar-error.ts'
import type { GuardedFetch, GuardedResponse } from '../../guarded-fetch/guarded-fetch.ts'
import { requireStep } from '../../verdict/require-step.ts'
import {
  didActive,
  logReadable,
  logWitnessed,
  scidSyntax,
  witnessesReadable,
} from '../../verdict/steps/did-steps.ts'
import type { VerificationStep } from '../../verdict/verification-step.ts'
import type { DidDocument } from '../did-document.ts'
import { didWebUrl, parseDidWebLocation } from '../did-web-url.ts'
import { fetchDidFile } from '../fetch-did-file.ts'
import { parseDidDocument } from '../parse-did-document.ts'
import { parseDidLog } from './parse-did-log.ts'
import { type VerifiedLogEntry, verifyDidLog } from './verify-did-log.ts'
import { requireWitnesses } from './verify-witness-proofs.ts'

/** What `resolveDidWebvh` needs. */
export interface DidWebvhOptions {
  readonly fetch: GuardedFetch
  readonly now: Date
}

const did = /^did:webvh:Qm[1-9A-HJ-NP-Za-km-z]{44}:(.+)$/

/**
 * Resolves a did:webvh: fetches its log and its witness proofs, and verifies its whole history.
 *
 * @param text a DID without path, query or fragment.
 * @param options see `DidWebvhOptions`.
 * @returns the newest document, as its log has it; the implied services `#files` and `#whois` are not added.
 * @throws MalformedError `did_malformed`, `did_log_malformed`, `did_document_malformed`; VerificationError
 * `did_log_invalid`, `did_deactivated`; NetworkError `did_unreachable`.
 * @see did:webvh v1.0, "Read (resolve)"
 */
export async function resolveDidWebvh(text: string, { fetch, now }: DidWebvhOptions): Promise<DidDocument> {
  const [, identifier] = did.exec(text) ?? []
  requireStep(scidSyntax, identifier !== undefined)
  const location = parseDidWebLocation(identifier)
  const log = await fetchDidFile(fetch, didWebUrl(location, 'did.jsonl'))
  requireStep(logReadable, log !== undefined)
  const entries = await verifyDidLog(parseDidLog(textOf(log, logReadable)), { expectedDid: text, now })
  if (entries.some(({ parameters }) => parameters.witnesses !== undefined)) {
    const witnesses = await fetchDidFile(fetch, didWebUrl(location, 'did-witness.json'))
    requireStep(logWitnessed, witnesses !== undefined)
    await requireWitnesses(entries, textOf(witnesses, witnessesReadable), now)
  }
  const newest = entries.at(-1) as VerifiedLogEntry
  requireStep(didActive, !newest.parameters.deactivated)
  return parseDidDocument(newest.entry.state, text)
}

/** The files must be UTF-8. */
function textOf(file: GuardedResponse, step: VerificationStep): string {
  try {
    return file.text()
  } catch (cause) {
    if (cause instanceof LontarError) requireStep(step, false, { cause })
    throw cause
  }
}
