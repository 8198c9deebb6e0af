import type { JsonValue, TrustList } from '@lontar/credentials'
import { MalformedError, VerificationError } from '@lontar/credentials/errors'
import { type Ask, compileAsk, parseAsks } from '@lontar/documents/ask'
import { parse as parseYaml } from 'yaml'
import type { Invocation } from './invocation.ts'
import { readTextFile } from './text-file.ts'

/**
 * Reads a file of asks.
 *
 * @throws {MalformedError} `ask_malformed`, `utf8_malformed`.
 * @throws {VerificationError} `ask_exceeds_service`, `claim_unknown`.
 * @throws {OperationError} `file_unreadable`.
 */
export async function readAsks(invocation: Invocation, path: string): Promise<ReadonlyMap<string, Ask>> {
  const text = await readTextFile(invocation, path, '--asks')
  try {
    return parseAsks(parseYaml(text, { maxAliasCount: 0, strict: true, uniqueKeys: true }) as JsonValue)
  } catch (cause) {
    if (cause instanceof MalformedError || cause instanceof VerificationError) throw cause
    throw new MalformedError('ask_malformed', 'the asks file is not YAML', { cause })
  }
}

/** Compiles every ask once, so that one that no trusted issuer can answer is refused before a holder waits. */
export function requireAnswerable(asks: ReadonlyMap<string, Ask>, trust: TrustList): void {
  for (const ask of asks.values()) {
    if (ask.credential !== undefined) compileAsk(ask, { trust })
  }
}
