import { createVcSdJwtFormat, type JsonObject } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { generatePrivateJwk, signJws } from '@lontar/credentials/jose'
import {
  type BitstringStatusListEntry,
  createStatusChecker,
  decodeBitstring,
  encodeBitstring,
  parseBitstringStatusListCredential,
  verifyBitstringStatusListCredential,
} from '@lontar/credentials/status'
import { describe, expect, test } from 'vitest'
import { readVector, vectorsAbsent } from '../support/public-vectors.ts'

/** The examples as printed. */
const printed = vectorsAbsent
  ? []
  : readVector<readonly string[]>('vectors/bitstring-status-list/rec-examples.json')

/** Three of them are no JSON: one leaves parts out with dots, and two have a comma too many. */
function readExample(text: string): readonly JsonObject[] {
  try {
    return [JSON.parse(text) as JsonObject]
  } catch {
    return []
  }
}

const examples = printed.flatMap(readExample)
const typesOf = ({ type }: JsonObject): readonly unknown[] => [type].flat()

/** The examples are of one invented issuer without a key: a key of the test signs them. */
const signer = await didJwkSigner(await generatePrivateJwk())
const issuer = 'did:example:12345'
const trusted = { issuer, types: [], jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] } }
const now = new Date('2026-11-24T00:00:00Z')

const lists = examples
  .filter((example) => typesOf(example).includes('BitstringStatusListCredential'))
  // Here they are secured by a JWT, which may not hold a proof of another kind.
  .map(({ proof: _proof, ...list }) => list)
const credentials = examples.filter(({ credentialStatus }) => credentialStatus !== undefined)

describe.skipIf(vectorsAbsent)('public vectors: Bitstring Status List', () => {
  test('the examples are there', () => {
    expect(printed.length - examples.length).toBe(3)
    expect(lists.length).toBeGreaterThanOrEqual(1)
    expect(credentials.length).toBeGreaterThanOrEqual(5)
  })

  test.each(lists.map((list, index) => [index, list] as const))(
    'list %i verifies, has 131,072 entries and says of none that it is set',
    async (_index, list) => {
      const text = await signJws({ header: { typ: 'vc+jwt' }, payload: list, signer })
      const { uri = '', encodedList } = parseBitstringStatusListCredential(text)
      const read = await verifyBitstringStatusListCredential(text, {
        expectedUri: uri,
        expectedIssuer: trusted,
        now,
      })
      expect(read.lengthOf(1)).toBe(131_072)
      const bytes = await decodeBitstring(encodedList)
      expect(bytes.every((byte) => byte === 0)).toBe(true)
      expect(await decodeBitstring(await encodeBitstring({ values: new Uint8Array(131_072) }))).toEqual(bytes)
    },
  )

  test.each(credentials.map((credential, index) => [index, credential] as const))(
    'the entries of credential %i are read and judged',
    async (_index, credential) => {
      const entries = await readEntries(credential)
      expect(entries.length).toBe([credential.credentialStatus].flat().length)
      const checkStatus = createStatusChecker({ fetch: serveLists(entries), now: () => now })
      expect(await checkStatus(entries, trusted)).toMatchObject({ state: 'passed' })
    },
  )
})

/** Through a credential of ours, because the examples name contexts that are pinned nowhere. */
async function readEntries({
  credentialStatus = [],
}: JsonObject): Promise<readonly BitstringStatusListEntry[]> {
  const payload = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential', 'https://issuer.example/vct/1'],
    issuer,
    iss: issuer,
    validUntil: '2027-01-01T00:00:00Z',
    credentialSubject: { id: 'did:example:6789' },
    credentialStatus,
  }
  const jws = await signJws({ header: { typ: 'vc+sd-jwt' }, payload, signer })
  const parsed = await createVcSdJwtFormat({ resolveContext: () => undefined }).parse(`${jws}~`)
  return parsed.credentialStatus
}

/** Serves the printed list for every entry, under its URL and for its purpose. */
function serveLists(entries: readonly BitstringStatusListEntry[]) {
  const [list = {}] = lists
  return async (url: string) => {
    const { statusPurpose } = entries.find((entry) => entry.statusListCredential === url) ?? {}
    const credentialSubject = {
      ...(list.credentialSubject as JsonObject),
      ...(statusPurpose && { statusPurpose }),
    }
    const payload = { ...list, id: url, credentialSubject }
    const text = await signJws({ header: { typ: 'vc+jwt' }, payload, signer })
    const headers = new Headers({ 'content-type': 'application/vc+jwt' })
    return { status: 200, headers, text: () => text, json: () => null }
  }
}
