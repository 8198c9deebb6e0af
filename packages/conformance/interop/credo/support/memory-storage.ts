import {
  type AgentContext,
  type BaseRecord,
  type BaseRecordConstructor,
  type Query,
  type QueryOptions,
  RecordDuplicateError,
  RecordNotFoundError,
  type StorageService,
} from '@credo-ts/core'

// biome-ignore lint/suspicious/noExplicitAny: a record of Credo, whatever its tags.
type AnyRecord = BaseRecord<any, any, any>

/** What a Credo agent keeps, in memory: every record is cloned on its way in and out, as from a database. */
export function createMemoryStorage(): StorageService<AnyRecord> {
  const records = new Map<string, AnyRecord>()
  const existing = (type: string, id: string): AnyRecord => {
    const record = records.get(`${type} ${id}`)
    if (record === undefined) throw new RecordNotFoundError(`no ${type}`, { recordType: type })
    return record
  }
  const ofType = ({ type }: BaseRecordConstructor<AnyRecord>): AnyRecord[] =>
    [...records.values()].filter((record) => record.type === type)
  const keep = (record: AnyRecord): void => {
    records.set(`${record.type} ${record.id}`, record.clone())
  }
  return {
    supportsCursorPagination: false,
    save: async (_agent: AgentContext, record) => {
      if (records.has(`${record.type} ${record.id}`)) {
        throw new RecordDuplicateError(`there is such a ${record.type}`, { recordType: record.type })
      }
      keep(record)
    },
    update: async (_agent, record) => {
      existing(record.type, record.id)
      keep(record)
    },
    delete: async (_agent, { type, id }) => {
      existing(type, id)
      records.delete(`${type} ${id}`)
    },
    deleteById: async (_agent, { type }, id) => {
      existing(type, id)
      records.delete(`${type} ${id}`)
    },
    getById: async (_agent, { type }, id) => existing(type, id).clone(),
    getAll: async (_agent, recordClass) => ofType(recordClass).map((record) => record.clone()),
    findByQuery: async (_agent, recordClass, query, options) =>
      page(
        ofType(recordClass).filter((record) => matches(record, query)),
        options,
      ).map((record) => record.clone()),
  }
}

function page(found: readonly AnyRecord[], { offset = 0, limit }: QueryOptions = {}): readonly AnyRecord[] {
  return found.slice(offset, limit === undefined ? undefined : offset + limit)
}

function matches(record: AnyRecord, query: Query<AnyRecord>): boolean {
  const { $and: all, $or: any, $not: not, ...tags } = query as Record<string, unknown>
  if (all !== undefined && !(all as Query<AnyRecord>[]).every((part) => matches(record, part))) return false
  if (any !== undefined && !(any as Query<AnyRecord>[]).some((part) => matches(record, part))) return false
  if (not !== undefined && matches(record, not as Query<AnyRecord>)) return false
  const own = record.getTags() as Record<string, unknown>
  return Object.entries(tags).every(([name, wanted]) => holds(own[name], wanted))
}

function holds(own: unknown, wanted: unknown): boolean {
  if (wanted === undefined) return true
  if (!Array.isArray(wanted)) return own === wanted
  return Array.isArray(own) && wanted.every((value) => own.includes(value))
}
