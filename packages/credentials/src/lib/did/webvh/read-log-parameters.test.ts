import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../../jose/json.ts'
import { readLogParameters } from './read-log-parameters.ts'

const key = `z6Mk${'a'.repeat(44)}`
const scid = `Qm${'a'.repeat(44)}`
const first: JsonObject = { method: 'did:webvh:1.0', scid, updateKeys: [key] }
const malformed = expect.objectContaining({ code: 'did_log_malformed' })
const invalid = expect.objectContaining({ code: 'did_log_invalid' })
const begin = (changes: Record<string, JsonValue | undefined> = {}) =>
  readLogParameters(JSON.parse(JSON.stringify({ ...first, ...changes })) as JsonObject, undefined)

describe('the parameters of a first entry', () => {
  it('have the defaults of the specification', () => {
    expect(begin()).toEqual({
      scid,
      updateKeys: [key],
      nextKeyHashes: [],
      portable: false,
      deactivated: false,
      witnesses: undefined,
    })
  })

  it.each<[string, JsonValue | undefined]>([
    ['scid', undefined],
    ['scid', 'Qm'],
    ['scid', ''],
    ['scid', `Qm${'0'.repeat(44)}`],
    ['scid', 7],
    ['updateKeys', undefined],
    ['updateKeys', key],
    ['updateKeys', [7]],
    ['updateKeys', ['zDnaeVrBZvBXG1VYx5xP2FRJtpWfzVLrNgWWJpDYHQAtSRNRf']],
    ['updateKeys', [`${key}a`]],
    ['updateKeys', new Array<string>(9).fill(key)],
    ['nextKeyHashes', 'x'],
    ['nextKeyHashes', [7]],
    ['nextKeyHashes', ['']],
    ['nextKeyHashes', new Array<string>(33).fill('a')],
    ['watchers', 'https://watcher.example'],
    ['watchers', [null]],
    ['portable', 'true'],
    ['portable', null],
    ['deactivated', 0],
    ['ttl', -1],
    ['ttl', 1.5],
    ['ttl', '3600'],
    ['ttl', 2 ** 31 + 1],
    ['surprise', true],
    ['Method', 'did:webvh:1.0'],
  ])('are refused with %s %j', (name, value) => {
    expect(() => begin({ [name]: value })).toThrow(malformed)
  })

  it.each([
    undefined,
    'did:webvh:0.5',
    'did:webvh:1',
    'did:webvh:1.0.0',
    'did:webvh:1.1',
    'did:tdw:1.0',
    7,
    null,
  ])('are refused with the method %j', (method) => {
    expect(() => begin({ method })).toThrow(invalid)
  })

  it('go up to their limits', () => {
    const updateKeys = new Array<string>(8).fill(key)
    expect(begin({ updateKeys, ttl: 2 ** 31 }).updateKeys).toHaveLength(8)
    expect(begin({ nextKeyHashes: new Array<string>(32).fill('a') }).nextKeyHashes).toHaveLength(32)
  })

  it('take what the specification lets stand', () => {
    expect(begin({ ttl: 0, watchers: [], nextKeyHashes: ['any text'], portable: true })).toMatchObject({
      nextKeyHashes: ['any text'],
      portable: true,
    })
  })
})

describe('the witnesses', () => {
  const witness = (threshold: JsonValue, ...ids: JsonValue[]) => ({
    threshold,
    witnesses: ids.map((id) => ({ id })),
  })

  it('are named by their did:key, and by none when the object is empty', () => {
    expect(begin({ witness: witness(1, `did:key:${key}`) }).witnesses).toEqual({ threshold: 1, keys: [key] })
    expect(begin({ witness: {} }).witnesses).toBeUndefined()
  })

  it('are at most 32', () => {
    const ids = Array.from({ length: 32 }, (_each, index) => `did:key:z${'a'.repeat(index + 1)}`)
    expect(begin({ witness: witness(32, ...ids) }).witnesses?.keys).toHaveLength(32)
  })

  it.each<JsonValue>([
    null,
    [],
    'x',
    { threshold: 1 },
    { witnesses: [] },
    witness(0, `did:key:${key}`),
    witness(2, `did:key:${key}`),
    witness(1.5, `did:key:${key}`, `did:key:${key}b`),
    witness('1', `did:key:${key}`),
    witness(1),
    witness(1, `did:key:${key}`, `did:key:${key}`),
    // Two spellings of one key are one witness.
    witness(2, `did:key:${key}`, key),
    witness(1, 'did:web:witness.example'),
    witness(1, `did:key:${key}#${key}`),
    witness(1, 7),
    witness(1, `did:key:${key}`, 'did:web:witness.example'),
    { threshold: 1, witnesses: [null] },
    witness(1, ...Array.from({ length: 33 }, (_each, index) => `did:key:z${'a'.repeat(index + 1)}`)),
  ])('are refused as %j', (value) => {
    expect(() => begin({ witness: value })).toThrow(malformed)
  })
})

describe('the parameters of a later entry', () => {
  const before = begin({
    nextKeyHashes: ['a'],
    portable: true,
    witness: { threshold: 1, witnesses: [{ id: `did:key:${key}` }] },
  })

  it('keep what held before', () => {
    expect(readLogParameters({}, before)).toEqual(before)
  })

  it('change what they name', () => {
    const changes: JsonObject = {
      method: 'did:webvh:1.0',
      updateKeys: [],
      nextKeyHashes: [],
      portable: false,
      deactivated: true,
      witness: {},
    }
    expect(readLogParameters(changes, before)).toEqual({
      scid,
      updateKeys: [],
      nextKeyHashes: [],
      portable: false,
      deactivated: true,
      witnesses: undefined,
    })
  })

  it.each<JsonObject>([{ scid }, { scid: `Qm${'b'.repeat(44)}` }, { updateKeys: 'x' }, { updateKeys: null }])(
    'are refused with %j',
    (own) => {
      expect(() => readLogParameters(own, before)).toThrow(malformed)
    },
  )

  it('make nothing portable that was not', () => {
    const fixed = begin()
    expect(() => readLogParameters({ portable: true }, fixed)).toThrow(invalid)
    expect(() =>
      readLogParameters({ portable: true }, readLogParameters({ portable: false }, before)),
    ).toThrow(invalid)
    expect(readLogParameters({ portable: false }, fixed).portable).toBe(false)
  })

  it('keep to the method', () => {
    expect(() => readLogParameters({ method: 'did:webvh:1.1' }, before)).toThrow(invalid)
  })
})
