import { beforeAll, describe, expect, it } from 'vitest'
import { bareJwk } from '../jose/bare-jwk.ts'
import { generatePrivateJwk } from '../jose/generate-private-jwk.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { createDidKey } from './create-did-key.ts'
import type { VerificationRelationship } from './did-document.ts'
import { keyOfDidUrl } from './key-of-did-url.ts'
import { parseDidDocument } from './parse-did-document.ts'

const did = 'did:web:issuer.example'
const now = new Date('2026-11-01T04:00:00Z')
let publicKeyJwk: JsonObject
let publicKeyMultibase: string
let method: JsonObject

beforeAll(async () => {
  const { d: _d, ...key } = await generatePrivateJwk()
  publicKeyJwk = { ...bareJwk(key) }
  publicKeyMultibase = createDidKey(key).slice('did:key:'.length)
  method = { id: `${did}#1`, type: 'JsonWebKey', controller: did, publicKeyJwk }
})

const find = (
  members: Record<string, JsonValue>,
  didUrl = `${did}#1`,
  expectedRelationship: VerificationRelationship = 'assertionMethod',
) =>
  keyOfDidUrl(didUrl, {
    expectedRelationship,
    resolveDid: async () => parseDidDocument({ id: did, ...members }, did),
    now,
  })

const unknown = { name: 'VerificationError', code: 'jws_key_unknown' }
const list = (changes: JsonObject = {}) => ({
  verificationMethod: [{ ...method, ...changes }],
  assertionMethod: [`${did}#1`],
})

describe('the key of a DID URL', () => {
  it('is found by a reference, whole or relative', async () => {
    await expect(find(list())).resolves.toEqual(publicKeyJwk)
    await expect(find({ ...list({ id: '#1' }), assertionMethod: ['#1'] })).resolves.toEqual(publicKeyJwk)
  })

  it('is found where it is embedded', async () => {
    await expect(find({ assertionMethod: [method] })).resolves.toEqual(publicKeyJwk)
  })

  it('is found as a Multikey', async () => {
    const { publicKeyJwk: _jwk, ...rest } = method
    const verificationMethod = [{ ...rest, type: 'Multikey', publicKeyMultibase }]
    await expect(find({ verificationMethod, assertionMethod: ['#1'] })).resolves.toEqual(publicKeyJwk)
  })

  it('has no name of its own, so that nothing is chosen by it', async () => {
    await expect(find(list({ publicKeyJwk: { ...publicKeyJwk, kid: 'other' } }))).resolves.toEqual(
      publicKeyJwk,
    )
  })

  it('is unknown for another purpose', async () => {
    await expect(find({ ...list(), assertionMethod: [] })).rejects.toMatchObject(unknown)
    await expect(find({ verificationMethod: [method] })).rejects.toMatchObject(unknown)
    await expect(find({ authentication: [method] })).rejects.toMatchObject(unknown)
    await expect(find(list(), `${did}#1`, 'authentication')).rejects.toMatchObject(unknown)
    await expect(find({ authentication: [method] }, `${did}#1`, 'authentication')).resolves.toBeDefined()
  })

  it.each([did, `${did}#`, `${did}#2`, `${did}#1#1`, '#1', `${did}x#1`, `${did}?a#1`, `${did}#%31`])(
    'is unknown under %s',
    async (didUrl) => {
      await expect(find(list(), didUrl)).rejects.toMatchObject(unknown)
    },
  )

  it.each([did, `${did}#`, `${did}#1#1`])('is sought nowhere under %s', async (didUrl) => {
    const asked: string[] = []
    const resolveDid = async (text: string) => {
      asked.push(text)
      return parseDidDocument({ id: did }, did)
    }
    const found = keyOfDidUrl(didUrl, { expectedRelationship: 'assertionMethod', resolveDid, now })
    await expect(found).rejects.toMatchObject(unknown)
    expect(asked).toEqual([])
  })

  it('is unknown when two methods have the name', async () => {
    await expect(find({ ...list(), verificationMethod: [method, method] })).rejects.toMatchObject(unknown)
    await expect(find({ ...list(), assertionMethod: [method] })).rejects.toMatchObject(unknown)
  })

  it.each([undefined, 'did:web:other.example', `${did}#1`, ''])(
    'is unknown under the controller %s',
    async (other) => {
      const { controller: _controller, ...rest } = method
      const verificationMethod = [other === undefined ? rest : { ...rest, controller: other }]
      await expect(find({ ...list(), verificationMethod })).rejects.toMatchObject(unknown)
    },
  )

  it.each(['expires', 'revoked'])('is unknown from the time on that %s says', async (end) => {
    await expect(find(list({ [end]: '2026-11-01T04:00:01Z' }))).resolves.toEqual(publicKeyJwk)
    for (const time of ['2026-11-01T04:00:00Z', '2020-01-01T00:00:00Z', '', 'never', '2027-01-01']) {
      await expect(find(list({ [end]: time }))).rejects.toMatchObject(unknown)
    }
  })

  it('is unknown when the method holds no key, two, or one that signs nothing', async () => {
    const { publicKeyJwk: _jwk, ...none } = method
    for (const wrong of [
      none,
      { ...method, publicKeyMultibase },
      { ...none, publicKeyMultibase: 'z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc' },
      { ...none, publicKeyMultibase: publicKeyMultibase.slice(1) },
      { ...method, publicKeyJwk: { ...publicKeyJwk, use: 'enc' } },
      { ...method, publicKeyJwk: { ...publicKeyJwk, d: publicKeyJwk.x } },
    ]) {
      await expect(find({ ...list(), verificationMethod: [wrong as JsonObject] })).rejects.toMatchObject(
        unknown,
      )
    }
  })
})
