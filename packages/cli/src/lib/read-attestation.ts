import type { JsonValue } from '@lontar/credentials/jose'
import type { TrustedAttester } from '@lontar/openid4vc/oauth'
import type { IssuerConfiguration } from './configuration.ts'
import { usageError } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { parseAttesters } from './parse-attesters.ts'
import { readJsonFile } from './text-file.ts'

/** How `lontar init` is told whose attestations of wallets are believed. */
export interface AttestationOptions {
  /** A file with a list of attesters. */
  readonly attesters?: string
  readonly attestationRequired?: boolean
}

/**
 * Reads the file of `--attesters`.
 *
 * @throws {OperationError} `usage` for a file with something else, and for a requirement without it; `file_unreadable`.
 * @throws {MalformedError} `json_malformed`, `utf8_malformed`.
 */
export async function readAttestation(
  invocation: Invocation,
  { attesters: file, attestationRequired }: AttestationOptions,
): Promise<Pick<IssuerConfiguration, 'attesters' | 'attestationRequired'>> {
  if (file === undefined) {
    if (attestationRequired !== true) return {}
    throw usageError({
      id: '--attestation-required membutuhkan --attesters',
      en: '--attestation-required needs --attesters',
    })
  }
  const attesters = requireAttesters(await readJsonFile(invocation, file, '--attesters'))
  return { attesters, ...(attestationRequired === true && { attestationRequired }) }
}

function requireAttesters(value: JsonValue): readonly TrustedAttester[] {
  try {
    return parseAttesters(value)
  } catch {
    throw usageError({
      id: 'berkas dari --attesters harus berupa daftar objek JSON dengan jwks atau roots',
      en: 'the file of --attesters has to be a list of JSON objects with jwks or roots',
    })
  }
}
