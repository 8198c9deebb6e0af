import { beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../jose/json.ts'
import { type ServedFile, serveFiles } from '../fixtures/serve-files.ts'
import {
  createLogKey,
  hashOf,
  type LogEntryTraits,
  type LogKey,
  prove,
  writeDidLog,
} from './fixtures/did-log-writer.ts'
import { resolveDidWebvh } from './resolve-did-webvh.ts'

const host = 'issuer.example:tenant'
const folder = 'https://issuer.example/tenant'
const now = new Date('2026-11-01T04:00:00Z')
let keys: readonly LogKey[]
let [one, two, three]: LogKey[] = []

beforeAll(async () => {
  keys = await Promise.all([createLogKey(), createLogKey(), createLogKey()])
  ;[one, two, three] = keys
})

const by = (...signers: (LogKey | undefined)[]) => signers.filter((key) => key !== undefined)
const day = (number: number) => `2026-01-${String(number).padStart(2, '0')}T00:00:00Z`
const keysOf = (...signers: (LogKey | undefined)[]) => by(...signers).map(({ multikey }) => multikey)
const genesis = (changes: Partial<LogEntryTraits> = {}): LogEntryTraits => ({
  versionTime: day(1),
  signedBy: by(one),
  ...changes,
  parameters: { updateKeys: keysOf(one), ...changes.parameters },
})
const update = (number: number, changes: Partial<LogEntryTraits> = {}): LogEntryTraits => ({
  versionTime: day(number),
  signedBy: by(one),
  ...changes,
})

interface Wanted {
  readonly did?: (scid: string) => string
  readonly edit?: (entries: readonly JsonObject[]) => readonly JsonObject[]
  readonly witness?: (versionIds: readonly string[]) => Promise<JsonValue>
  readonly witnessFile?: ServedFile
}

async function resolve(traits: readonly LogEntryTraits[], wanted: Wanted = {}) {
  const { scid, entries } = await writeDidLog(host, traits)
  const lines = (wanted.edit?.(entries) ?? entries).map((entry) => JSON.stringify(entry))
  const witness = await wanted.witness?.(entries.map(({ versionId }) => String(versionId)))
  const network = serveFiles({
    [`${folder}/did.jsonl`]: { text: `${lines.join('\n')}\n`, type: 'text/jsonl' },
    [`${folder}/did-witness.json`]:
      wanted.witnessFile ??
      (witness === undefined ? { text: '', status: 404 } : { text: JSON.stringify(witness) }),
  })
  const did = wanted.did?.(scid) ?? `did:webvh:${scid}:${host}`
  return { document: await resolveDidWebvh(did, { fetch: network.fetch, now }), did, asked: network.asked }
}

const invalid = { code: 'did_log_invalid' }

describe('a did:webvh', () => {
  it('is the newest document of its log, read at one address', async () => {
    const { document, did, asked } = await resolve([
      genesis(),
      update(2, { state: { alsoKnownAs: ['https://issuer.example'] } }),
    ])
    expect(document).toEqual({ id: did, alsoKnownAs: ['https://issuer.example'], verificationMethod: [] })
    expect(asked).toEqual([`${folder}/did.jsonl`])
  })

  it.each([404, 410])('is none when the server says %d', async (status) => {
    const scid = `Qm${'a'.repeat(44)}`
    const { fetch } = serveFiles({ [`${folder}/did.jsonl`]: { text: '', status } })
    await expect(resolveDidWebvh(`did:webvh:${scid}:${host}`, { fetch, now })).rejects.toMatchObject({
      code: 'did_log_malformed',
    })
  })

  it('is not known when nobody answers', async () => {
    const scid = `Qm${'a'.repeat(44)}`
    await expect(
      resolveDidWebvh(`did:webvh:${scid}:${host}`, { fetch: serveFiles({}).fetch, now }),
    ).rejects.toMatchObject({ code: 'did_unreachable' })
  })

  it.each(['Qm', `Qm${'0'.repeat(44)}`, `Qm${'a'.repeat(45)}`, 'issuer.example'])(
    'is none with the SCID %s',
    async (scid) => {
      const network = serveFiles({})
      await expect(
        resolveDidWebvh(`did:webvh:${scid}:${host}`, { fetch: network.fetch, now }),
      ).rejects.toMatchObject({ code: 'did_malformed' })
      expect(network.asked).toEqual([])
    },
  )

  it('is not the DID of another host or another SCID', async () => {
    const other = `Qm${'a'.repeat(44)}`
    const elsewhere = resolve([genesis({ state: { id: 'did:webvh:{SCID}:other.example' } })])
    await expect(elsewhere).rejects.toMatchObject(invalid)
    await expect(resolve([genesis()], { did: () => `did:webvh:${other}:${host}` })).rejects.toMatchObject(
      invalid,
    )
    const named = resolve([genesis({ state: { id: `did:webvh:${other}:${host}` } })], {
      did: () => `did:webvh:${other}:${host}`,
    })
    await expect(named).rejects.toMatchObject(invalid)
  })
})

describe('the chain of a DID log', () => {
  it.each([
    [
      'an entry taken out',
      (entries: readonly JsonObject[]) => entries.filter((_entry, index) => index !== 1),
    ],
    ['the first entry taken out', (entries: readonly JsonObject[]) => entries.slice(1)],
    ['two entries swapped', ([a = {}, b = {}, c = {}]: readonly JsonObject[]) => [a, c, b]],
    ['an entry twice', ([a = {}, b = {}, c = {}]: readonly JsonObject[]) => [a, b, b, c]],
    [
      'an entry changed',
      ([a = {}, b = {}, c = {}]: readonly JsonObject[]) => [
        a,
        { ...b, state: { ...(b.state as JsonObject), x: 1 } },
        c,
      ],
    ],
    ['a member more', ([a = {}, b = {}, c = {}]: readonly JsonObject[]) => [a, b, { ...c, x: 1 }]],
    ['the first entry changed', ([a = {}, ...rest]: readonly JsonObject[]) => [{ ...a, x: 1 }, ...rest]],
  ])('is broken by %s', async (_name, edit) => {
    const traits = [genesis(), update(2), update(3)]
    await expect(resolve(traits)).resolves.toBeDefined()
    await expect(resolve(traits, { edit })).rejects.toMatchObject(invalid)
  })

  it('rises in time, and does not reach into the future', async () => {
    await expect(resolve([genesis(), update(1)])).rejects.toMatchObject(invalid)
    await expect(resolve([genesis({ versionTime: day(3) }), update(2)])).rejects.toMatchObject(invalid)
    await expect(
      resolve([genesis(), { ...update(2), versionTime: '2026-11-01T04:00:01Z' }]),
    ).rejects.toMatchObject(invalid)
    await expect(
      resolve([genesis(), { ...update(2), versionTime: '2026-11-01T04:00:00Z' }]),
    ).resolves.toBeDefined()
  })

  it('ends with the deactivation', async () => {
    const end = update(2, { parameters: { deactivated: true, updateKeys: [] } })
    await expect(resolve([genesis(), end])).rejects.toMatchObject({ code: 'did_deactivated' })
    await expect(
      resolve([genesis(), update(2, { parameters: { deactivated: true } }), update(3)]),
    ).rejects.toMatchObject(invalid)
    await expect(
      resolve([
        genesis(),
        update(2, { parameters: { deactivated: true } }),
        update(3, { parameters: { deactivated: false } }),
      ]),
    ).rejects.toMatchObject(invalid)
  })

  it('ends too when nobody may update it any more', async () => {
    const closed = [genesis(), update(2, { parameters: { updateKeys: [] } })]
    await expect(resolve(closed)).resolves.toBeDefined()
    await expect(resolve([...closed, update(3)])).rejects.toMatchObject(invalid)
  })
})

describe('the keys of a DID log', () => {
  it('are those that the entry before names', async () => {
    const rotate = update(2, { parameters: { updateKeys: keysOf(two) } })
    await expect(resolve([genesis(), rotate, update(3, { signedBy: by(two) })])).resolves.toBeDefined()
    await expect(resolve([genesis(), rotate, update(3)])).rejects.toMatchObject(invalid)
    // The new key does not appoint itself.
    await expect(resolve([genesis(), { ...rotate, signedBy: by(two) }])).rejects.toMatchObject(invalid)
  })

  it('are those that the first entry names itself', async () => {
    await expect(resolve([genesis({ signedBy: by(two) })])).rejects.toMatchObject(invalid)
    await expect(resolve([genesis({ parameters: { updateKeys: [] } })])).rejects.toMatchObject(invalid)
  })

  it('all prove what stands in the entry: one stranger refuses it', async () => {
    const both = { parameters: { updateKeys: keysOf(one, two) }, signedBy: by(one, two) }
    await expect(resolve([genesis(both)])).resolves.toBeDefined()
    await expect(resolve([genesis({ signedBy: by(one, two) })])).rejects.toMatchObject(invalid)
  })

  it('all prove it rightly: one wrong proof refuses it', async () => {
    const both = genesis({ parameters: { updateKeys: keysOf(one, two) }, signedBy: by(one, two) })
    const spoil = ([entry = {}]: readonly JsonObject[]) => {
      const [right = {}, wrong = {}] = entry.proof as JsonObject[]
      return [{ ...entry, proof: [right, { ...wrong, proofValue: right.proofValue ?? '' }] }]
    }
    await expect(resolve([both], { edit: spoil })).rejects.toMatchObject(invalid)
  })

  it('are those that were committed to, once they are', async () => {
    const hashes = await Promise.all(keysOf(two, three).map(hashOf))
    const first = genesis({ parameters: { nextKeyHashes: hashes } })
    const next = (changes: Partial<LogEntryTraits>) =>
      resolve([first, update(2, { signedBy: by(two), ...changes })])
    const parameters = { updateKeys: keysOf(two), nextKeyHashes: hashes.slice(1) }
    await expect(next({ parameters })).resolves.toBeDefined()
    await expect(next({ parameters: { ...parameters, nextKeyHashes: [] } })).resolves.toBeDefined()
    // Each of the keys, not one of them.
    await expect(next({ parameters: { ...parameters, updateKeys: keysOf(two, one) } })).rejects.toMatchObject(
      invalid,
    )
    await expect(next({ parameters: { updateKeys: keysOf(two) } })).rejects.toMatchObject(invalid)
    await expect(next({ parameters: { nextKeyHashes: [] } })).rejects.toMatchObject(invalid)
    await expect(next({ parameters: {}, signedBy: by(one) })).rejects.toMatchObject(invalid)
    await expect(next({ parameters, signedBy: by(one) })).rejects.toMatchObject(invalid)
    await expect(next({ parameters, signedBy: by(three) })).rejects.toMatchObject(invalid)
  })

  it('are named again by the entry before, once the commitment is ended', async () => {
    const hashes = await Promise.all(keysOf(two).map(hashOf))
    const log = [
      genesis({ parameters: { nextKeyHashes: hashes } }),
      update(2, { parameters: { updateKeys: keysOf(two), nextKeyHashes: [] }, signedBy: by(two) }),
    ]
    await expect(resolve([...log, update(3, { signedBy: by(two) })])).resolves.toBeDefined()
    const rotate = update(3, { parameters: { updateKeys: keysOf(three) }, signedBy: by(three) })
    await expect(resolve([...log, rotate])).rejects.toMatchObject(invalid)
  })
})

describe('a portable did:webvh', () => {
  const moved = { id: `did:webvh:{SCID}:${host}`, alsoKnownAs: ['did:webvh:{SCID}:old.example'] }
  const old = () => genesis({ parameters: { portable: true }, state: { id: 'did:webvh:{SCID}:old.example' } })

  it('moves with its SCID and its former name', async () => {
    const { document, did } = await resolve([old(), update(2, { state: moved })])
    expect(document.id).toBe(did)
  })

  it.each<[string, JsonObject]>([
    ['without its former name', { ...moved, alsoKnownAs: [] }],
    ['with a former name that is not its own', { ...moved, alsoKnownAs: ['did:webvh:{SCID}:older.example'] }],
    ['with a former name that is no list', { ...moved, alsoKnownAs: 'did:webvh:{SCID}:old.example' }],
  ])('does not move %s', async (_name, state) => {
    await expect(resolve([old(), update(2, { state })])).rejects.toMatchObject(invalid)
  })

  it('does not move when it was never portable, or is no more', async () => {
    const fixed = genesis({ state: { id: 'did:webvh:{SCID}:old.example' } })
    await expect(resolve([fixed, update(2, { state: moved })])).rejects.toMatchObject(invalid)
    const stay = update(2, { parameters: { portable: false }, state: { id: 'did:webvh:{SCID}:old.example' } })
    await expect(resolve([old(), stay, update(3, { state: moved })])).rejects.toMatchObject(invalid)
  })

  it('is not found any more under its former name', async () => {
    const former = { did: (scid: string) => `did:webvh:${scid}:old.example` }
    const elsewhere = resolve([old(), update(2, { state: moved })], former)
    await expect(elsewhere).rejects.toMatchObject({ code: 'did_unreachable' })
  })
})

describe('the witnesses of a did:webvh', () => {
  const witness = (threshold: number, ...who: (LogKey | undefined)[]) => ({
    threshold,
    witnesses: keysOf(...who).map((key) => ({ id: `did:key:${key}` })),
  })
  const approve = async (versionId: string | undefined, ...who: (LogKey | undefined)[]) => ({
    versionId: versionId ?? '',
    proof: await Promise.all(by(...who).map((key) => prove({ versionId: versionId ?? '' }, key))),
  })
  const watched = (threshold = 2) => genesis({ parameters: { witness: witness(threshold, one, two, three) } })

  it('approve by as many as the threshold says', async () => {
    const log = [watched(), update(2)]
    const { asked } = await resolve(log, { witness: async (ids) => [await approve(ids[1], one, three)] })
    expect(asked).toEqual([`${folder}/did.jsonl`, `${folder}/did-witness.json`])
    await expect(
      resolve(log, { witness: async (ids) => [await approve(ids[1], three)] }),
    ).rejects.toMatchObject(invalid)
    const twice = resolve(log, { witness: async (ids) => [await approve(ids[1], three, three)] })
    await expect(twice).rejects.toMatchObject(invalid)
    await expect(resolve(log)).rejects.toMatchObject(invalid)
  })

  it('approve all versions before the one that they approve, and none after', async () => {
    const log = [watched(), update(2), update(3)]
    const mixed = async (ids: readonly string[]) => [await approve(ids[2], one), await approve(ids[2], two)]
    await expect(resolve(log, { witness: mixed })).resolves.toBeDefined()
    const stale = async (ids: readonly string[]) => [await approve(ids[2], one), await approve(ids[1], two)]
    await expect(resolve(log, { witness: stale })).rejects.toMatchObject(invalid)
  })

  it('approve by their newest proof, wherever it stands in the file', async () => {
    const log = [watched(), update(2), update(3)]
    const rising = async (ids: readonly string[]) => Promise.all(ids.map((id) => approve(id, one, two)))
    await expect(resolve(log, { witness: rising })).resolves.toBeDefined()
    await expect(
      resolve(log, { witness: async (ids) => (await rising(ids)).reverse() }),
    ).resolves.toBeDefined()
    const former = async (ids: readonly string[]) => (await rising(ids)).slice(0, 2)
    await expect(resolve(log, { witness: former })).rejects.toMatchObject(invalid)
  })

  it('approve nothing by what is not in the log', async () => {
    const future = async () => [await approve('3-QmUnpublished', one, two)]
    await expect(resolve([watched(), update(2)], { witness: future })).rejects.toMatchObject(invalid)
    const both = async (ids: readonly string[]) => [await approve(ids[1], one, two), ...(await future())]
    await expect(resolve([watched(), update(2)], { witness: both })).resolves.toBeDefined()
  })

  it('may have proofs that are wrong beside enough that are right', async () => {
    const junk = async (ids: readonly string[]) => {
      const right = await approve(ids[0], one, two)
      const wrong = { ...(right.proof[0] as JsonObject), proofValue: `z${'1'.repeat(64)}` }
      return [{ ...right, proof: [wrong, ...right.proof] }]
    }
    await expect(resolve([watched()], { witness: junk })).resolves.toBeDefined()
  })

  it('are not hidden by the proofs of strangers', async () => {
    const log = [genesis({ parameters: { witness: witness(1, two) } })]
    const crowd = async (ids: readonly string[]) => {
      const { proof } = await approve(ids[0], three)
      const right = await approve(ids[0], two)
      const wrong = { ...proof[0], proofValue: `z${'1'.repeat(64)}` }
      return [{ ...right, proof: [...Array.from({ length: 100 }, () => wrong), ...right.proof] }]
    }
    await expect(resolve(log, { witness: crowd })).resolves.toBeDefined()
  })

  it('approve their own replacement, and the new ones what follows', async () => {
    const log = [
      genesis({ parameters: { witness: witness(1, two) } }),
      update(2, { parameters: { witness: witness(1, three) } }),
    ]
    const approvals = (second: LogKey | undefined) => async (ids: readonly string[]) => [
      await approve(ids[1], second),
    ]
    await expect(resolve(log, { witness: approvals(two) })).resolves.toBeDefined()
    await expect(resolve(log, { witness: approvals(three) })).rejects.toMatchObject(invalid)
    const later = async (ids: readonly string[]) => [await approve(ids[1], two), await approve(ids[2], three)]
    await expect(resolve([...log, update(3)], { witness: later })).resolves.toBeDefined()
    const formerOnly = async (ids: readonly string[]) => [await approve(ids[2], two)]
    await expect(resolve([...log, update(3)], { witness: formerOnly })).rejects.toMatchObject(invalid)
  })

  it('approve at once when there were none before, and their own end', async () => {
    const late = [genesis(), update(2, { parameters: { witness: witness(1, two) } })]
    await expect(resolve(late)).rejects.toMatchObject(invalid)
    await expect(
      resolve(late, { witness: async (ids) => [await approve(ids[1], two)] }),
    ).resolves.toBeDefined()
    const ended = [
      genesis({ parameters: { witness: witness(1, two) } }),
      update(2, { parameters: { witness: {} } }),
      update(3),
    ]
    await expect(
      resolve(ended, { witness: async (ids) => [await approve(ids[0], two)] }),
    ).rejects.toMatchObject(invalid)
    await expect(
      resolve(ended, { witness: async (ids) => [await approve(ids[1], two)] }),
    ).resolves.toBeDefined()
  })

  it.each([
    '',
    'x',
    '{}',
    '[7]',
    '[{}]',
    '[{"versionId":"1-Qm"}]',
    '[{"versionId":1,"proof":[]}]',
    '[{"versionId":"1-Qm","proof":[7]}]',
    '[{"versionId":"1-Qm","proof":[{},7]}]',
    '[{"versionId":"1-Qm","proof":[]},7]',
  ])('are refused when their file reads %j', async (text) => {
    await expect(resolve([watched()], { witnessFile: { text } })).rejects.toMatchObject({
      code: 'did_log_malformed',
    })
  })

  it('have 256 KiB in their file', async () => {
    const log = [genesis({ parameters: { witness: witness(1, two) } })]
    const filled = (size: number) => async (ids: readonly string[]) => {
      const approval = { ...(await approve(ids[0], two)), filler: '' }
      return [{ ...approval, filler: 'x'.repeat(size - JSON.stringify([approval]).length) }]
    }
    await expect(resolve(log, { witness: filled(262_144) })).resolves.toBeDefined()
    await expect(resolve(log, { witness: filled(262_145) })).rejects.toMatchObject({
      code: 'did_log_malformed',
    })
  })

  it('are not known when their file cannot be fetched', async () => {
    await expect(resolve([watched()], { witnessFile: { text: '', status: 500 } })).rejects.toMatchObject({
      code: 'did_unreachable',
    })
  })
})
