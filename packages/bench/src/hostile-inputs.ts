import { deflateSync, gzipSync } from 'node:zlib'
import {
  type CredentialFormat,
  createDcSdJwtFormat,
  createJwtVcJsonFormat,
  createVcJwtFormat,
  createVcSdJwtFormat,
  type JsonObject,
  passed,
  type TrustedIssuer,
} from '@lontar/credentials'
import { createDidResolver, didJwkSigner } from '@lontar/credentials/did'
import {
  encodeBase64Url,
  encodeUtf8,
  generatePrivateJwk,
  hashText,
  parseJson,
  signJws,
} from '@lontar/credentials/jose'
import { parseBitstringStatusListCredential, verifyStatusListToken } from '@lontar/credentials/status'
import { parseTrustList } from '@lontar/credentials/trust'
import { verifyX5c } from '@lontar/credentials/x509'
import { hostileTexts } from './hostile-texts.ts'

/** An input of at most 1 MiB that is made to be expensive, ready to be offered. */
export interface HostileInput {
  readonly name: string
  /** The size of the text, in bytes. */
  readonly bytes: number
  /** Offers it. Whatever comes of it counts. */
  offer(): Promise<unknown>
}

const mebibyte = 1_048_576
const now = new Date('2026-11-01T04:00:00Z')
const nowSeconds = now.getTime() / 1000
const typeUrl = 'https://issuer.example/vct/ktp/1'
const uri = 'https://issuer.example/status/1'

const signer = await didJwkSigner(await generatePrivateJwk())
const [issuer = ''] = signer.keyId.split('#')
const trusted: TrustedIssuer = {
  issuer,
  types: [typeUrl],
  jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] },
}
const contexts = { resolveContext: () => ({ KtpCredential: typeUrl }) }
const formats = [
  createDcSdJwtFormat(),
  createVcSdJwtFormat(contexts),
  createVcJwtFormat(contexts),
  createJwtVcJsonFormat(contexts),
]

const verify = (format: CredentialFormat, text: string) => (): Promise<unknown> =>
  format.verify(text, {
    expectedIssuers: [trusted],
    expectedTypes: [typeUrl],
    expectedKeyBinding: { expectedNonce: 'n', expectedAudience: 'a' },
    checkStatus: async () => passed('status', 'of the input'),
    now,
  })

const input = (name: string, text: string, offer: () => Promise<unknown>): HostileInput => ({
  name,
  bytes: Buffer.byteLength(text),
  offer,
})

/** The same text, offered to each of the formats. */
const credential = (name: string, text: string): HostileInput[] =>
  formats.map((format) => input(`${name}, as ${format.id}`, text, verify(format, text)))
const encode = (text: string): string => encodeBase64Url(encodeUtf8(text))
const settled = (run: () => unknown) => async (): Promise<unknown> => {
  try {
    return await run()
  } catch (error) {
    return error
  }
}

const header = encode(JSON.stringify({ alg: 'ES256', typ: 'dc+sd-jwt', kid: signer.keyId }))
const unsigned = (payload: string): string => `${header}.${encode(payload)}.${'A'.repeat(86)}~`
const fill = (unit: string, limit: number): string => unit.repeat(Math.floor(limit / unit.length))
/** Three quarters, because base64url adds a third. */
const room = 0.74 * mebibyte

const json: readonly (readonly [string, string])[] = [
  ['arrays within arrays', fill('[', room)],
  ['objects within objects', fill('{"a":', room)],
  ['a flat array', `[${fill('0,', room - 2)}0]`],
  ['a long string', `"${'a'.repeat(room)}"`],
  ['escapes', `"${fill('\\u0061', room)}"`],
  ['many names', `{${Array.from({ length: 60_000 }, (_, index) => `"n${index}":0`).join(',')}}`],
  ['one name again and again', `{${fill('"a":0,', room)}"a":0}`],
  ['long numbers', `[${fill('1e308,', room)}1]`],
  ['quotes that never end', fill('"\\', room)],
  ['white space', `${' '.repeat(room)}{}`],
]

async function disclosures(count: number, value: string): Promise<string> {
  const texts = Array.from({ length: count }, (_, index) =>
    encode(JSON.stringify([`s${index}`, `n${index}`, value])),
  )
  const payload = {
    iss: issuer,
    vct: typeUrl,
    exp: nowSeconds + 60,
    _sd: await Promise.all(texts.map(hashText)),
  }
  return `${[await sign('dc+sd-jwt', payload), ...texts].join('~')}~`
}

const sign = (typ: string, payload: JsonObject): Promise<string> =>
  signJws({ header: { typ }, payload, signer })

async function chained(count: number): Promise<string> {
  const texts: string[] = []
  let payload: JsonObject = {}
  for (let level = 0; level < count; level += 1) {
    const text = encode(JSON.stringify(['s', 'a', payload]))
    texts.push(text)
    payload = { _sd: [await hashText(text)] }
  }
  return `${[await sign('dc+sd-jwt', { iss: issuer, vct: typeUrl, exp: nowSeconds + 60, ...payload }), ...texts].join('~')}~`
}

