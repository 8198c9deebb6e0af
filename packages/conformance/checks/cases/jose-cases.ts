import {
  createLocalSigner,
  type JsonObject,
  type PublicJwk,
  type Signer,
  type SigningCurve,
} from '@lontar/credentials'
import type { ErrorCode } from '@lontar/credentials/errors'
import {
  bareJwk,
  decodeBase64Url,
  decodeUtf8,
  encodeBase64Url,
  encodeUtf8,
  generatePrivateJwk,
  parseJson,
  parseJsonObject,
  parseJwk,
  parseJws,
  signingAlgorithms,
  signJws,
  verifyJwsSignature,
} from '@lontar/credentials/jose'
import { codeOf, type NegativeCase } from '../negative-case.ts'

const typ = 'example+jwt'
const signers = new Map(
  await Promise.all(
    (['P-256', 'P-384', 'secp256k1', 'Ed25519'] as const).map(
      async (crv): Promise<[SigningCurve, Signer]> => [
        crv,
        await createLocalSigner(await generatePrivateJwk(crv)),
      ],
    ),
  ),
)
const signer = signerOf('P-256')
const stranger = await createLocalSigner(await generatePrivateJwk())
const key: JsonObject = bareJwk(signer.publicJwk)

function signerOf(crv: SigningCurve): Signer {
  const found = signers.get(crv)
  if (found === undefined) throw new TypeError(`There is no signer on ${crv}.`)
  return found
}

function refuses(
  step: string,
  expected: ErrorCode,
  name: string,
  attempt: () => unknown,
  twin?: () => unknown,
): NegativeCase {
  return { step, expected, name, run: () => codeOf(attempt), ...(twin && { twin: () => codeOf(twin) }) }
}

const encode = (text: string): string => encodeBase64Url(encodeUtf8(text))

/** A JWS with any header and payload text, signed over exactly that. */
async function compact(header: string, payload: string, by: Signer = signer): Promise<string> {
  const input = `${encode(header)}.${encode(payload)}`
  return `${input}.${encodeBase64Url(await by.sign(encodeUtf8(input)))}`
}

const headerOf = (members: JsonObject): string => JSON.stringify({ alg: 'ES256', typ, ...members })

async function verify(
  text: string,
  expectedKey: unknown = signer.publicJwk,
  expectedType = typ,
): Promise<void> {
  await verifyJwsSignature(parseJws(text), { expectedKey: expectedKey as PublicJwk, expectedType })
}

const valid = (): Promise<string> => compact(headerOf({}), '{}')

/** The same signature bytes in DER (RFC 3279 section 2.2.3). */
function toDer(signature: Uint8Array): Uint8Array {
  const integer = (part: Uint8Array) => {
    const start = part.findIndex((byte) => byte !== 0)
    const digits = [...part.subarray(start)]
    const padded = (digits[0] ?? 0) > 0x7f ? [0, ...digits] : digits
    return [2, padded.length, ...padded]
  }
  const body = [...integer(signature.subarray(0, 32)), ...integer(signature.subarray(32))]
  return Uint8Array.of(0x30, body.length, ...body)
}

async function withSignature(change: (signature: Uint8Array) => Uint8Array): Promise<string> {
  const [header, payload, signature = ''] = (await valid()).split('.')
  return `${header}.${payload}.${encodeBase64Url(change(decodeBase64Url(signature)))}`
}

const json = 'json_malformed'
const jwk = 'jwk_malformed'
const jws = 'jws_malformed'
const algorithm = 'jws_algorithm_unexpected'
const signature = 'jws_signature_invalid'

