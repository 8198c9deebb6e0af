import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { TrustList } from '@lontar/credentials'
import { OperationError } from '@lontar/credentials/errors'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { type JsonValue, parseJson } from '@lontar/credentials/jose'
import {
  createTrustFollower,
  parseTrustAuthority,
  parseTrustList,
  type TrustMemory,
  type TrustSource,
} from '@lontar/credentials/trust'
import type { Invocation } from './invocation.ts'
import { readTextFile } from './text-file.ts'

/** Whom to trust, as a command is told. */
export interface TrustOptions {
  /** A trust file, or the address of a signed trust list. */
  readonly trust: string
  /** The file of the authority that signs the list at that address. */
  readonly trustAuthority?: string | undefined
}

/**
 * Opens the trust that a command was given: a file is read once, a signed list at an address is followed.
 *
 * @throws {MalformedError} `json_malformed`, `trust_list_malformed`.
 * @throws {OperationError} `file_unreadable`; `usage` for an address without `--trust-authority`.
 */
export async function openTrust(invocation: Invocation, options: TrustOptions): Promise<TrustSource> {
  const { trust, trustAuthority } = options
  if (!isAddress(trust)) {
    const list = parseTrustList(await readJsonFile(invocation, trust))
    return async () => list
  }
  if (trustAuthority === undefined) {
    throw new OperationError('usage', 'a signed trust list needs --trust-authority')
  }
  return createTrustFollower({
    url: trust,
    authority: parseTrustAuthority(await readJsonFile(invocation, trustAuthority)),
    fetch: createGuardedFetch({ dangerouslyAllowLoopbackHttp: trust.startsWith('http:') }),
    now: invocation.environment.now,
    memory: openTrustMemory(invocation, trust),
    onRefused: ({ code }) =>
      invocation.note({
        id: `Peringatan: daftar kepercayaan baru tidak diambil (${code}); yang lama masih berlaku.`,
        en: `Warning: a newer trust list was not taken (${code}); the old one still holds.`,
      }),
  })
}

/**
 * Reads the trust that a command was given.
 *
 * @throws what `openTrust` throws, and what the source throws while there is no list that holds.
 */
export async function readTrust(invocation: Invocation, options: TrustOptions | string): Promise<TrustList> {
  const source = await openTrust(invocation, typeof options === 'string' ? { trust: options } : options)
  return source()
}

/** True for the address of a signed list. */
export function isAddress(trust: string): boolean {
  return /^https?:\/\//.test(trust)
}

/** True when a trust file names an issuer on http: such issuers exist on loopback and under `--dev` only. */
export function isDevelopmentTrust(trust: TrustList): boolean {
  return trust.issuers.some(({ types }) => types.some((type) => type.startsWith('http:')))
}

async function readJsonFile(invocation: Invocation, path: string): Promise<JsonValue> {
  return parseJson(await readTextFile(invocation, path))
}

/** The newest list lies in the data folder, so that a restart forgets no sequence. */
function openTrustMemory({ directory }: Invocation, url: string): TrustMemory {
  const name = createHash('sha256').update(url).digest('hex').slice(0, 32)
  const file = join(directory, 'followed-trust', `${name}.jwt`)
  return {
    read: async () => {
      try {
        return await readFile(file, 'utf8')
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw new OperationError('file_unreadable', 'the remembered trust list cannot be read', { cause })
      }
    },
    write: async (text) => {
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 })
        await writeFile(`${file}.new`, text, { mode: 0o600 })
        await rename(`${file}.new`, file)
      } catch (cause) {
        throw new OperationError('file_unwritable', 'the trust list cannot be remembered', { cause })
      }
    },
  }
}
