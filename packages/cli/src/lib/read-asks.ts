import type { JsonValue, TrustList } from '@lontar/credentials'
import { MalformedError } from '@lontar/credentials/errors'
import { type Ask, compileAsk, parseAsks } from '@lontar/documents/ask'
import { parse as parseYaml, YAMLParseError } from 'yaml'
import { inFile } from './in-file.ts'
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
  return inFile('--asks', () => parseAsks(readYaml(text)))
}

/** Compiles every ask once, so that one that no trusted issuer can answer is refused before a holder waits. */
export function requireAnswerable(asks: ReadonlyMap<string, Ask>, trust: TrustList): void {
  inFile('--asks', () => {
    for (const ask of asks.values()) {
      if (ask.credential !== undefined) compileAsk(ask, { trust })
    }
  })
}

function readYaml(text: string): JsonValue {
  try {
    return parseYaml(text, { maxAliasCount: 0, strict: true, uniqueKeys: true }) as JsonValue
  } catch (cause) {
    const [start] = (cause instanceof YAMLParseError && cause.linePos) || []
    const at = start === undefined ? '' : ` (line ${start.line}, column ${start.col})`
    throw new MalformedError('ask_malformed', `It is not YAML${at}.`, { cause })
  }
}
