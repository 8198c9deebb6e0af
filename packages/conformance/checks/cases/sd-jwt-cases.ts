import {
  createLocalSigner,
  type ExpectedKeyBinding,
  type JsonObject,
  type JsonValue,
  type PublicJwk,
  type Signer,
} from '@lontar/credentials'
import { encodeBase64Url, encodeUtf8, generatePrivateJwk, hashText, signJws } from '@lontar/credentials/jose'
import { createKeyBindingJwt, verifySdJwt } from '@lontar/credentials/sd-jwt'
import { codeOf, type NegativeCase } from '../negative-case.ts'

const now = new Date('2026-11-01T04:00:00Z')
const nowSeconds = now.getTime() / 1000
const typ = 'example+sd-jwt'
const audience = 'x509_san_dns:hotel.example'
const nonce = 'a-nonce-of-this-request'
const expectedKeyBinding = { expectedNonce: nonce, expectedAudience: audience }

const issuer = await createSigner()
const holder = await createSigner()
const stranger = await createSigner()
const cnf = { jwk: publicMembers(holder.publicJwk) }

async function createSigner(): Promise<Signer> {
  return createLocalSigner(await generatePrivateJwk())
}

function publicMembers(jwk: PublicJwk): JsonObject {
  return { ...jwk }
}

function encodeElements(elements: JsonValue): string {
  return encodeBase64Url(encodeUtf8(JSON.stringify(elements)))
}

/** An SD-JWT as a dishonest issuer could sign it: any payload, any disclosures. */
async function assemble(payload: JsonObject, ...disclosures: readonly string[]): Promise<string> {
  const jwt = await signJws({ header: { typ }, payload, signer: issuer })
  return `${[jwt, ...disclosures].join('~')}~`
}

const salted = (name: string, value: JsonValue): string => encodeElements([`salt of ${name}`, name, value])

const verify = (text: unknown, binding: ExpectedKeyBinding = 'none'): Promise<string | undefined> =>
  codeOf(() =>
    verifySdJwt(text as string, {
      expectedKey: issuer.publicJwk,
      expectedType: typ,
      expectedKeyBinding: binding,
      now,
    }),
  )

const rests = (make: () => Promise<unknown>) => async () => verify(await make())

async function presented(changes: JsonObject = {}, signer: Signer = holder): Promise<string> {
  const sdJwt = await assemble({ cnf, name: 'A' })
  const hash = await hashText(sdJwt)
  const payload = { iat: nowSeconds, aud: audience, nonce, sd_hash: hash, ...changes }
  return sdJwt + (await signJws({ header: { typ: 'kb+jwt' }, payload, signer }))
}

const binds = (make: () => Promise<unknown>) => async () => verify(await make(), expectedKeyBinding)

async function claimed(name: string, value: JsonValue): Promise<[JsonObject, string]> {
  const disclosure = salted(name, value)
  return [{ _sd: [await hashText(disclosure)] }, disclosure]
}

async function withDisclosure(text: string): Promise<string> {
  return assemble({ _sd: [await hashText(text)] }, text)
}

async function nested(levels: number): Promise<string> {
  let value: JsonValue = 'leaf'
  for (let level = 0; level < levels; level++) value = { a: value }
  return assemble({ a: value })
}

const malformed = 'sd_jwt_malformed'

