import type { JsonObject, JsonValue } from '@lontar/credentials'
import { type ErrorCode, NetworkError } from '@lontar/credentials/errors'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createIntegrity, encodeUtf8, parseJson } from '@lontar/credentials/jose'
import { resolveTypeMetadata, verifyClaimsAgainstType } from '@lontar/credentials/type-metadata'
import { codeOf, type NegativeCase } from '../negative-case.ts'

const vct = 'https://issuer.example/vct/ktp/1'
const parent = 'https://standards.example/vct/identity/1'
const malformed = 'type_metadata_malformed'
const mismatch = 'type_metadata_mismatch'
const circular = 'type_metadata_circular'
const unresolvable = 'type_metadata_unresolvable'
const claimMismatch = 'type_metadata_claim_mismatch'

const own: JsonObject = {
  vct,
  name: 'KTP',
  display: [{ lang: 'id', name: 'KTP' }],
  claims: [{ path: ['name'], sd: 'always' }],
}
const extended: JsonObject = { vct: parent, claims: [{ path: ['name'], mandatory: true }] }

type Documents = Readonly<Record<string, JsonValue>>

function serve(documents: Documents, mediaType = 'application/json'): GuardedFetch {
  return async (url) => {
    const value = documents[url]
    if (value === undefined) throw new NetworkError('network_unreachable', 'Nobody answers.')
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    const headers = new Headers(mediaType === '' ? {} : { 'content-type': mediaType })
    return { status: 200, headers, text: () => text, json: () => parseJson(text) }
  }
}

const resolve =
  (documents: Documents, integrity?: string, mediaType?: string, type = vct) =>
  () =>
    codeOf(() => resolveTypeMetadata({ vct: type, integrity, fetch: serve(documents, mediaType) }))

const judge = (rule: JsonObject, claims: JsonObject, disclosable: readonly (readonly string[])[]) => () =>
  codeOf(async () => {
    const fetch = serve({ [vct]: { vct, claims: [rule] } })
    verifyClaimsAgainstType({ claims, disclosable }, await resolveTypeMetadata({ vct, fetch }))
  })

const extending = (base: JsonObject, child: JsonObject) =>
  resolve({
    [vct]: { vct, extends: parent, claims: [{ path: ['name'], ...child }] },
    [parent]: { vct: parent, claims: [{ path: ['name'], ...base }] },
  })

type Run = NegativeCase['run']
const accepted = resolve({ [vct]: { ...own, extends: parent }, [parent]: extended })

function refuses(
  step: string,
  expected: ErrorCode,
  name: string,
  run: Run,
  twin: Run = accepted,
): NegativeCase {
  return { step: `type-metadata.${step}`, expected, name, run, twin }
}

const integrity = await createIntegrity(encodeUtf8(JSON.stringify(own)))
const ancestor = (level: number) => `https://standards.example/vct/${level}`
const line = (length: number): Documents => ({
  [vct]: { ...own, extends: ancestor(1) },
  ...Object.fromEntries(
    Array.from({ length }, (_, index) => {
      const level = index + 1
      return [
        ancestor(level),
        { vct: ancestor(level), ...(level < length && { extends: ancestor(level + 1) }) },
      ]
    }),
  ),
})

const named = (count: number, name: string): readonly JsonObject[] =>
  Array.from({ length: count }, (_, index) => ({ path: [`${name}${index}`] }))
const inheriting = (count: number, name: string, inherited = 1): Documents => ({
  [vct]: { vct, extends: parent, claims: named(count, name) },
  [parent]: { vct: parent, claims: named(inherited, 'inherited') },
})

const displays = (count: number): readonly JsonObject[] =>
  Array.from({ length: count }, (_, index) => ({ locale: `x-${index}`, name: 'KTP' }))

const claimless = { ...own, claims: undefined }
const withClaim = (claim: unknown) => ({ ...own, claims: [claim] })

const wrongDocuments: readonly NegativeCase[] = [
  ...['[]', '{', `{"vct":"${vct}","vct":"${vct}"}`, {}, { ...own, name: 7 }, { ...own, extends: 7 }].map(
    (document) =>
      refuses(
        'readable',
        malformed,
        JSON.stringify(document).slice(0, 90),
        resolve({ [vct]: document as JsonValue }),
      ),
  ),
  refuses(
    'readable',
    malformed,
    'a document of more than 256 KiB',
    resolve({ [vct]: { ...claimless, description: 'x'.repeat(256 * 1024) } as JsonValue }),
    resolve({ [vct]: { vct, description: 'x'.repeat(255 * 1024) } }),
  ),
  ...[
    {},
    ['KTP'],
    [{ name: 'KTP' }],
    [{ locale: 'id' }],
    [{ locale: 7, name: 'KTP' }],
    [
      { locale: 'id', name: 'KTP' },
      { lang: 'id', name: 'KTP' },
    ],
  ].map((display) =>
    refuses(
      'display',
      malformed,
      `the display ${JSON.stringify(display)}`,
      resolve({ [vct]: { ...own, display } as JsonValue }),
    ),
  ),
  ...[
    'name',
    {},
    { path: [] },
    { path: [-1] },
    { path: Array.from({ length: 65 }, () => 'name') },
    { path: ['name'], sd: 'sometimes' },
    { path: ['name'], mandatory: 'yes' },
    { path: ['name'], display: [{ locale: 'id' }] },
  ].map((claim) =>
    refuses(
      'claims',
      malformed,
      `the claim ${JSON.stringify(claim)}`,
      resolve({ [vct]: withClaim(claim) as JsonValue }),
    ),
  ),
  refuses(
    'display',
    malformed,
    '513 displays',
    resolve({ [vct]: { vct, display: displays(513) } }),
    resolve({ [vct]: { vct, display: displays(512) } }),
  ),
  refuses('claims', malformed, 'claims that are no list', resolve({ [vct]: { ...own, claims: {} } })),
  refuses(
    'claims',
    malformed,
    'a claim twice',
    resolve({ [vct]: { vct, claims: [{ path: ['name'] }, { path: ['name'], sd: 'never' }] } }),
  ),
]

