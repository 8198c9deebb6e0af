import type { TrustList } from '@lontar/credentials'
import { parseJson } from '@lontar/credentials/jose'
import { parseTrustList } from '@lontar/credentials/trust'
import type { Invocation } from './invocation.ts'
import { readTextFile } from './text-file.ts'

/**
 * Reads a trust file.
 *
 * @throws {MalformedError} `json_malformed`, `trust_list_malformed`.
 * @throws {OperationError} `file_unreadable`.
 */
export async function readTrust(invocation: Invocation, path: string): Promise<TrustList> {
  return parseTrustList(parseJson(await readTextFile(invocation, path)))
}

/** True when a trust file names an issuer on http: such issuers exist on loopback and under `--dev` only. */
export function isDevelopmentTrust(trust: TrustList): boolean {
  return trust.issuers.some(({ types }) => types.some((type) => type.startsWith('http:')))
}
