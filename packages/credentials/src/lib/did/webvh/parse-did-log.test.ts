import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../jose/json.ts'
import { parseDidLog } from './parse-did-log.ts'

const entry = {
  versionId: '1-Qm',
  versionTime: '2026-01-01T00:00:00Z',
  parameters: {},
  state: {},
  proof: [{ type: 'DataIntegrityProof' }],
}
const lineOf = (changes: Record<string, JsonValue | undefined> = {}) =>
  JSON.stringify({ ...entry, ...changes })
const malformed = expect.objectContaining({ code: 'did_log_malformed' })

describe('a DID log', () => {
  it('is one entry on each line', () => {
    const [first, second, ...more] = parseDidLog(`${lineOf()}\n${lineOf({ versionId: '12-Qm' })}\n`)
    expect(first).toMatchObject({ number: 1, versionId: '1-Qm', proofs: entry.proof })
    expect(second).toMatchObject({ number: 12, versionTime: new Date(entry.versionTime) })
    expect(more).toEqual([])
  })

  it('may have one proof without a list', () => {
    expect(parseDidLog(lineOf({ proof: entry.proof[0] ?? {} }))[0]?.proofs).toEqual(entry.proof)
  })

  it.each(['', '\n', ' \n\t', '[]', 'x', '{', `${lineOf()}x`, `[${lineOf()}]`, `${lineOf()}${lineOf()}`])(
    'is refused when it reads %j',
    (text) => {
      expect(() => parseDidLog(text)).toThrow(malformed)
    },
  )

  it.each(['Qm', '1', '01-Qm', '0-Qm', '-1-Qm', '1.0-Qm', ' 1-Qm', '1e1-Qm', '1234567890-Qm'])(
    'has no number in the versionId %j',
    (versionId) => {
      expect(parseDidLog(lineOf({ versionId }))[0]?.number).toBeUndefined()
    },
  )

  it.each<Record<string, JsonValue | undefined>>([
    { versionId: 1 },
    { versionId: undefined },
    { versionTime: 1_700_000_000 },
    { versionTime: '2026-01-01' },
    { versionTime: '2026-01-01T00:00:00' },
    { versionTime: '2026-01-01T00:00:00+00:00' },
    { versionTime: '2026-02-30T00:00:00Z' },
    { versionTime: '2026-01-01T00:00:00z' },
    { parameters: [] },
    { parameters: null },
    { state: [] },
    { state: null },
    { proof: undefined },
    { proof: [] },
    { proof: ['x'] },
    { proof: [{}, 'x'] },
    { proof: null },
  ])('refuses an entry with %j', (changes) => {
    expect(() => parseDidLog(lineOf(changes))).toThrow(malformed)
  })

  it('has at most 64 entries and as many proofs', () => {
    const lines = (count: number) => Array.from({ length: count }, () => lineOf()).join('\n')
    expect(parseDidLog(lines(64))).toHaveLength(64)
    expect(() => parseDidLog(lines(65))).toThrow(malformed)
    const proofs = (count: number) => lineOf({ proof: Array.from({ length: count }, () => ({})) })
    expect(parseDidLog(proofs(64))).toHaveLength(1)
    expect(() => parseDidLog(proofs(65))).toThrow(malformed)
    expect(() => parseDidLog(`${lineOf()}\n${proofs(64)}`)).toThrow(malformed)
  })
  it('has at most 256 KiB', () => {
    const filled = (size: number) => lineOf({ filler: 'x'.repeat(size - lineOf({ filler: '' }).length) })
    expect(parseDidLog(filled(262_144))).toHaveLength(1)
    expect(() => parseDidLog(filled(262_145))).toThrow(malformed)
  })
})
