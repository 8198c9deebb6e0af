import { deflateSync, gzipSync } from 'node:zlib'
import type { JsonObject } from '@lontar/credentials'
import { encodeBase64Url } from '@lontar/credentials/jose'
import { verifyBitstringStatusListCredential, verifyStatusListToken } from '@lontar/credentials/status'
import { verifySignedTrustList } from '@lontar/credentials/trust'
import { resolveTypeMetadata, verifyClaimsAgainstType } from '@lontar/credentials/type-metadata'
import { type HostileInput, hostileInput, mebibyte } from './hostile-input.ts'
import { issuer, listUrl, now, nowSeconds, serve, sign, signer, trusted, typeUrl } from './hostile-scene.ts'

const bomb = (compress: (bytes: Uint8Array) => Uint8Array, mebibytes: number): string =>
  encodeBase64Url(compress(new Uint8Array(mebibytes * mebibyte)))

async function statusList(name: string, lst: string, expected: string): Promise<HostileInput> {
  const payload = { sub: listUrl, iat: nowSeconds, exp: nowSeconds + 60, status_list: { bits: 1, lst } }
  const text = await sign('statuslist+jwt', payload)
  const expectations = { expectedUri: listUrl, expectedIssuer: trusted, now }
  return hostileInput(name, text, expected, () => verifyStatusListToken(text, expectations))
}

async function bitstring(name: string, list: string, expected: string): Promise<HostileInput> {
  const payload = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: listUrl,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer,
    validFrom: '2026-10-31T00:00:00Z',
    credentialSubject: { type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList: `u${list}` },
  }
  const text = await sign('vc+jwt', payload)
  const expectations = { expectedUri: listUrl, expectedIssuer: trusted, now }
  return hostileInput(name, text, expected, () => verifyBitstringStatusListCredential(text, expectations))
}

/** Right but for its end, which is looked at last. */
async function trustList(
  name: string,
  issuers: readonly JsonObject[],
  expected: string,
): Promise<HostileInput> {
  const payload = {
    ...{ iss: issuer, sub: listUrl, sequence: 1, iat: nowSeconds - 60, exp: nowSeconds - 1 },
    trust_list: { issuers },
  }
  const text = await sign('trustlist+jwt', payload)
  const expectedAuthority = { issuer, jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] } }
  const expectations = { expectedAuthority, expectedUrl: listUrl, now, expectedAfter: undefined }
  return hostileInput(name, text, expected, () => verifySignedTrustList(text, expectations))
}

function typeMetadata(
  name: string,
  paths: readonly (readonly (string | number | null)[])[],
  claims: JsonObject,
  expected: string,
  disclosable: readonly (readonly (string | number)[])[] = [],
): HostileInput {
  const text = JSON.stringify({ vct: typeUrl, claims: paths.map((path) => ({ path, sd: 'never' })) })
  const fetch = serve({ [typeUrl]: text })
  const input = hostileInput(name, JSON.stringify(claims), expected, async () =>
    verifyClaimsAgainstType({ claims, disclosable }, await resolveTypeMetadata({ vct: typeUrl, fetch })),
  )
  return { ...input, bytes: input.bytes + text.length }
}

const many = <Item>(length: number, item: (index: number) => Item): readonly Item[] =>
  Array.from({ length }, (_, index) => item(index))

/**
 * Makes hostile lists and Type Metadata.
 *
 * @returns one of each kind.
 */
export async function hostileLists(): Promise<readonly HostileInput[]> {
  const entry = (index: number) => ({ issuer: `did:web:i${index}.example`, types: ['urn:x'] })
  const jwk = { ...signer.publicJwk }
  const keyed = (index: number) => ({ ...entry(index), jwks: { keys: [{ ...jwk, kid: `${index}` }] } })
  const oneWithKeys = { ...entry(0), jwks: { keys: many(3000, (index) => ({ ...jwk, kid: `${index}` })) } }
  const malformed = 'status_list_malformed'
  const list = { list: many(60_000, () => ({})) }
  return [
    await statusList('a status list of 256 MiB', bomb(deflateSync, 256), malformed),
    await statusList('a status list of 2 MiB', bomb(deflateSync, 2), 'accepted'),
    await bitstring('a bitstring of 256 MiB', bomb(gzipSync, 256), malformed),
    await bitstring('a bitstring of 8 MiB', bomb(gzipSync, 8), 'accepted'),
    await trustList('an expired trust list of 8,000 issuers', many(8000, entry), 'trust_list_expired'),
    await trustList(
      'an expired trust list of 1,024 issuers with keys',
      many(1024, keyed),
      'trust_list_expired',
    ),
    await trustList(
      'an expired trust list of one issuer with 3,000 keys',
      [oneWithKeys],
      'trust_list_malformed',
    ),
    typeMetadata(
      '512 wildcard paths over 60,000 elements',
      many(512, (index) => ['list', null, `n${index}`]),
      list,
      'type_metadata_claim_mismatch',
    ),
    typeMetadata(
      '512 paths over 1,024 disclosures',
      many(512, (index) => [`n${index}`]),
      {},
      'accepted',
      many(1024, (index) => [`m${index}`]),
    ),
    typeMetadata(
      '513 paths',
      many(513, (index) => [`n${index}`]),
      {},
      'type_metadata_malformed',
    ),
  ]
}
