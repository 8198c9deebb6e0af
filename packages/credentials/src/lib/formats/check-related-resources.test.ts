import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { encodeBase58Btc } from '../did/base58btc.ts'
import { encodeBase64Url } from '../jose/base64url.ts'
import type { JsonValue } from '../jose/json.ts'
import { encodeUtf8 } from '../jose/utf8.ts'
import { type KnownResources, requireResourceDigests } from './check-related-resources.ts'

const url = 'https://issuer.example/contexts/lontar/1'
const bytes = encodeUtf8('{"@context":{}}')
const known: KnownResources = { resolveResource: (id) => (id === url ? bytes : undefined) }

const hash = (name: string): Buffer => createHash(name).update(bytes).digest()
const sri = (name: string): string => `${name}-${hash(name).toString('base64')}`
const multihash = (name: string, head: readonly number[]): Uint8Array =>
  Uint8Array.from([...head, ...hash(name)])
const sha256Head = [0x12, 0x20]

async function codeOf(relatedResource: JsonValue | undefined, resources = known): Promise<unknown> {
  try {
    await requireResourceDigests(relatedResource === undefined ? {} : { relatedResource }, resources)
    return undefined
  } catch (error) {
    return (error as { code?: unknown }).code
  }
}

describe('requireResourceDigests', () => {
  it.each(['sha256', 'sha384', 'sha512'])('accepts the right %s', async (name) => {
    expect(await codeOf({ id: url, digestSRI: sri(name) })).toBeUndefined()
    expect(await codeOf([{ id: url, digestSRI: sri(name) }])).toBeUndefined()
  })

  it.each([
    ['sha256', sha256Head],
    ['sha384', [0x20, 0x30]],
    ['sha512', [0x13, 0x40]],
  ] as const)('accepts the right multihash of %s in base64url and base58btc', async (name, head) => {
    const digest = multihash(name, head)
    expect(await codeOf({ id: url, digestMultibase: `u${encodeBase64Url(digest)}` })).toBeUndefined()
    expect(await codeOf({ id: url, digestMultibase: `z${encodeBase58Btc(digest)}` })).toBeUndefined()
  })

  const other = multihash('sha256', sha256Head).map((byte, index) => (index === 9 ? byte ^ 1 : byte))
  it.each([
    ['another digest', { digestSRI: sri('sha256').replace(/-./, (text) => (text === '-A' ? '-B' : '-A')) }],
    ['a kind that is not read', { digestSRI: `md5-${hash('md5').toString('base64')}` }],
    ['a weak one that fits beside a strong one that does not', { digestSRI: `${sri('sha256')} sha512-AAAA` }],
    ['no text', { digestSRI: 7 }],
    ['another multihash', { digestMultibase: `u${encodeBase64Url(other)}` }],
    [
      'the code of another hash',
      { digestMultibase: `u${encodeBase64Url(multihash('sha256', [0x13, 0x20]))}` },
    ],
    ['another length', { digestMultibase: `u${encodeBase64Url(multihash('sha256', [0x12, 0x21]))}` }],
    ['a multibase that is not read', { digestMultibase: `f1220${hash('sha256').toString('hex')}` }],
    ['a multihash that is no base58', { digestMultibase: 'z0' }],
    ['a multihash that is no base64url', { digestMultibase: 'u+' }],
    ['a long multihash', { digestMultibase: `u${'A'.repeat(300)}` }],
    ['no text for a multihash', { digestMultibase: 7 }],
    ['a right digest beside a wrong one', { digestSRI: sri('sha256'), digestMultibase: 'uAAAA' }],
  ])('refuses %s', async (_name, digests) => {
    expect(await codeOf({ id: url, ...digests })).toBe('credential_resource_mismatch')
  })

  it('looks at every resource', async () => {
    const right = { id: 'urn:x:1', digestSRI: sri('sha256') }
    expect(await codeOf([right, { id: url, digestSRI: 'sha256-AAAA' }])).toBe('credential_resource_mismatch')
  })

  it('decides nothing about a resource that is not pinned, unless all must be', async () => {
    const unknown = { id: 'https://other.example/', digestSRI: 'sha256-AAAA' }
    expect(await codeOf(unknown)).toBeUndefined()
    expect(await codeOf(unknown, {})).toBeUndefined()
    const strict = { ...known, refuseUnknownResources: true }
    expect(await codeOf(unknown, strict)).toBe('credential_resource_unknown')
    expect(await codeOf({ id: url, digestSRI: sri('sha256') }, strict)).toBeUndefined()
    expect(await codeOf(undefined, strict)).toBeUndefined()
  })
})
