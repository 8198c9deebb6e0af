import type { TrustList } from '@lontar/credentials'
import { LontarError } from '@lontar/credentials/errors'
import {
  type Ask,
  type AskCondition,
  ask,
  asksNothing,
  claimsOfService,
  compileAsk,
  services,
} from '@lontar/documents/ask'
import { claimOfPath, credentialTypes } from '@lontar/documents/credential-types'
import { parseDcqlQuery } from '@lontar/openid4vc/dcql'
import { describe, expect, test } from 'vitest'
import { readVector, vectorsAbsent } from '../support/public-vectors.ts'

interface Row {
  readonly service: string
  readonly request: readonly string[]
  readonly predicate: string | null
  readonly optional?: Readonly<Record<string, readonly string[]>>
  readonly never: readonly string[]
}

interface Table {
  readonly services: readonly Row[]
  readonly never_words: Readonly<Record<string, readonly string[]>>
}

/** What a predicate of the table becomes: conditions, claims that decide by their value, and needs without a word. */
interface Meaning {
  readonly conditions: readonly AskCondition[]
  readonly decidedBy: readonly string[]
  readonly unsupported: readonly string[]
}

const none: Meaning = { conditions: [], decidedBy: [], unsupported: [] }
const ages = [17, 18, 21, 60].map((age) => `age_equal_or_over.${age}`)

/** Every predicate of the table, each in the words of an ask. One that is not here fails the test. */
const meanings: Readonly<Record<string, Meaning>> = {
  'residence_province_code == "53"': {
    ...none,
    conditions: [{ claim: 'residence_province_code', equals: '53' }],
  },
  'age_equal_or_over.18 == true': { ...none, conditions: [{ claim: 'age_equal_or_over.18', equals: true }] },
  // DCQL compares with values alone.
  'date_of_expiry >= today': { ...none, conditions: [{ claim: 'date_of_expiry', notBefore: 'today' }] },
  'age class (age_equal_or_over.17 etc.)': { ...none, decidedBy: ages },
  'date_of_expiry >= travel date + 6 months (carrier rule)': { ...none, decidedBy: ['date_of_expiry'] },
  'age_equal_or_over.21 == true AND driving licence (SIM or mDL credential)': {
    ...none,
    conditions: [{ claim: 'age_equal_or_over.21', equals: true }],
    unsupported: ['driving_licence'],
  },
  'citizenship_status == "WNI" ? tariff A : tariff B': { ...none, decidedBy: ['citizenship_status'] },
}

const types = Object.values(credentialTypes)
const trust: TrustList = {
  issuers: [
    {
      issuer: 'did:web:issuer.example',
      types: types.map(({ path }) => `https://issuer.example/vct/${path}/1`),
      jwks: { keys: [] },
    },
  ],
  roots: [],
  verifiers: [],
}

const table: Table = vectorsAbsent
  ? { services: [], never_words: {} }
  : readVector<Table>('domain/service-claims.json')

function meaningOf({ predicate }: Row): Meaning {
  if (predicate === null) return none
  const meaning = meanings[predicate]
  if (meaning === undefined) throw new Error(`No ask says: ${predicate}`)
  return meaning
}

function create(
  service: string,
  credential: (typeof types)[number]['name'],
  claims: readonly string[],
  conditions: readonly AskCondition[] = [],
): Ask {
  return ask(service, {
    ...{ service, credential, claims, conditions },
    purpose: { id: 'Uji', en: 'Test' },
    legalBasis: 'contract',
    retentionDays: 0,
  })
}

function refusalOf(call: () => unknown): string | undefined {
  try {
    call()
    return undefined
  } catch (error) {
    return error instanceof LontarError ? error.code : String(error)
  }
}

/** The types that carry every one of the claims. */
function typesWith(claims: readonly string[]): readonly (typeof types)[number][] {
  return types.filter((type) => claims.every((claim) => type.claims.includes(claim)))
}

/** The names of the claims that each query of a compiled ask asks for, and those that it compares. */
function askedBy(compiled: Ask) {
  const query = compileAsk(compiled, { trust })
  expect(parseDcqlQuery(JSON.parse(JSON.stringify(query)))).toEqual(query)
  return query.credentials.map(({ format, claims = [] }) => {
    const nameOf = ({ path }: (typeof claims)[number]) =>
      claimOfPath(format === 'dc+sd-jwt' ? 'dc+sd-jwt' : 'vc+sd-jwt', path) ?? JSON.stringify(path)
    const compared = claims.filter(({ values }) => values !== undefined)
    return { asked: claims.map(nameOf).sort(), compared: compared.map(nameOf).sort() }
  })
}

