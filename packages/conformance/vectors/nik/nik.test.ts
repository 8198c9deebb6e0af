import { normaliseNik, parseNik } from '@lontar/documents/nik'
import { describe, expect, test } from 'vitest'
import { readVector, vectorsAbsent } from '../support/public-vectors.ts'

interface NikVector {
  readonly nik: string
  readonly ok: boolean
  readonly sex?: string
  readonly ddmmyy?: string
  readonly error?: string
  readonly warn?: string
  readonly why: string
}

describe.skipIf(vectorsAbsent)('public vectors: NIK', () => {
  const vectors = vectorsAbsent
    ? []
    : readVector<{ vectors: readonly NikVector[] }>('domain/nik-test-vectors.json').vectors

  test.each(vectors)('$nik: $why', (vector) => {
    // Spaces between digits are a habit of typing, which the reader takes out before it parses.
    const result = parseNik(vector.ok ? normaliseNik(vector.nik) : vector.nik)
    expect(result.ok).toBe(vector.ok)
    if (vector.ok) expect(result.warnings).toContain('district_code_not_current')
    if (vector.warn !== undefined) expect(result.warnings).toContain(vector.warn)
    if (vector.error !== undefined) expect(result.errors).toContain(vector.error)
    if (vector.sex !== undefined && result.ok) expect(result.sex).toBe(vector.sex)
    if (vector.ddmmyy !== undefined && result.ok) {
      const { day, month, yy } = result.birth as unknown as { day: number; month: number; yy: number }
      expect([day, month, yy].map((part) => String(part).padStart(2, '0')).join('')).toBe(vector.ddmmyy)
    }
  })

  test('all 23 vectors are there', () => expect(vectors).toHaveLength(23))
})
