import {
  type CredentialFormat,
  createDcSdJwtFormat,
  createJwtVcJsonFormat,
  createVcJwtFormat,
  createVcSdJwtFormat,
  type JsonObject,
  type JsonValue,
  passed,
} from '@lontar/credentials'
import { encodeBase64Url, encodeUtf8, hashText } from '@lontar/credentials/jose'
import { codeOfVerdict } from '../../conformance/checks/negative-case.ts'
import { fill, type HostileInput, hostileInput, mebibyte } from './hostile-input.ts'
import { holder, issuer, now, nowSeconds, sign, signer, trusted, typeUrl } from './hostile-scene.ts'

const context = 'https://issuer.example/context/ktp/1'
const contexts = {
  resolveContext: (url: string) => (url === context ? { KtpCredential: typeUrl } : undefined),
}

/** A format with the `typ` of its header. */
interface Kind {
  readonly format: CredentialFormat
  readonly typ: string
  readonly isSdJwt: boolean
}

const dcSdJwt: Kind = { format: createDcSdJwtFormat(), typ: 'dc+sd-jwt', isSdJwt: true }
const vcSdJwt: Kind = { format: createVcSdJwtFormat(contexts), typ: 'vc+sd-jwt', isSdJwt: true }
const vcJwt: Kind = { format: createVcJwtFormat(contexts), typ: 'vc+jwt', isSdJwt: false }
const jwtVcJson: Kind = { format: createJwtVcJsonFormat(contexts), typ: 'JWT', isSdJwt: false }
const kinds = [dcSdJwt, vcSdJwt, vcJwt, jwtVcJson]
const sdJwtKinds = [dcSdJwt, vcSdJwt]

/** One input for each format: its text, and the code that it must end with, of all or of each in turn. */
async function offered(
  name: string,
  expected: string | readonly string[],
  textFor: (kind: Kind) => string | Promise<string>,
  among: readonly Kind[] = kinds,
): Promise<readonly HostileInput[]> {
  return Promise.all(
    among.map(async (kind, index) => {
      const text = await textFor(kind)
      const code = typeof expected === 'string' ? expected : (expected[index] ?? '')
      const input = hostileInput(`${name}, as ${kind.format.id}`, text, code, () => undefined)
      return { ...input, offer: () => codeOfVerdict(() => verify(kind.format, text)) }
    }),
  )
}

const verify = (format: CredentialFormat, text: string) =>
  format.verify(text, {
    expectedIssuers: [trusted],
    expectedTypes: [typeUrl],
    expectedKeyBinding: { expectedNonce: 'n', expectedAudience: 'a' },
    checkStatus: async () => passed('status', 'of the input'),
    now,
  })

const encode = (text: string): string => encodeBase64Url(encodeUtf8(text))
const end = ({ isSdJwt }: Kind): string => (isSdJwt ? '~' : '')
const unsigned = (payload: string) => (kind: Kind) =>
  `${encode(JSON.stringify({ alg: 'ES256', typ: kind.typ, kid: signer.keyId }))}.${encode(payload)}.${'A'.repeat(86)}${end(kind)}`
/** Three quarters, because base64url adds a third. */
const room = 0.74 * mebibyte

const payloads: readonly (readonly [string, string])[] = [
  ['arrays within arrays', fill('[', room)],
  ['objects within objects', fill('{"a":', room)],
  ['a flat array', `[${fill('0,', room - 2)}0]`],
  ['a long string', `"${'a'.repeat(room)}"`],
  ['escapes', `"${fill('\\u0061', room)}"`],
  ['one name again and again', `{${fill('"a":0,', room)}"a":0}`],
  ['long numbers', `[${fill('1e308,', room)}1]`],
  ['quotes that never end', fill('"\\', room)],
]
/** As many names as a payload may have, but for those of a right credential. */
const manyNames = Array.from({ length: 16_000 }, (_, index) => `n${index}`)
const subjectWith = (more: JsonValue): JsonObject => ({ credentialSubject: { id: 'urn:x:subject', more } })
const inOneObject: JsonObject = Object.fromEntries(manyNames.map((name) => [name, 0]))
/** With each object counts its value: 16,384 is what an SD-JWT may hold. */
const inOneEach: readonly JsonObject[] = manyNames.slice(0, 8000).map((name) => ({ [name]: 0 }))

/** What a credential of this kind says, and nothing is wrong with it. */
function claimsOf({ typ }: Kind): JsonObject {
  const own = { iss: issuer, exp: nowSeconds + 60, cnf: { jwk: { ...holder.publicJwk } } }
  if (typ === 'dc+sd-jwt') return { ...own, vct: typeUrl }
  const vc = {
    '@context': ['https://www.w3.org/ns/credentials/v2', context],
    type: ['VerifiableCredential', 'KtpCredential'],
    credentialSubject: { id: 'urn:x:subject' },
  }
  if (typ !== 'JWT') return { ...own, ...vc, issuer }
  const old = { ...vc, '@context': ['https://www.w3.org/2018/credentials/v1', context] }
  return { ...own, nbf: nowSeconds - 60, sub: 'urn:x:subject', vc: old }
}

