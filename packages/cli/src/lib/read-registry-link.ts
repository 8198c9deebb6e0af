import type { JsonValue } from '@lontar/credentials/jose'
import { usageError } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { type RegistryCredentialsOption, readRegistryCredentials } from './read-registry-credentials.ts'
import type { RegistryLink } from './registry-link.ts'
import { parseRegistryShape, type RegistryShape } from './registry-settings.ts'
import { type FileSource, readJsonFile } from './text-file.ts'

/** How a registry is named on the command line. */
export interface RegistryOrder {
  /** Its address. */
  readonly url: string
  /** The option of the user's file, and its value. */
  readonly credentials: { readonly option: RegistryCredentialsOption; readonly file: string | undefined }
  /** The option of the file with the shape of its interface, and its value. */
  readonly shape: { readonly option: FileSource; readonly file: string | undefined }
  /** Whether its host may lie in a private network. */
  readonly privateNetwork: boolean
}

/**
 * Reads everything that a registry is connected with.
 *
 * @throws {OperationError} `usage` for an incomplete user, or a shape that is none; `file_unreadable`.
 * @throws {MalformedError} `json_malformed`, `utf8_malformed`.
 */
export async function readRegistryLink(
  invocation: Invocation,
  { url, credentials, shape, privateNetwork }: RegistryOrder,
): Promise<RegistryLink> {
  const { option, file } = shape
  const read = file === undefined ? {} : requireShape(await readJsonFile(invocation, file, option), option)
  return {
    settings: { url, ...read, ...(privateNetwork && { privateNetwork }) },
    credentials: await readRegistryCredentials(invocation, credentials.option, credentials.file),
  }
}

function requireShape(value: JsonValue, option: FileSource): RegistryShape {
  try {
    return parseRegistryShape(value)
  } catch {
    throw usageError({
      id: `berkas dari ${option} hanya boleh berisi fieldNames, dateFormat, threshold, dan timeoutMilliseconds yang sah`,
      en: `the file of ${option} has to hold fieldNames, dateFormat, threshold and timeoutMilliseconds that are valid, and nothing else`,
    })
  }
}
