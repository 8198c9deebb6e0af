import type { JsonObject, JsonValue } from '@lontar/credentials'
import { type ErrorCode, NetworkError } from '@lontar/credentials/errors'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createIntegrity, encodeUtf8, parseJson } from '@lontar/credentials/jose'
import { requireClaimsOfType, resolveTypeMetadata } from '@lontar/credentials/type-metadata'
import { codeOf, type NegativeCase } from '../negative-case.ts'

const vct = 'https://issuer.example/vct/ktp/1'
const parent = 'https://standards.example/vct/identity/1'
const malformed = 'type_metadata_malformed'
const mismatch = 'type_metadata_mismatch'
const circular = 'type_metadata_circular'
const claimMismatch = 'type_metadata_claim_mismatch'

const own: JsonObject = {
  vct,
  name: 'KTP',
  display: [{ lang: 'id', name: 'KTP' }],
  claims: [{ path: ['name'], sd: 'always' }],
}
const extended: JsonObject = { vct: parent, claims: [{ path: ['name'], mandatory: true }] }

type Documents = Readonly<Record<string, JsonValue>>

function serve(documents: Documents): GuardedFetch {
  return async (url) => {
    const value = documents[url]
    if (value === undefined) throw new NetworkError('network_unreachable', 'Nobody answers.')
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return { status: 200, headers: new Headers(), text: () => text, json: () => parseJson(text) }
  }
}

const resolve = (documents: Documents, integrity?: string) => () =>
  codeOf(() => resolveTypeMetadata({ vct, integrity, fetch: serve(documents) }))

const judge = (claims: JsonObject, disclosable: readonly string[]) => () =>
  codeOf(async () =>
    requireClaimsOfType(
      { claims, disclosable: disclosable.map((name) => [name]) },
      await resolveTypeMetadata({
        vct,
        fetch: serve({ [vct]: { ...own, extends: parent }, [parent]: extended }),
      }),
    ),
  )

const neverDisclosable = () =>
  codeOf(async () =>
    requireClaimsOfType(
      { claims: { name: 'A' }, disclosable: [['name']] },
      await resolveTypeMetadata({
        vct,
        fetch: serve({ [vct]: { vct, claims: [{ path: ['name'], sd: 'never' }] } }),
      }),
    ),
  )

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

export const cases: readonly NegativeCase[] = [
  ...[
    '[]',
    '{',
    {},
    { ...own, name: 7 },
    { ...own, display: {} },
    { ...own, display: [{ name: 'KTP' }] },
    { ...own, claims: [{ path: [] }] },
    { ...own, claims: [{ path: [-1] }] },
    { ...own, claims: [{ path: ['name'], sd: 'sometimes' }] },
    { ...own, claims: [{ path: ['name'], mandatory: 'yes' }] },
    { ...own, extends: 7 },
  ].map((document) =>
    refuses(
      'readable',
      malformed,
      JSON.stringify(document).slice(0, 90),
      resolve({ [vct]: document as JsonValue }),
    ),
  ),
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
  refuses(
    'claim-mandatory',
    claimMismatch,
    'a mandatory claim that is missing',
    judge({}, []),
    judge({ name: 'A' }, ['name']),
  ),
  refuses(
    'claim-disclosure',
    claimMismatch,
    'a claim that must be disclosable',
    judge({ name: 'A' }, []),
    judge({ name: 'A' }, ['name']),
  ),
  refuses('claim-disclosure', claimMismatch, 'a claim that must not be disclosable', neverDisclosable),
]
