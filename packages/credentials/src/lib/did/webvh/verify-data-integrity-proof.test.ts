import { beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../jose/json.ts'
import { createLogKey, type LogKey, prove } from './fixtures/did-log-writer.ts'
import { keyOfProof, signerOfProof } from './verify-data-integrity-proof.ts'

const now = new Date('2026-11-01T04:00:00Z')
const document = { versionId: '1-Qm', list: [3, { b: 1, a: 2 }] }
let key: LogKey
let stranger: LogKey

beforeAll(async () => {
  key = await createLogKey()
  stranger = await createLogKey()
})

const signer = async (changes: JsonObject, other: JsonObject = document) =>
  signerOfProof(other, await prove(document, key, changes), now)

describe('a Data Integrity proof', () => {
  it('tells who made it', async () => {
    expect(await signer({})).toBe(key.multikey)
    expect(await signer({ created: '2026-01-01T00:00:00Z', expires: '2026-11-01T04:00:01Z' })).toBe(
      key.multikey,
    )
  })

  it('does not care about the order of members', async () => {
    expect(await signer({}, { list: [3, { a: 2, b: 1 }], versionId: '1-Qm' })).toBe(key.multikey)
  })

  it.each<JsonObject>([
    { type: 'Ed25519Signature2020' },
    { cryptosuite: 'eddsa-rdfc-2022' },
    { cryptosuite: 'ecdsa-jcs-2019' },
    { proofPurpose: 'authentication' },
    { verificationMethod: 'did:web:issuer.example#1' },
    { verificationMethod: 7 },
    { expires: '2026-11-01T04:00:00Z' },
    { expires: '2020-01-01T00:00:00Z' },
    { expires: 'never' },
    { expires: null },
  ])('is none with %j', async (changes) => {
    expect(await signer(changes)).toBeUndefined()
  })

  it('is of nobody when its key is named in two ways', async () => {
    for (const method of [
      `did:key:${key.multikey}#${stranger.multikey}`,
      `did:key:${stranger.multikey}#${key.multikey}`,
      `did:key:${key.multikey}`,
      `did:key:${key.multikey}#`,
      key.multikey,
    ]) {
      expect(keyOfProof({ verificationMethod: method })).toBeUndefined()
      expect(await signer({ verificationMethod: method })).toBeUndefined()
    }
  })

  it('covers the document and its own options', async () => {
    expect(await signer({}, { ...document, versionId: '2-Qm' })).toBeUndefined()
    const proof = await prove(document, key)
    expect(await signerOfProof(document, { ...proof, created: '2026-01-01T00:00:00Z' }, now)).toBeUndefined()
    const foreign = `did:key:${stranger.multikey}#${stranger.multikey}`
    expect(await signerOfProof(document, { ...proof, verificationMethod: foreign }, now)).toBeUndefined()
  })

  it.each([
    undefined,
    7,
    '',
    'z',
    'z1',
    'zO',
    `z${'1'.repeat(64)}`,
    `z${'2'.repeat(300)}`,
    `u${'2'.repeat(86)}`,
  ])('is none with the value %j', async (proofValue) => {
    const { proofValue: _right, ...proof } = await prove(document, key)
    const changed = proofValue === undefined ? proof : { ...proof, proofValue }
    expect(await signerOfProof(document, changed, now)).toBeUndefined()
  })

  it('is none when its key is on another curve, or no point', async () => {
    for (const multikey of ['zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv', `z6Mk${'1'.repeat(44)}`]) {
      const proof = await prove(document, { ...key, multikey })
      expect(await signerOfProof(document, proof, now)).toBeUndefined()
    }
  })
})
