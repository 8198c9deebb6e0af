import { createDcSdJwtFormat, type JsonObject, type JsonValue, passed } from '@lontar/credentials'
import { encodeBase64Url, encodeUtf8, generatePrivateJwk, hashText } from '@lontar/credentials/jose'
import { parseTrustList } from '@lontar/credentials/trust'
import { resolveTypeMetadata, verifyClaimsAgainstType } from '@lontar/credentials/type-metadata'
import { codeOfVerdict } from '../../conformance/checks/negative-case.ts'
import { type HostileInput, hostileInput } from './hostile-input.ts'
import { holder, issuer, now, nowSeconds, serve, sign, trusted, typeUrl } from './hostile-scene.ts'

type Path = readonly (string | null)[]

const many = <Item>(length: number, item: (index: number) => Item): readonly Item[] =>
  Array.from({ length }, (_, index) => item(index))

/** A type that extends others, each with its own rules, and a credential that is judged by all of them. */
function chain(
  name: string,
  rules: readonly (readonly Path[])[],
  claims: JsonObject,
  expected: string,
): HostileInput {
  const urlOf = (level: number) => (level === 0 ? typeUrl : `https://issuer.example/ancestor/${level}`)
  const documents = rules.map((paths, level) => [
    urlOf(level),
    JSON.stringify({
      vct: urlOf(level),
      ...(level + 1 < rules.length && { extends: urlOf(level + 1) }),
      claims: paths.map((path) => ({ path, sd: 'never' })),
    }),
  ])
  const fetch = serve(Object.fromEntries(documents))
  return hostileInput(name, JSON.stringify([documents, claims]), expected, async () => {
    const type = await resolveTypeMetadata({ vct: typeUrl, fetch })
    verifyClaimsAgainstType({ claims, disclosable: [] }, type)
  })
}

/** A credential of 1,024 disclosures, whose signature may be wrong. */
async function disclosing(
  name: string,
  value: JsonValue | ((place: number) => JsonValue),
  expected: string,
  spoil: (jwt: string) => string = (jwt) => jwt,
): Promise<HostileInput> {
  const texts = many(1024, (index) =>
    encodeBase64Url(
      encodeUtf8(JSON.stringify(['s', `n${index}`, typeof value === 'function' ? value(index) : value])),
    ),
  )
  const payload = {
    ...{ iss: issuer, vct: typeUrl, exp: nowSeconds + 60, cnf: { jwk: { ...holder.publicJwk } } },
    _sd: await Promise.all(texts.map(hashText)),
  }
  const text = `${[spoil(await sign('dc+sd-jwt', payload)), ...texts].join('~')}~`
  const verify = () =>
    createDcSdJwtFormat().verify(text, {
      expectedIssuers: [trusted],
      expectedTypes: [typeUrl],
      expectedKeyBinding: 'none',
      checkStatus: async () => passed('status', 'of the input'),
      now,
    })
  return { ...hostileInput(name, text, expected, () => undefined), offer: () => codeOfVerdict(verify) }
}

/** Keys of Ed25519 are the dearest to read. */
async function pinning(name: string, issuers: number, each: number, expected: string): Promise<HostileInput> {
  const { d: _d, ...jwk } = await generatePrivateJwk('Ed25519')
  const list = {
    issuers: many(issuers, (index) => ({
      issuer: `urn:x:${index}`,
      types: ['t'],
      jwks: { keys: many(each, (key) => ({ ...jwk, kid: `${key}` })) },
    })),
  }
  return hostileInput(name, JSON.stringify(list), expected, () => parseTrustList(list))
}

/**
 * Makes inputs each part of which is within its limit, and which are dear together.
 *
 * @returns one of each kind.
 */
export async function hostileBudgets(): Promise<readonly HostileInput[]> {
  const mismatch = 'type_metadata_claim_mismatch'
  const arrays = many(150, (index) => [index % 10])
  const members = Object.fromEntries(many(80, (index) => [`k${index}`, index]))
  const spoil = (jwt: string) => `${jwt.slice(0, -8)}AAAAAAAA`
  const wildcards = (level: number) => many(512, (index) => ['a', null, `${level}m${index}`])
  const deep = (levels: number): JsonValue => (levels === 0 ? 1 : many(40, () => deep(levels - 1)))
  return [
    chain(
      '4,608 rules of 9 types',
      many(9, wildcards),
      { a: many(60_000, () => 1) },
      'type_metadata_malformed',
    ),
    chain(
      '512 rules of three wildcards over 64,000 elements',
      [many(512, (index) => ['a', null, null, null, `m${index}`])],
      { a: deep(3) },
      mismatch,
    ),
    chain(
      'a path of 64 parts over 60,000 elements',
      [[['a', null, ...many(62, () => 'x')]]],
      { a: many(60_000, () => ({})) },
      mismatch,
    ),
    await disclosing('1,024 disclosures of 150 arrays', arrays, 'sd_jwt_malformed'),
    await disclosing('1,024 disclosures of 80 members', members, 'sd_jwt_malformed'),
    await disclosing('1,024 disclosures of 80 members, unsigned', members, 'jws_signature_invalid', spoil),
    await disclosing('1,024 disclosures of 6 arrays', arrays.slice(0, 6), 'accepted'),
    await disclosing(
      '1,024 disclosures of 13 names of their own',
      (place) => Object.fromEntries(many(13, (index) => [`${place}k${index}`, index])),
      'accepted',
    ),
    await pinning('a trust list of one issuer with 5,000 keys', 1, 5000, 'trust_list_malformed'),
    await pinning('a trust list of 79 issuers with 64 keys each', 79, 64, 'trust_list_malformed'),
    await pinning('a trust list of 16 issuers with 64 keys each', 16, 64, 'accepted'),
  ]
}