function bomb(compress: (bytes: Uint8Array) => Uint8Array, expandedBytes: number): string {
  return encodeBase64Url(compress(new Uint8Array(expandedBytes)))
}

async function statusList(lst: string): Promise<HostileInput> {
  const payload = { sub: uri, iat: nowSeconds, exp: nowSeconds + 60, status_list: { bits: 1, lst } }
  const text = await sign('statuslist+jwt', payload)
  return input(
    'a status list that expands beyond every bound',
    text,
    settled(() => verifyStatusListToken(text, { expectedUri: uri, expectedIssuer: trusted, now })),
  )
}

async function bitstring(encodedList: string): Promise<HostileInput> {
  const subject = { type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList: `u${encodedList}` }
  const payload = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: uri,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer,
    validFrom: '2026-10-31T00:00:00Z',
    credentialSubject: subject,
  }
  const text = await sign('vc+jwt', payload)
  return input(
    'a bitstring that expands beyond every bound',
    text,
    settled(() => parseBitstringStatusListCredential(text)),
  )
}

const resolve = (text: string, file: string) => {
  const fetch = async (url: string) => ({
    status: url.endsWith(file) ? 200 : 404,
    headers: new Headers({ 'content-type': 'application/json' }),
    text: () => text,
    json: () => parseJson(text),
  })
  return createDidResolver({ fetch, now: () => now })
}

function documents(): readonly HostileInput[] {
  const methods = Array.from({ length: 3000 }, (_, index) => ({
    id: `#${index}`,
    type: 'JsonWebKey',
    controller: 'x',
  }))
  const web = JSON.stringify({ id: 'did:web:a.example', verificationMethod: methods })
  const log = Array.from({ length: 600 }, () =>
    JSON.stringify({ versionId: '1-Qm', filler: 'x'.repeat(1600) }),
  ).join('\n')
  const scid = `Qm${'1'.repeat(44)}`
  const key = `did:key:z${'2'.repeat(900_000)}`
  return [
    input(
      'a DID document with 3,000 keys',
      web,
      settled(() => resolve(web, 'did.json')('did:web:a.example')),
    ),
    input(
      'a DID log of 600 entries',
      log,
      settled(() => resolve(log, 'did.jsonl')(`did:webvh:${scid}:a.example`)),
    ),
    input(
      'a did:key of 900,000 characters',
      key,
      settled(() => resolve('', 'x')(key)),
    ),
  ]
}

function lists(): readonly HostileInput[] {
  const issuers = Array.from({ length: 12_000 }, (_, index) => ({
    issuer: `did:web:i${index}.example`,
    types: ['urn:x'],
  }))
  const text = JSON.stringify({ issuers })
  const chain = Array.from({ length: 8 }, () => Buffer.alloc(90_000, 0x30).toString('base64'))
  return [
    input(
      'a trust list of 12,000 issuers',
      text,
      settled(() => parseTrustList(JSON.parse(text))),
    ),
    input(
      'a certificate chain of nested sequences',
      chain.join(),
      settled(() => verifyX5c(chain, { expectedRoots: [], now })),
    ),
  ]
}

/**
 * Makes the inputs.
 *
 * @returns one of each kind, none larger than 1 MiB.
 */
export async function createHostileInputs(): Promise<readonly HostileInput[]> {
  const w3cMembers = Array.from({ length: 20_000 }, (_, index) => ({ id: `urn:x:${index}`, type: 'X' }))
  const w3c = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential', ...Array.from({ length: 5000 }, (_, index) => `T${index}`)],
    issuer,
    exp: nowSeconds + 60,
    credentialSubject: { a: 1 },
  }
  return [
    ...hostileTexts.map(([name, text]) =>
      input(
        `JSON of ${name}`,
        text,
        settled(() => parseJson(text)),
      ),
    ),
    ...json.flatMap(([name, text]) => credential(`a payload of ${name}`, unsigned(text))),
    ...credential('a header of arrays within arrays', `${encode(fill('[', room))}.e30.AA~`),
    ...credential('a million tildes', '~'.repeat(mebibyte)),
    ...credential('a million dots', '.'.repeat(mebibyte)),
    ...credential('one long segment', 'A'.repeat(mebibyte)),
    ...credential('1,024 disclosures', await disclosures(1024, 'x'.repeat(600))),
    ...credential('1,025 disclosures', await disclosures(1025, 'x'.repeat(600))),
    ...credential('a chain of 600 disclosures', await chained(600)),
    ...credential(
      'evidence of 20,000 objects',
      await sign('vc+jwt', { ...w3c, type: ['VerifiableCredential'], evidence: w3cMembers }),
    ),
    ...credential('5,000 types', await sign('vc+jwt', w3c)),
    ...credential(
      '20,000 related resources',
      await sign('vc+jwt', {
        ...w3c,
        type: ['VerifiableCredential'],
        relatedResource: w3cMembers.map(({ id }) => ({ id, digestSRI: 'x' })),
      }),
    ),
    await statusList(bomb(deflateSync, 256 * mebibyte)),
    await bitstring(bomb(gzipSync, 256 * mebibyte)),
    ...documents(),
    ...lists(),
  ].filter(({ bytes }) => bytes <= mebibyte)
}
