import { isJsonObject, type JsonValue } from '@lontar/credentials/jose'
import type { RegistryCredentials } from '@lontar/proofing'
import { usageError } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { readJsonFile } from './text-file.ts'

/** The option that names the file of the user: at the set-up, and later. */
export type RegistryCredentialsOption = '--registry-credentials' | '--credentials'

/**
 * Finds by what a registry knows the installation: the file of the option first, an object of `userId`, `password` and
 * `ipUser`, then `LONTAR_REGISTRY_USER`, `LONTAR_REGISTRY_PASSWORD` and `LONTAR_REGISTRY_IP`. It is never an argument,
 * which other processes could read.
 *
 * @throws {OperationError} `usage` when one of them is missing or odd; `file_unreadable`.
 * @throws {MalformedError} `json_malformed`, `utf8_malformed`.
 */
export async function readRegistryCredentials(
  invocation: Invocation,
  option: RegistryCredentialsOption,
  file: string | undefined,
): Promise<RegistryCredentials> {
  if (file === undefined) return requireCredentials(fromVariables(invocation), option)
  return requireCredentials(await readJsonFile(invocation, file, option), option)
}

function fromVariables({ environment: { variables } }: Invocation): JsonValue {
  return {
    userId: variables['LONTAR_REGISTRY_USER'] ?? null,
    password: variables['LONTAR_REGISTRY_PASSWORD'] ?? null,
    ipUser: variables['LONTAR_REGISTRY_IP'] ?? null,
  }
}

function requireCredentials(value: JsonValue, option: RegistryCredentialsOption): RegistryCredentials {
  const credentials = parseRegistryCredentials(value)
  if (credentials !== undefined) return credentials
  const variables = 'LONTAR_REGISTRY_USER, LONTAR_REGISTRY_PASSWORD'
  throw usageError({
    id: `pengguna registri belum lengkap: isi ${variables}, dan LONTAR_REGISTRY_IP, atau berikan ${option} dengan userId, password, dan ipUser`,
    en: `the user of the registry is not complete: set ${variables} and LONTAR_REGISTRY_IP, or pass ${option} with userId, password and ipUser`,
  })
}

/** Reads credentials of a registry; `undefined` when something is missing, odd or too much. */
export function parseRegistryCredentials(value: JsonValue | undefined): RegistryCredentials | undefined {
  if (!isJsonObject(value)) return undefined
  const { userId, password, ipUser, ...more } = value
  if (!isText(userId) || !isText(password) || !isText(ipUser)) return undefined
  return Object.keys(more).length === 0 ? { userId, password, ipUser } : undefined
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && /^[^\p{Cc}]{1,200}$/u.test(value)
}