describe.skipIf(vectorsAbsent)('public table: what each service may ask', () => {
  test('the services are those of the table', () => {
    expect(table.services.map(({ service }) => service)).toEqual(Object.keys(services))
    expect(table.services).toHaveLength(14)
  })

  test.each(table.services)('$service is in the register as in the table', (row) => {
    const meaning = meaningOf(row)
    const service = services[row.service]
    expect(service?.request).toEqual(row.request)
    expect(service?.conditions).toEqual(meaning.conditions)
    expect(service?.decidedBy).toEqual(meaning.decidedBy)
    expect(service?.unsupported.map(({ code }) => code)).toEqual(meaning.unsupported)
    expect(Object.values(service?.optional ?? {})).toEqual(Object.values(row.optional ?? {}))
  })

  test.each(table.services.filter(({ request }) => request.length === 0))(
    '$service asks for nothing, and so makes no request',
    ({ service }) => {
      const empty = create(service, 'KtpCredential', [])
      expect(asksNothing(empty)).toBe(true)
      expect(empty.credential).toBeUndefined()
      expect(refusalOf(() => compileAsk(empty, { trust }))).toBe('ask_malformed')
    },
  )

  test.each(table.services.filter(({ request }) => request.length > 0))(
    '$service compiles to a query for its claims and nothing more',
    (row) => {
      const { conditions, decidedBy } = meaningOf(row)
      const wanted = [...new Set([...row.request, ...conditions.map(({ claim }) => claim)])].sort()
      const compared = conditions.filter((condition) => !('notBefore' in condition))
      const carriers = typesWith(wanted)
      expect(carriers.length).toBeGreaterThan(0)
      for (const { name } of carriers) {
        for (const query of askedBy(create(row.service, name, row.request, conditions))) {
          expect(query.asked).toEqual(wanted)
          expect(query.compared).toEqual(compared.map(({ claim }) => claim).sort())
        }
      }
      for (const claim of decidedBy) expect(typesWith([claim]).length).toBeGreaterThan(0)
    },
  )

  test.each(
    table.services.flatMap(({ service, optional = {} }) =>
      Object.entries(optional).map(([set, claims]) => ({ service, set, claims })),
    ),
  )('$service may ask for "$set" beside', ({ service, claims }) => {
    for (const { name } of typesWith(claims)) {
      for (const { asked } of askedBy(create(service, name, claims)))
        expect(asked).toEqual([...claims].sort())
    }
    expect(typesWith(claims).length).toBeGreaterThan(0)
  })

  test.each(table.services)('$service may ask for no other claim of any credential', (row) => {
    const { conditions, decidedBy } = meaningOf(row)
    const most = [
      ...row.request,
      ...conditions.map(({ claim }) => claim),
      ...decidedBy,
      ...Object.values(row.optional ?? {}).flat(),
    ]
    const service = services[row.service]
    expect(service === undefined ? [] : [...claimsOfService(service)].sort()).toEqual(
      [...new Set(most)].sort(),
    )
    for (const { name, claims } of types) {
      for (const claim of claims) {
        const refusal = most.includes(claim) ? undefined : 'ask_exceeds_service'
        expect([claim, refusalOf(() => create(row.service, name, [claim]))]).toEqual([claim, refusal])
      }
    }
  })

  test.each(table.services)('$service never asks for $never', (row) => {
    // No ask can ask for an image of the card; religion and marital status are in no credential.
    const forbidden = row.never.flatMap((word) => table.never_words[word] ?? [word])
    for (const claim of forbidden.filter((name) => /^[a-z_.0-9]+$/.test(name))) {
      for (const { name } of types) {
        expect(['ask_exceeds_service', 'claim_unknown']).toContain(
          refusalOf(() => create(row.service, name, [claim])),
        )
      }
    }
    expect(forbidden.filter((name) => !/^[a-z_.0-9]+$/.test(name))).toEqual(
      row.never.includes('photocopy of the card') ? ['no image of the card at all'] : [],
    )
  })

  test('an international flight says its margin as a date of its own', () => {
    const margin: AskCondition = { claim: 'date_of_expiry', notBefore: '2027-07-01' }
    const flight = create(
      'flight_intl',
      'VisitorPassportCredential',
      services['flight_intl']?.request ?? [],
      [margin],
    )
    for (const { asked, compared } of askedBy(flight)) {
      expect(asked).toEqual([...(services['flight_intl']?.request ?? [])].sort())
      expect(compared).toEqual([])
    }
  })
})