export const cases: readonly NegativeCase[] = [
  ...['AA=', 'AA==', 'A A', 'A+A', 'A/A', 'AAAAA', 'AB', '\u00e9AAA'].map((text) =>
    refuses(
      'base64url.canonical',
      'base64url_malformed',
      JSON.stringify(text),
      () => decodeBase64Url(text),
      () => decodeBase64Url('AA'),
    ),
  ),
  refuses('utf8.valid', 'utf8_malformed', 'the byte 0xFF', () => decodeUtf8(Uint8Array.of(0x61, 0xff))),
  ...['', '{', '{"a":1,}', "{'a':1}", 'NaN', '01', '{"a":1} x', '"'].map((text) =>
    refuses(
      'json.text',
      json,
      text,
      () => parseJson(text),
      () => parseJson('{"a":1}'),
    ),
  ),
  refuses(
    'json.depth',
    json,
    '33 arrays',
    () => parseJson('['.repeat(33) + ']'.repeat(33)),
    () => parseJson('['.repeat(32) + ']'.repeat(32)),
  ),
  refuses('json.depth', json, 'half a million arrays', () => parseJson('['.repeat(500_000))),
  ...[
    ['an array of numbers', '0,', '0'],
    ['an array of arrays', '[],', '[]'],
    ['an array of objects', '{},', '{}'],
    ['an array of names', '{"a":0},', '{}'],
  ].map(([name = '', item = '', last = '']) =>
    refuses(
      'json.size',
      json,
      `too long ${name}`,
      () => parseJson(`[${item.repeat(65_536)}${last}]`),
      () => parseJson(`[${item.repeat(16_384)}${last}]`),
    ),
  ),
  ...(
    [
      ['one object', '{', (index: number) => `"${index}":0`, '}'],
      ['objects of one name each', '[', () => '{"a":0}', ']'],
    ] as const
  ).map(([where, open, member, close]) =>
    refuses(
      'json.size',
      json,
      `a name too many in ${where}`,
      () => parseJson(`${open}${Array.from({ length: 16_385 }, (_, index) => member(index)).join()}${close}`),
      () => parseJson(`${open}${Array.from({ length: 16_384 }, (_, index) => member(index)).join()}${close}`),
    ),
  ),
  ...['__proto__', 'constructor', 'prototype', '\\u005f_proto__'].map((name) =>
    refuses(
      'json.name-allowed',
      json,
      name,
      () => parseJson(`{"${name}":{}}`),
      () => parseJson('{"":{}}'),
    ),
  ),
  ...['{"a":1,"a":1}', '{"a":1,"\\u0061":2}', '[{"b":{"a":1,"a":2}}]'].map((text) =>
    refuses(
      'json.name-once',
      json,
      text,
      () => parseJson(text),
      () => parseJson('[{"a":1},{"a":2}]'),
    ),
  ),
  ...['"\\ud800"', '{"\\udc00":1}'].map((text) =>
    refuses(
      'json.string-well-formed',
      json,
      text,
      () => parseJson(text),
      () => parseJson('"\\ud83c\\udf34"'),
    ),
  ),
  refuses(
    'json.number-range',
    json,
    '1e999',
    () => parseJson('[1e999]'),
    () => parseJson('[1e9]'),
  ),
  ...['[]', '"a"', '1', 'null', 'true'].map((text) =>
    refuses(
      'json.object',
      json,
      text,
      () => parseJsonObject(text),
      () => parseJsonObject('{}'),
    ),
  ),
  ...['', 'a', 'a.b', 'a.b.c.d', '{"payload":"e30","signatures":[]}'].map((text) =>
    refuses('jws.segments', jws, JSON.stringify(text), () => parseJws(text)),
  ),
  refuses('jws.segments', jws, 'a fourth segment', async () => verify(`${await valid()}.AA`)),
  refuses('jws.readable', jws, 'a payload that is an array', async () =>
    verify(await compact(headerOf({}), '[]')),
  ),
  refuses(
    'jws.readable',
    jws,
    'a signature with padding',
    async () => verify(`${await valid()}=`),
    async () => verify(await valid()),
  ),
  ...[{ crit: ['exp'] }, { crit: [] }, { b64: false }, { b64: true }].map((member) =>
    refuses(
      'jws.extension',
      'jws_critical_header_unsupported',
      JSON.stringify(member),
      async () => verify(await compact(headerOf(member), '{}')),
      async () => verify(await valid()),
    ),
  ),
  ...['none', 'None', 'NONE', 'nOnE', '', 'HS256', 'RS256', 'ES512', null, 7, ['ES256']].map((alg) =>
    refuses('jws.algorithm', algorithm, `alg ${JSON.stringify(alg)}`, async () =>
      parseJws(await compact(headerOf({ alg }), '{}')),
    ),
  ),
  ...signingAlgorithms
    .filter((alg) => alg !== 'ES256')
    .map((alg) =>
      refuses('jws.algorithm', algorithm, `${alg} under a key of ES256`, async () =>
        verify(await compact(headerOf({ alg }), '{}')),
      ),
    ),
  ...['JWT', 'kb+jwt', 'application/example+jwt', 'EXAMPLE+JWT', null, [typ]].map((other) =>
    refuses('jws.type', 'jws_type_unexpected', `typ ${JSON.stringify(other)}`, async () =>
      verify(await compact(headerOf({ typ: other }), '{}')),
    ),
  ),
  refuses('jws.type', 'jws_type_unexpected', 'no typ', async () =>
    verify(await compact('{"alg":"ES256"}', '{}')),
  ),
  ...[undefined, null, '', {}, { ...key, d: 'AA' }].map((other) =>
    refuses('jws.key', 'jws_key_unknown', `the key ${typeof other}`, async () =>
      verifyJwsSignature(parseJws(await valid()), { expectedKey: other as PublicJwk, expectedType: typ }),
    ),
  ),
  refuses('jws.signature', signature, 'the key of a stranger', async () =>
    verify(await valid(), stranger.publicJwk),
  ),
  ...(
    [
      ['DER', toDer],
      ['nothing', () => new Uint8Array()],
      ['a byte too few', (bytes) => bytes.subarray(1)],
      ['a zero byte too many', (bytes) => Uint8Array.of(0, ...bytes)],
      ['two signatures', (bytes) => Uint8Array.of(...bytes, ...bytes)],
    ] as [string, (signature: Uint8Array) => Uint8Array][]
  ).map(([name, change]) =>
    refuses(
      'jws.signature-length',
      jws,
      name,
      async () => verify(await withSignature(change)),
      async () => verify(await valid()),
    ),
  ),
  refuses('jws.signature', signature, 'r of zero', async () =>
    verify(await withSignature((bytes) => Uint8Array.of(...new Uint8Array(32), ...bytes.subarray(32)))),
  ),
  refuses('jws.signature', signature, 'the key in the header', async () =>
    verify(
      await signJws({
        header: { typ, jwk: { ...bareJwk(stranger.publicJwk) } },
        payload: {},
        signer: stranger,
      }),
    ),
  ),
  ...[...signers].map(([crv, own]) =>
    refuses(
      'jws.signature',
      signature,
      `another payload under ${crv}`,
      async () => {
        const [header, , signed] = (await signJws({ header: { typ }, payload: {}, signer: own })).split('.')
        await verify(`${header}.${encode('{"a":1}')}.${signed}`, own.publicJwk)
      },
      async () => verify(await signJws({ header: { typ }, payload: {}, signer: own }), own.publicJwk),
    ),
  ),
  ...[null, 'key', [key], 7].map((value) => refuses('jwk.object', jwk, typeof value, () => parseJwk(value))),
  ...['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'].map((name) =>
    refuses(
      'jwk.public',
      'jwk_private_part',
      name,
      () => parseJwk({ ...key, [name]: 'AA' }),
      () => parseJwk(key),
    ),
  ),
  ...[
    { kty: 'RSA', n: 'AA', e: 'AQAB' },
    { ...key, crv: 'P-521' },
    { ...key, kty: 'OKP' },
    { ...key, crv: 'Ed25519' },
    { ...key, crv: 'X25519', kty: 'OKP' },
    { ...key, crv: 'toString' },
  ].map((value) => refuses('jwk.curve', jwk, JSON.stringify(value).slice(0, 40), () => parseJwk(value))),
  ...[
    { ...key, x: `${key.x}=` },
    { ...key, x: 'AA' },
    { ...key, y: undefined },
    { ...key, y: 7 },
    { ...key, x: `AA${key.x}` },
  ].map((value, index) => refuses('jwk.coordinate', jwk, `coordinate ${index}`, () => parseJwk(value))),
  refuses('jwk.point', jwk, 'a point off P-256', () => parseJwk({ ...key, y: key.x })),
  refuses('jwk.point', jwk, 'a point off P-384', () => {
    const { x } = signerOf('P-384').publicJwk
    parseJwk({ kty: 'EC', crv: 'P-384', x, y: x })
  }),
  refuses('jwk.point', jwk, 'a point off secp256k1', () => {
    const { x } = signerOf('secp256k1').publicJwk
    parseJwk({ kty: 'EC', crv: 'secp256k1', x, y: x })
  }),
  ...['AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '7P_______________________________________38'].map((x) =>
    refuses(
      'jwk.point',
      jwk,
      `the Ed25519 point of small order ${x.slice(0, 4)}`,
      () => parseJwk({ kty: 'OKP', crv: 'Ed25519', x }),
      () => parseJwk(signerOf('Ed25519').publicJwk),
    ),
  ),
  refuses('jwk.key-id', jwk, 'a kid that is a number', () => parseJwk({ ...key, kid: 7 })),
  refuses(
    'jwk.algorithm',
    jwk,
    'an alg of another curve',
    () => parseJwk({ ...key, alg: 'ES384' }),
    () => parseJwk({ ...key, alg: 'ES256' }),
  ),
  refuses('jwk.use', jwk, 'a key for encryption', () => parseJwk({ ...key, use: 'enc' })),
  ...[['sign'], [], 'verify'].map((operations) =>
    refuses(
      'jwk.operations',
      jwk,
      JSON.stringify(operations),
      () => parseJwk({ ...key, key_ops: operations }),
      () => parseJwk({ ...key, key_ops: ['verify'] }),
    ),
  ),
]
