import { createHash } from 'node:crypto'
import { createDidKey, createDidResolver, keyOfDidUrl } from '@lontar/credentials/did'
import { NetworkError } from '@lontar/credentials/errors'
import type { JsonObject } from '@lontar/credentials/jose'
import { describe, expect, test } from 'vitest'
import { decodeBase58Btc, encodeBase58Btc } from '../../../credentials/src/lib/did/base58btc.ts'
import { canonicalizeJson } from '../../../credentials/src/lib/did/webvh/jcs.ts'
import { signerOfProof } from '../../../credentials/src/lib/did/webvh/verify-data-integrity-proof.ts'
import { readVector, readVectorText, vectorsAbsent } from '../support/public-vectors.ts'

/** A document with its proof, or its proofs. */
interface Signed extends JsonObject {
  readonly proof: JsonObject | readonly JsonObject[]
}

const folder = 'vectors/data-integrity'
const jcs = `${folder}/eddsa/eddsa-jcs-2022`
const now = new Date('2026-11-01T00:00:00Z')

const hex = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('hex')
const text = (path: string): string => (readVectorText(path) ?? '').trim()

/** The suites whose canonical form is that of RFC 8785. */
const canonical: readonly (readonly [string, string, string])[] = [
  ['eddsa-jcs-2022', jcs, 'JCS'],
  ['ecdsa-jcs-2019 on P-256', `${folder}/ecdsa/ecdsa-jcs-2019-p256`, 'JCSECDSAP256'],
  ['ecdsa-jcs-2019 on P-384', `${folder}/ecdsa/ecdsa-jcs-2019-p384`, 'JCSECDSAP384'],
]

describe.skipIf(vectorsAbsent)('public vectors: Data Integrity, the proofs of did:webvh', () => {
  const { proof, ...document } = (
    vectorsAbsent ? { proof: {} } : readVector<JsonObject>(`${jcs}/signedJCS.json`)
  ) as { readonly proof: JsonObject; readonly [name: string]: JsonObject }
  const { publicKeyMultibase } = vectorsAbsent
    ? { publicKeyMultibase: '' }
    : readVector<{ publicKeyMultibase: string }>(`${folder}/eddsa/keyPair.json`)

  test('the proof of eddsa-jcs-2022 is that of the published key', async () => {
    expect(await signerOfProof(document, proof, now)).toBe(publicKeyMultibase)
  })

  const edits: readonly (readonly [string, JsonObject, JsonObject])[] = [
    ...Object.keys(document).map(
      (name) => [`document without ${name}`, without(document, name), proof] as const,
    ),
    ...Object.keys(proof).map((name) => [`proof without ${name}`, document, without(proof, name)] as const),
    ['document with a member more', { ...document, extra: true }, proof],
    ['proof with a member more', document, { ...proof, nonce: 'x' }],
    ['proof of another time', document, { ...proof, created: '2023-02-24T23:36:39Z' }],
  ]
  // The context of the document is that of the proof (section 3.3.1), so that the proof may leave its own out.
  const wrong = edits.filter(([name]) => name !== 'proof without @context')
  test.each(wrong)('a %s is of nobody', async (_name, changed, changedProof) => {
    expect(await signerOfProof(changed, changedProof, now)).toBeUndefined()
  })

  test('a proof that leaves out its context has that of the document', async () => {
    expect(await signerOfProof(document, without(proof, '@context'), now)).toBe(publicKeyMultibase)
  })

  test('the signature is the published one, in base 58 and in bytes', () => {
    const published = text(`${jcs}/sigBTC58JCS.txt`)
    expect(proof.proofValue).toBe(published)
    const bytes = decodeBase58Btc(published.slice(1))
    expect(hex(bytes)).toBe(text(`${jcs}/sigHexJCS.txt`))
    expect(`z${encodeBase58Btc(bytes ?? new Uint8Array())}`).toBe(published)
  })

  test.each(canonical)(
    'the canonical forms and hashes of %s are the published ones',
    async (_name, at, suffix) => {
      const unsigned = readVector<JsonObject>(
        `${folder}/${at.includes('eddsa') ? 'eddsa' : 'ecdsa'}/unsigned.json`,
      )
      const configuration = readVector<JsonObject>(`${at}/proofConfig${suffix}.json`)
      expect(canonicalizeJson(unsigned)).toBe(text(`${at}/canonDoc${suffix}.txt`))
      expect(canonicalizeJson(configuration)).toBe(text(`${at}/proofCanon${suffix}.txt`))
      const [proofHash, documentHash] = [configuration, unsigned].map((part) =>
        createHash(at.endsWith('p384') ? 'sha384' : 'sha256')
          .update(canonicalizeJson(part))
          .digest('hex'),
      )
      expect(documentHash).toBe(text(`${at}/docHash${suffix}.txt`))
      expect(proofHash).toBe(text(`${at}/proofHash${suffix}.txt`))
      expect(`${proofHash}${documentHash}`).toBe(text(`${at}/combinedHash${suffix}.txt`))
    },
  )

  test.each([
    'eddsa/Ed25519Signature2020/signedEdSig.json',
    'eddsa/eddsa-rdfc-2022/signedDataInt.json',
    'eddsa/proof-set-chain/signedProofSet2.json',
    'eddsa/proof-set-chain/signedProofChain2.json',
    'ecdsa/ecdsa-jcs-2019-p256/signedJCSECDSAP256.json',
    'ecdsa/ecdsa-jcs-2019-p384/signedJCSECDSAP384.json',
  ])('no proof of %s is one of eddsa-jcs-2022', async (path) => {
    const { proof: given, ...content } = readVector<Signed>(`${folder}/${path}`)
    const proofs = [given].flat() as readonly JsonObject[]
    for (const each of proofs) {
      expect(await signerOfProof(content, each, now)).toBeUndefined()
      const renamed = { ...each, type: 'DataIntegrityProof', cryptosuite: 'eddsa-jcs-2022' }
      expect(await signerOfProof(content, renamed, now)).toBeUndefined()
    }
  })

  test.each(['eddsa/keyPair.json', 'ecdsa/p256KeyPair.json', 'ecdsa/p384KeyPair.json'])(
    'the Multikey of %s is read and written',
    async (path) => {
      const { publicKeyMultibase: multikey } = readVector<{ publicKeyMultibase: string }>(`${folder}/${path}`)
      const fetch = () => Promise.reject(new NetworkError('network_unreachable', 'Nothing is fetched.'))
      const resolveDid = createDidResolver({ fetch, now: () => now })
      const expectations = { expectedRelationship: 'assertionMethod', resolveDid, now } as const
      const key = await keyOfDidUrl(`did:key:${multikey}#${multikey}`, expectations)
      expect(createDidKey(key)).toBe(`did:key:${multikey}`)
    },
  )
})

function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name))
}