export const cases: readonly NegativeCase[] = [
  {
    step: 'sd-jwt.text-length',
    name: 'a text of more than 1 MiB',
    expected: malformed,
    run: rests(() => assemble({ filler: 'x'.repeat(800_000) })),
    twin: rests(() => assemble({ filler: 'x'.repeat(80_000) })),
  },
  {
    step: 'sd-jwt.disclosure-count',
    name: '1,025 disclosures',
    expected: malformed,
    run: rests(() => many(1025)),
    twin: rests(() => many(1024)),
  },
  {
    step: 'sd-jwt.last-tilde',
    name: 'the JWT alone',
    expected: malformed,
    run: rests(async () => (await assemble({})).slice(0, -1)),
    twin: rests(() => assemble({})),
  },
  {
    step: 'sd-jwt.last-tilde',
    name: 'a disclosure without the tilde after it',
    expected: malformed,
    run: rests(async () => {
      const [payload, disclosure] = await claimed('name', 'A')
      return (await assemble(payload, disclosure)).slice(0, -1)
    }),
  },
  ...['sha-1', 'md5', 'SHA-256', '', null, 7].map(
    (algorithm): NegativeCase => ({
      step: 'sd-jwt.hash-algorithm',
      name: `_sd_alg ${JSON.stringify(algorithm)}`,
      expected: 'sd_jwt_hash_algorithm_unsupported',
      run: rests(() => assemble({ _sd_alg: algorithm })),
      twin: rests(() => assemble({ _sd_alg: 'sha-512' })),
    }),
  ),
  ...[
    ['is empty', ''],
    ['is padded', `${salted('name', 'A')}=`],
    ['is no JSON', encodeBase64Url(encodeUtf8('["salt","name",'))],
    ['has a repeated name', encodeBase64Url(encodeUtf8('["salt","name",{"a":1,"a":2}]'))],
    ['is no UTF-8', encodeBase64Url(Uint8Array.of(0x5b, 0x22, 0xff, 0x22, 0x2c, 0x31, 0x5d))],
  ].map(
    ([what, text]): NegativeCase => ({
      step: 'sd-jwt.disclosure-readable',
      name: `a disclosure that ${what}`,
      expected: malformed,
      run: rests(() => withDisclosure(text ?? '')),
      twin: rests(() => withDisclosure(salted('name', 'A'))),
    }),
  ),
  {
    step: 'sd-jwt.disclosure-array',
    name: 'a disclosure that is an object',
    expected: malformed,
    run: rests(() => withDisclosure(encodeElements({ 0: 'salt', 1: 'name', 2: 'A', length: 3 }))),
  },
  ...[['salt'], ['salt', 'name', 'A', 'more']].map(
    (elements): NegativeCase => ({
      step: 'sd-jwt.disclosure-elements',
      name: `a disclosure of ${elements.length} elements`,
      expected: malformed,
      run: rests(async () => {
        const text = encodeElements(elements)
        return assemble({ list: [{ '...': await hashText(text) }] }, text)
      }),
    }),
  ),
  {
    step: 'sd-jwt.disclosure-salt',
    name: 'a salt that is a number',
    expected: malformed,
    run: rests(() => withDisclosure(encodeElements([1, 'name', 'A']))),
  },
  {
    step: 'sd-jwt.disclosure-name',
    name: 'a name that is a number',
    expected: malformed,
    run: rests(() => withDisclosure(encodeElements(['salt', 1, 'A']))),
  },
  ...['_sd', '...', '_sd_alg', '__proto__', 'constructor', 'prototype'].map(
    (name): NegativeCase => ({
      step: 'sd-jwt.claim-name',
      name: `a disclosed claim named ${name}`,
      expected: 'sd_jwt_claim_name_reserved',
      run: rests(() => withDisclosure(salted(name, 'A'))),
      twin: rests(() => withDisclosure(salted('name', 'A'))),
    }),
  ),
  {
    step: 'sd-jwt.claim-name',
    name: '_sd_alg within a claim',
    expected: 'sd_jwt_claim_name_reserved',
    run: rests(() => assemble({ a: { _sd_alg: 'sha-256' } })),
  },
  {
    step: 'sd-jwt.value-count',
    name: 'two disclosures that hold more values together than one text may',
    expected: malformed,
    run: rests(() => lists(8190, 8190)),
    twin: rests(() => lists(8189, 8189)),
  },
  {
    step: 'sd-jwt.value-count',
    name: 'a payload and a disclosure that do',
    expected: malformed,
    run: rests(() => lists(8190, 8190, 'open')),
    twin: rests(() => lists(8190, 8189, 'open')),
  },
  {
    step: 'sd-jwt.value-count',
    name: 'a payload that does alone',
    expected: malformed,
    run: rests(() => assemble({ list: zeros(16_383) })),
    twin: rests(() => assemble({ list: zeros(16_382) })),
  },
  {
    step: 'sd-jwt.disclosure-once',
    name: 'a disclosure sent twice',
    expected: 'sd_jwt_digest_repeated',
    run: rests(async () => {
      const disclosure = salted('name', 'A')
      const digest = await hashText(disclosure)
      return assemble({ a: { _sd: [digest] } }, disclosure, disclosure)
    }),
  },
  {
    step: 'sd-jwt.depth',
    name: 'claims nested 33 deep',
    expected: 'sd_jwt_too_deep',
    run: rests(() => deepChain(33)),
    twin: rests(() => nested(30)),
  },
  ...(['digest', 7, null, [1]] as const).map(
    (_sd): NegativeCase => ({
      step: 'sd-jwt.sd-array',
      name: `_sd ${JSON.stringify(_sd)}`,
      expected: malformed,
      run: rests(() => assemble({ _sd })),
      twin: rests(() => assemble({ _sd: ['a-decoy'] })),
    }),
  ),
  ...[{ '...': 1 }, { '...': 'digest', more: 1 }].map(
    (element): NegativeCase => ({
      step: 'sd-jwt.element-digest',
      name: `the element ${JSON.stringify(element)}`,
      expected: malformed,
      run: rests(() => assemble({ list: [element] })),
      twin: rests(() => assemble({ list: [{ '...': 'a-decoy' }] })),
    }),
  ),
  {
    step: 'sd-jwt.digest-once',
    name: 'a digest in two objects',
    expected: 'sd_jwt_digest_repeated',
    run: rests(() => assemble({ _sd: ['digest'], a: { _sd: ['digest'] } })),
    twin: rests(() => assemble({ _sd: ['digest'], a: { _sd: ['another'] } })),
  },
  {
    step: 'sd-jwt.claim-disclosure',
    name: 'a disclosure without a name in an object',
    expected: malformed,
    run: rests(() => withDisclosure(encodeElements(['salt', 'A']))),
  },
  {
    step: 'sd-jwt.element-disclosure',
    name: 'a disclosure with a name in an array',
    expected: malformed,
    run: rests(async () => {
      const disclosure = salted('name', 'A')
      return assemble({ list: [{ '...': await hashText(disclosure) }] }, disclosure)
    }),
    twin: rests(async () => {
      const disclosure = encodeElements(['salt', 'A'])
      return assemble({ list: [{ '...': await hashText(disclosure) }] }, disclosure)
    }),
  },
  ...['name', 'exp', 'cnf'].map(
    (name): NegativeCase => ({
      step: 'sd-jwt.claim-name-free',
      name: `a disclosure that shadows ${name}`,
      expected: 'sd_jwt_claim_name_repeated',
      run: rests(async () => {
        const members: JsonObject = { name: 'A', exp: nowSeconds + 60, cnf }
        const [payload, disclosure] = await claimed(name, members[name] ?? null)
        return assemble({ ...members, ...payload }, disclosure)
      }),
    }),
  ),
  {
    step: 'sd-jwt.disclosure-referenced',
    name: 'a disclosure with another value',
    expected: 'sd_jwt_disclosure_unreferenced',
    run: rests(async () => assemble((await claimed('name', 'A'))[0], salted('name', 'B'))),
    twin: rests(async () => assemble(...(await claimed('name', 'A')))),
  },
  {
    step: 'sd-jwt.key-binding-expected',
    name: 'a credential at rest with a key binding',
    expected: 'key_binding_unexpected',
    run: rests(() => presented()),
    twin: rests(() => assemble({ cnf })),
  },
  {
    step: 'sd-jwt.key-binding-present',
    name: 'a presentation without a key binding',
    expected: 'key_binding_missing',
    run: binds(() => assemble({ cnf })),
    twin: binds(() => presented()),
  },
  ...[{ jwk: { kty: 'oct', k: 'AA' } }, { jwk: null }, { kid: 'x' }, 'x', {}].map(
    (confirmation): NegativeCase => ({
      step: 'sd-jwt.holder-key-readable',
      name: `the confirmation ${JSON.stringify(confirmation)}`,
      expected: 'credential_malformed',
      run: binds(async () => `${await assemble({ cnf: confirmation as JsonObject })}a.b.c`),
      twin: binds(() => presented()),
    }),
  ),
  {
    step: 'sd-jwt.holder-key-present',
    name: 'a credential without a holder key',
    expected: 'holder_key_missing',
    run: binds(async () => {
      const sdJwt = await assemble({ name: 'A' })
      return sdJwt + (await createKeyBindingJwt({ sdJwt, audience, nonce, signer: holder, now }))
    }),
  },
  {
    step: 'sd-jwt.key-binding-signature',
    name: 'a key binding by another key',
    expected: 'key_binding_invalid',
    run: binds(() => presented({}, stranger)),
    twin: binds(() => presented()),
  },
  ...['another', [nonce], null].map(
    (value): NegativeCase => ({
      step: 'sd-jwt.key-binding-nonce',
      name: `the nonce ${JSON.stringify(value)}`,
      expected: 'key_binding_nonce_mismatch',
      run: binds(() => presented({ nonce: value })),
      twin: binds(() => presented()),
    }),
  ),
  ...['another', [audience], null].map(
    (value): NegativeCase => ({
      step: 'sd-jwt.key-binding-audience',
      name: `the audience ${JSON.stringify(value)}`,
      expected: 'key_binding_audience_mismatch',
      run: binds(() => presented({ aud: value })),
      twin: binds(() => presented()),
    }),
  ),
  {
    step: 'sd-jwt.key-binding-hash',
    name: 'a key binding over another presentation',
    expected: 'key_binding_hash_mismatch',
    run: binds(() => presented({ sd_hash: 'another' })),
    twin: binds(() => presented()),
  },
  ...['now', null, Number.MAX_SAFE_INTEGER].map(
    (iat): NegativeCase => ({
      step: 'sd-jwt.key-binding-time-readable',
      name: `the iat ${JSON.stringify(iat)}`,
      expected: 'key_binding_time_out_of_range',
      run: binds(() => presented({ iat })),
      twin: binds(() => presented()),
    }),
  ),
  {
    step: 'sd-jwt.key-binding-age',
    name: 'a key binding of a year ago',
    expected: 'key_binding_time_out_of_range',
    run: binds(() => presented({ iat: nowSeconds - 31_536_000 })),
    twin: binds(() => presented({ iat: nowSeconds - 300 })),
  },
  {
    step: 'sd-jwt.key-binding-future',
    name: 'a key binding of tomorrow',
    expected: 'key_binding_time_out_of_range',
    run: binds(() => presented({ iat: nowSeconds + 86_400 })),
    twin: binds(() => presented({ iat: nowSeconds + 60 })),
  },
  ...[{ exp: nowSeconds }, { exp: 'x' }, { nbf: nowSeconds + 61 }, { nbf: null }].map(
    (times): NegativeCase => ({
      step: 'sd-jwt.key-binding-valid',
      name: `a key binding with ${JSON.stringify(Object.entries(times)[0])}`,
      expected: 'key_binding_time_out_of_range',
      run: binds(() => presented(times)),
      twin: binds(() => presented({ exp: nowSeconds + 1, nbf: nowSeconds + 60 })),
    }),
  ),
]

const zeros = (length: number): JsonValue => Array.from({ length }, () => 0)

/** Two lists of so many numbers: both disclosed, or one of them open. */
async function lists(first: number, second: number, how: 'disclosed' | 'open' = 'disclosed') {
  const [, one] = await claimed('one', zeros(first))
  const [{ _sd = [] }, two] = await claimed('two', zeros(second))
  if (how === 'open') return assemble({ one: zeros(first), _sd }, two)
  return assemble({ _sd: [await hashText(one), ...(_sd as readonly string[])] }, one, two)
}

async function many(count: number): Promise<string> {
  const disclosures = Array.from({ length: count }, (_, index) => salted(`claim ${index}`, index))
  return assemble({ _sd: await Promise.all(disclosures.map(hashText)) }, ...disclosures)
}

/** A chain in which each disclosure holds the digest of the next, so that no single JSON text is deep. */
async function deepChain(length: number): Promise<string> {
  const disclosures: string[] = []
  let payload: JsonObject = {}
  for (let level = 0; level < length; level++) {
    const [next, disclosure] = await claimed('a', payload)
    disclosures.push(disclosure)
    payload = next
  }
  return assemble(payload, ...disclosures)
}
