import type { JsonObject } from '@lontar/credentials'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { parseJson } from '@lontar/credentials/jose'
import {
  checkClaimsAgainstType,
  parseTypeMetadata,
  resolveTypeMetadata,
} from '@lontar/credentials/type-metadata'
import { describe, expect, test } from 'vitest'
import { readVector, vectorsAbsent } from '../support/public-vectors.ts'

interface Block {
  readonly title: string
  readonly text: string
}

describe.skipIf(vectorsAbsent)('public vectors: SD-JWT VC, Type Metadata', () => {
  const blocks = vectorsAbsent
    ? []
    : readVector<readonly Block[]>('vectors/sd-jwt-vc/draft-19-spec-blocks.json')
  const textOf = (title: string, last = false): string => {
    const found = blocks.filter((block) => block.title === title).map(({ text }) => text)
    return (last ? found.at(-1) : found[0]) ?? ''
  }
  const documents = [
    textOf('Example Type Metadata Document'),
    textOf('Example Type Metadata Document', true),
    textOf('Example Base Type Metadata Document'),
    textOf('Example Child Type Metadata Document'),
  ]

  test.each([0, 1, 2, 3])('document %i of the specification is read', (index) => {
    const text = documents[index] ?? ''
    const { claims = [], display } = JSON.parse(text) as { claims?: unknown[]; display?: unknown[] }
    const read = parseTypeMetadata(text)
    expect(read.claims).toHaveLength(claims.length)
    expect(read.display).toEqual(display)
  })

  test('a child type gets the effective claims of the specification', async () => {
    const texts = new Map(documents.map((text) => [(JSON.parse(text) as { vct: string }).vct, text]))
    const fetch: GuardedFetch = async (url) => {
      const text = texts.get(url) ?? ''
      const headers = new Headers({ 'content-type': 'application/json' })
      return { status: 200, headers, text: () => text, json: () => parseJson(text) }
    }
    const { claims } = await resolveTypeMetadata({ vct: 'https://example.com/custom-type-metadata', fetch })
    const effective = JSON.parse(textOf('Effective Claim Metadata for Child Type')) as {
      claims: JsonObject[]
    }
    expect(claims.map(({ path, display }) => ({ path, display }))).toEqual(effective.claims)
  })

  test('the credential of the specification fits its type, and no longer with one change', () => {
    const { claims } = parseTypeMetadata(documents[1] ?? '')
    const type = {
      ...{ vct: '', name: undefined, description: undefined, display: [], extends: [] },
      claims: claims.map(({ path, sd = 'allowed', mandatory = false }) => ({
        path,
        sd,
        mandatory,
        display: [],
      })),
    }
    const credential = JSON.parse(textOf('SD-JWT VC Payload')) as JsonObject
    const disclosable = [
      ...[['name'], ['address'], ['address', 'street_address']],
      ...[0, 1, 2].flatMap((index) => [
        ['degrees', index],
        ['degrees', index, 'date_awarded'],
      ]),
    ]
    expect(checkClaimsAgainstType({ claims: credential, disclosable }, type)).toEqual([])
    expect(
      checkClaimsAgainstType({ claims: credential, disclosable: disclosable.slice(1) }, type),
    ).toHaveLength(1)
    const { name: _, ...nameless } = credential
    expect(checkClaimsAgainstType({ claims: nameless, disclosable }, type)).toHaveLength(1)
  })
})
