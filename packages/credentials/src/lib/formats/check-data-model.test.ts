import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../jose/json.ts'
import { requireDataModel } from './check-data-model.ts'

const judge = (name: JsonValue) => () =>
  requireDataModel(
    { name, credentialSubject: { id: 'did:example:1' } },
    { from: 'validFrom', until: 'validUntil' },
  )

describe('text for people', () => {
  it.each<JsonValue>([
    'KTP',
    { '@value': 'KTP' },
    { '@value': 'KTP', '@language': 'id' },
    { '@value': 'KTP', '@direction': 'ltr' },
    { '@value': 'KTP', '@language': 'ar', '@direction': 'rtl' },
    [{ '@value': 'KTP', '@language': 'id' }, { '@value': 'Card' }],
  ])('may be %j', (name) => {
    expect(judge(name)).not.toThrow()
  })

  it.each<JsonValue>([
    7,
    [],
    ['KTP'],
    {},
    { '@value': 7 },
    { '@language': 'id' },
    { '@value': 'KTP', '@language': 7 },
    { '@value': 'KTP', '@direction': 'up' },
    { '@value': 'KTP', '@direction': null },
    { '@value': 'KTP', '@direction': ['ltr'] },
    { '@value': 'KTP', '@type': 'x' },
    [{ '@value': 'KTP' }, 'KTP'],
  ])('is refused as %j', (name) => {
    expect(judge(name)).toThrow(expect.objectContaining({ code: 'credential_malformed' }))
  })
})