/** The claims with more of them, which `jwt_vc_json` has in `vc`. */
function withMembers(kind: Kind, members: JsonObject): JsonObject {
  const claims = claimsOf(kind)
  return kind.typ === 'JWT'
    ? { ...claims, vc: { ...(claims.vc as JsonObject), ...members } }
    : { ...claims, ...members }
}

const signed =
  (members: JsonObject, typ?: string) =>
  async (kind: Kind): Promise<string> =>
    `${await sign(typ ?? kind.typ, withMembers(kind, members))}${end(kind)}`

const disclosing = (count: number) => async (kind: Kind) => {
  const value = 'x'.repeat(600)
  const texts = Array.from({ length: count }, (_, index) =>
    encode(JSON.stringify([`s${index}`, `n${index}`, value])),
  )
  const _sd = await Promise.all(texts.map(hashText))
  return `${[await sign(kind.typ, { ...claimsOf(kind), _sd }), ...texts].join('~')}~`
}

async function chained(kind: Kind): Promise<string> {
  const texts: string[] = []
  let payload: JsonObject = {}
  for (let level = 0; level < 600; level += 1) {
    const text = encode(JSON.stringify(['s', 'a', payload]))
    texts.push(text)
    payload = { _sd: [await hashText(text)] }
  }
  return `${[await sign(kind.typ, { ...claimsOf(kind), ...payload }), ...texts].join('~')}~`
}

/** The key binding is right but for its nonce, which is looked at last. */
const bound = (count: number) => async (kind: Kind) => {
  const credential = await disclosing(count)(kind)
  const disclose = Array.from({ length: count }, (_, index) => [`n${index}`])
  return kind.format.present({ credential, disclose, signer: holder, audience: 'a', nonce: 'another', now })
}

/**
 * Makes hostile credentials and presentations.
 *
 * @returns one of each kind for each format that reads it.
 */
export async function hostileCredentials(): Promise<readonly HostileInput[]> {
  const objects = Array.from({ length: 5000 }, (_, index) => ({ id: `urn:x:${index}`, type: 'X' }))
  const types = Array.from({ length: 5000 }, (_, index) => `T${index}`)
  const resources = objects.map(({ id }) => ({ id, digestSRI: 'x' }))
  const made = await Promise.all([
    ...payloads.map(([name, text]) => offered(`a payload of ${name}`, 'jws_malformed', unsigned(text))),
    offered('a payload of 16,000 names', 'credential_malformed', unsigned(JSON.stringify(inOneObject))),
    offered('16,000 names in one claim', 'key_binding_missing', signed(subjectWith(inOneObject))),
    offered('8,000 objects of a name of its own', 'key_binding_missing', signed(subjectWith(inOneEach))),
    offered('a payload of white space', 'credential_malformed', unsigned(`${' '.repeat(room)}{}`)),
    offered(
      'a header of arrays within arrays',
      'jws_malformed',
      (kind) => `${encode(fill('[', room))}.e30.AA${end(kind)}`,
    ),
    offered('a million tildes', 'sd_jwt_malformed', () => '~'.repeat(mebibyte), sdJwtKinds),
    offered(
      'a million dots',
      ['sd_jwt_malformed', 'sd_jwt_malformed', 'jws_malformed', 'jws_malformed'],
      () => '.'.repeat(mebibyte),
    ),
    offered(
      'one long segment',
      ['sd_jwt_malformed', 'sd_jwt_malformed', 'jws_malformed', 'jws_malformed'],
      () => 'A'.repeat(mebibyte),
    ),
    offered('1,024 disclosures', 'key_binding_missing', disclosing(1024), sdJwtKinds),
    offered('1,025 disclosures', 'sd_jwt_malformed', disclosing(1025), sdJwtKinds),
    offered('a chain of 600 disclosures', 'sd_jwt_too_deep', chained, sdJwtKinds),
    offered('key binding over 1,024 disclosures', 'key_binding_nonce_mismatch', bound(1024), sdJwtKinds),
    offered('evidence of 5,000 objects', 'key_binding_missing', signed({ evidence: objects }), [
      vcSdJwt,
      vcJwt,
      jwtVcJson,
    ]),
    offered(
      '5,000 types',
      'credential_context_unknown',
      signed({ type: ['VerifiableCredential', ...types] }),
      [vcSdJwt, vcJwt, jwtVcJson],
    ),
    offered('5,000 related resources', 'key_binding_missing', signed({ relatedResource: resources }), [
      vcSdJwt,
      vcJwt,
      jwtVcJson,
    ]),
  ])
  return made.flat()
}
