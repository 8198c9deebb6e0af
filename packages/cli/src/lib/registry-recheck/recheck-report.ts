import { existsSync } from 'node:fs'
import { appendFile, readFile } from 'node:fs/promises'
import { OperationError } from '@lontar/credentials/errors'
import { isJsonObject, type JsonObject, parseJson } from '@lontar/credentials/jose'
import { explained, usageError } from '../explained.ts'

/** The file in which a round of questions is kept, one line for each answer. It names consents and credentials, and no person. */
export interface RecheckReport {
  /** Whether the person of this consent was answered for in a run before. */
  holds(consentId: string): boolean
  /** Keeps an answer. */
  add(entry: JsonObject): Promise<void>
}

const kind = 'lontar-registry-recheck'

/**
 * Opens the report of a round, or begins one. A line that a crash cut short counts as not there.
 *
 * @throws {OperationError} `usage` for a file with something else; `file_unreadable`, `file_unwritable`.
 */
export async function openRecheckReport(path: string, now: Date): Promise<RecheckReport> {
  const text = existsSync(path) ? await readFile(path, 'utf8').catch(unreadable) : ''
  const [header, ...entries] = text.split('\n').slice(0, -1).map(parseLine)
  if (text !== '' && header?.['report'] !== kind) throw notReport()
  const known = new Set(entries.map((entry) => String(entry?.['consentId'])))
  if (text === '') await append(path, { report: kind, startedAt: now.toISOString() })
  // Behind a line that was cut short a new one has to begin.
  else if (!text.endsWith('\n')) await write(path, '\n')
  return {
    holds: (consentId) => known.has(consentId),
    add: async (entry) => {
      await append(path, entry)
      known.add(String(entry['consentId']))
    },
  }
}

function parseLine(line: string): JsonObject | undefined {
  try {
    const value = parseJson(line)
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

async function append(path: string, entry: JsonObject): Promise<void> {
  await write(path, `${JSON.stringify(entry)}\n`)
}

async function write(path: string, text: string): Promise<void> {
  await appendFile(path, text, { mode: 0o600, flush: true }).catch((cause: unknown) => {
    throw explained(
      new OperationError('file_unwritable', 'the file of --report cannot be written', { cause }),
      'berkas dari --report tidak dapat ditulis',
    )
  })
}

function unreadable(cause: unknown): never {
  throw explained(
    new OperationError('file_unreadable', 'the file of --report cannot be read', { cause }),
    'berkas dari --report tidak dapat dibaca',
  )
}

function notReport(): Error {
  return usageError({
    id: 'berkas dari --report sudah ada dan bukan laporan pemeriksaan ulang',
    en: 'the file of --report is there and is no report of a recheck',
  })
}