const wrongClaims: readonly NegativeCase[] = [
  refuses(
    'claim-values',
    claimMismatch,
    'a wildcard over more values than are bearable',
    judge({ path: ['list', null] }, { list: Array.from({ length: 65_535 }, () => 0) }, []),
    judge({ path: ['list', null] }, { list: Array.from({ length: 65_534 }, () => 0) }, []),
  ),
  refuses(
    'claim-path',
    claimMismatch,
    'a name within a text',
    judge({ path: ['name', 'first'] }, { name: 'A' }, []),
    judge({ path: ['name', 'first'] }, { name: {} }, []),
  ),
  ...[[null], [0]].map((path) =>
    refuses(
      'claim-path',
      claimMismatch,
      `the element ${JSON.stringify(path)} of an object`,
      judge({ path: ['list', ...path] }, { list: {} }, []),
      judge({ path: ['list', ...path] }, { list: [] }, []),
    ),
  ),
  refuses(
    'claim-mandatory',
    claimMismatch,
    'a mandatory claim that is missing',
    judge({ path: ['name'], mandatory: true }, {}, []),
    judge({ path: ['name'], mandatory: true }, { name: 'A' }, []),
  ),
  refuses(
    'claim-sd-always',
    claimMismatch,
    'a claim that must be disclosable',
    judge({ path: ['name'], sd: 'always' }, { name: 'A' }, []),
    judge({ path: ['name'], sd: 'always' }, { name: 'A' }, [['name']]),
  ),
  refuses(
    'claim-sd-always',
    claimMismatch,
    'a claim of which only the surroundings are disclosable',
    judge({ path: ['address', 'city'], sd: 'always' }, { address: { city: 'A' } }, [['address']]),
    judge({ path: ['address', 'city'], sd: 'always' }, { address: { city: 'A' } }, [['address', 'city']]),
  ),
  refuses(
    'claim-sd-never',
    claimMismatch,
    'a claim that must not be disclosable',
    judge({ path: ['name'], sd: 'never' }, { name: 'A' }, [['name']]),
    judge({ path: ['address', 'city'], sd: 'never' }, { address: { city: 'A' } }, [['address']]),
  ),
]

export const cases: readonly NegativeCase[] = [
  ...['urn:eudi:pid:1', 'KtpCredential', 'ftp://issuer.example/ktp', 'https://'].map((type) =>
    refuses(
      'address',
      unresolvable,
      `the type ${type}`,
      resolve({ [type]: { vct: type } }, undefined, undefined, type),
    ),
  ),
  ...['', 'text/html', 'application/jsonp', 'text/json'].map((mediaType) =>
    refuses(
      'media-type',
      malformed,
      `the media type "${mediaType}"`,
      resolve({ [vct]: own }, undefined, mediaType),
      resolve({ [vct]: own }, undefined, 'application/json; charset=utf-8'),
    ),
  ),
  ...wrongDocuments,
  refuses('vct', mismatch, 'the description of another type', resolve({ [vct]: { ...own, vct: parent } })),
  ...['sha256-AAAA', '', 'md5-AAAA'].map((other) =>
    refuses(
      'integrity',
      mismatch,
      `the digest ${other}`,
      resolve({ [vct]: own }, other),
      resolve({ [vct]: own }, integrity),
    ),
  ),
  refuses(
    'integrity',
    mismatch,
    'another digest of the extended type',
    resolve({
      [vct]: { ...own, extends: parent, 'extends#integrity': integrity },
      [parent]: extended,
    }),
  ),
  refuses(
    'extends-cycle',
    circular,
    'a type that extends itself',
    resolve({ [vct]: { ...own, extends: vct } }),
  ),
  refuses(
    'extends-cycle',
    circular,
    'two types that extend each other',
    resolve({
      [vct]: { ...own, extends: parent },
      [parent]: { ...extended, extends: vct },
    }),
  ),
  refuses('extends-depth', malformed, 'nine ancestors', resolve(line(9)), resolve(line(8))),
  ...(['never', 'allowed'] as const).map((sd) =>
    refuses(
      'extends-sd',
      mismatch,
      `always that becomes ${sd}`,
      extending({ sd: 'always' }, { sd }),
      extending({ sd: 'allowed' }, { sd }),
    ),
  ),
  refuses(
    'extends-mandatory',
    mismatch,
    'a mandatory claim that becomes optional',
    extending({ mandatory: true }, { mandatory: false }),
    extending({ mandatory: false }, { mandatory: true }),
  ),
  refuses(
    'extends-claims',
    malformed,
    '513 claims, of which one is inherited',
    resolve(inheriting(512, 'own')),
    resolve(inheriting(511, 'own')),
  ),
  refuses(
    'extends-claims',
    malformed,
    '513 claims, of which all but one are inherited',
    resolve(inheriting(1, 'own', 512)),
    resolve(inheriting(512, 'inherited', 512)),
  ),
  ...wrongClaims,
]
