import { describe, expect, it } from 'vitest'
import { parseTypeMetadata } from './parse-type-metadata.ts'

const claims = (count: number) => Array.from({ length: count }, (_, index) => ({ path: [`n${index}`] }))
const parse = (members: object) => parseTypeMetadata(JSON.stringify({ vct: 'urn:x', ...members }))
const malformed = expect.objectContaining({ code: 'type_metadata_malformed' })

describe('a document of Type Metadata', () => {
  it('has at most 512 claims, each with at most 512 displays', () => {
    const display = Array.from({ length: 512 }, (_, index) => ({ locale: `x-${index}`, label: 'Nama' }))
    expect(parse({ claims: claims(512) }).claims).toHaveLength(512)
    expect(() => parse({ claims: claims(513) })).toThrow(malformed)
    const [claim] = claims(1)
    expect(parse({ claims: [{ ...claim, display }] }).claims[0]?.display).toHaveLength(512)
    const more = [...display, { locale: 'id', label: 'Nama' }]
    expect(() => parse({ claims: [{ ...claim, display: more }] })).toThrow(malformed)
  })
})
