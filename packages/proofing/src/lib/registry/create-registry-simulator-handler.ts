import type { JsonObject } from '@lontar/credentials'
import { readPrintedDate, readPrintedSex, readPrintedText } from '@lontar/documents/ktp'
import { parseNik } from '@lontar/documents/nik'
import { findProvince, findRegency } from '@lontar/documents/regions'
import { readQuestion } from '../resilient-call/read-question.ts'
import { simulatedAnswer } from '../resilient-call/simulated-answer.ts'
import { defaultFieldNames } from './registry-field-names.ts'
import type { RegistryRecords } from './registry-simulator.ts'
import { similarityPercent } from './similarity-percent.ts'

/** What a register of invented people over HTTP needs. */
export interface RegistrySimulatorHandlerOptions {
  /** Finds a person by NIK. */
  readonly records: RegistryRecords
  /** Whom it answers; everybody by default. */
  readonly credentials?: { readonly userId: string; readonly password: string }
}

const names = defaultFieldNames

/** The longest question, in bytes, and how long it may take to come, in seconds. */
const limits = { maxBytes: 16_384, timeoutSeconds: 10 }

const errorsOfStatus: ReadonlyMap<unknown, readonly [string, string]> = new Map([
  ['dead', ['11', 'Data Ditemukan, Meninggal Dunia']],
  ['duplicate', ['12', 'Data Ditemukan, Data Ganda']],
  ['inactive', ['14', 'Data Ditemukan, Status Non Aktif, silakan hubungi Dinas Dukcapil']],
])
const notFound = ['13', 'Data Tidak Ditemukan, NIK tidak terdapat di database Kependudukan'] as const
const badFormat = ['15', 'Data Tidak Ditemukan, NIK tidak sesuai format Dukcapil'] as const

/**
 * Makes the simulated register a server that speaks the de-facto shape of the yes/no matching interface: error codes
 * 11 to 15, `Sesuai` for what is coded, `Sesuai (n)` for free text. Each answer says by a header that it is simulated,
 * and `openRegistryClient` takes it for nothing else.
 *
 * @param options see `RegistrySimulatorHandlerOptions`
 * @returns a handler of POST requests: 400 for what cannot be read, 401 for a stranger, 405 for another method
 */
export function createRegistrySimulatorHandler(
  options: RegistrySimulatorHandlerOptions,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'POST') return simulatedAnswer(405, {})
    const question = await readQuestion(request, limits)
    if (question === undefined) return simulatedAnswer(400, {})
    const { credentials } = options
    const isKnown =
      credentials === undefined ||
      (question[names.userId] === credentials.userId && question[names.password] === credentials.password)
    if (!isKnown) return simulatedAnswer(401, {})
    return simulatedAnswer(200, envelope(await recordFor(question, options.records)))
  }
}

function envelope(record: JsonObject): JsonObject {
  return { content: [record], lastPage: true, numberOfElements: 1, quotaLimiter: 1000 }
}

async function recordFor(question: JsonObject, records: RegistryRecords): Promise<JsonObject> {
  const nik = question[names.nik]
  if (typeof nik !== 'string' || !parseNik(nik).ok) return errorRecord(badFormat)
  const record = await records.find(nik)
  if (record === undefined) return errorRecord(notFound)
  const error = errorsOfStatus.get(record['status'])
  if (error !== undefined) return errorRecord(error)
  return record['status'] === 'active' ? answersOf(question, record) : {}
}

function errorRecord([code, text]: readonly [string, string]): JsonObject {
  return { RESPONSE_CODE: code, RESPONSE: text, RESPONSE_DESC: text }
}

/** Letter case and runs of white space do not count. */
function fold(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toUpperCase()
}

/** What the register holds, by field; what cannot be read it does not hold, and so does not answer. */
function fieldsOf(record: JsonObject): readonly (readonly [string, string | undefined, 'coded' | 'text'])[] {
  const text = (key: string) => readPrintedText(record[key])
  const date = readPrintedDate(text('tanggalLahir') ?? '')
  const sex = readPrintedSex(text('jenisKelamin') ?? '')
  const province = findProvince(text('provinsi') ?? '')
  const regency = findRegency(province?.code ?? '', text('kabupatenKota') ?? '')
  // A place whose code is not listed has some other code than the one that is asked.
  const unlisted = (key: string) => text(key) && ''
  return [
    [names.name, text('nama'), 'text'],
    [names.birthplace, text('tempatLahir'), 'text'],
    [names.birthdate, date?.split('-').reverse().join('-'), 'coded'],
    [names.sex, sex && { male: 'Laki-laki', female: 'Perempuan' }[sex], 'coded'],
    [names.provinceCode, province?.code ?? unlisted('provinsi'), 'coded'],
    [names.provinceName, text('provinsi'), 'text'],
    [names.regencyCode, regency?.code.slice(3) ?? unlisted('kabupatenKota'), 'coded'],
    [names.regencyName, text('kabupatenKota'), 'text'],
  ]
}

function answersOf(question: JsonObject, record: JsonObject): JsonObject {
  const threshold = Number(question[names.threshold] ?? 100)
  const answers: Record<string, string> = { [names.nik]: 'Sesuai' }
  for (const [field, known, kind] of fieldsOf(record)) {
    const asked = question[field]
    if (typeof asked !== 'string' || known === undefined) continue
    const score = similarityPercent(fold(asked), fold(known))
    const word = score >= (kind === 'text' ? threshold : 100) ? 'Sesuai' : 'Tidak Sesuai'
    answers[field] = kind === 'text' ? `${word} (${score})` : word
  }
  return answers
}
