import type { JsonObject } from '@lontar/credentials'
import { parseJws } from '@lontar/credentials/jose'
import { makesArithmeticRun } from '@lontar/credentials/status'
import { beforeAll, describe, expect, test } from 'vitest'
import { createTestIssuer, credentialsOf } from './test-issuer.test-support.ts'

// standards.md section 4: what the issuer batch test of the OpenID Foundation looks at; security P8 and G16.
const hour = 3600

interface Copy {
  readonly header: JsonObject
  readonly payload: JsonObject
  readonly disclosures: readonly string[]
}

function copyOf(credential: string): Copy {
  const [jwt = '', ...disclosures] = credential.split('~').filter((part) => part !== '')
  const { header, payload } = parseJws(jwt)
  return { header, payload, disclosures }
}

async function issueBatch(configurationId: string) {
  const world = await createTestIssuer()
  // Seventeen minutes and some seconds past the hour, so that a precise time would show.
  world.advance(17 * 60 + 13)
  const token = await world.redeem({ configurationIds: [configurationId], copies: 10 })
  const answer = await world.collect(token, configurationId, 10)
  return { copies: credentialsOf(answer).map(copyOf), now: world.clock.now, answer, token }
}

/** Every text of 8 bytes or more anywhere in a value. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.length >= 8 ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}

describe.each(['ktp_vc+sd-jwt', 'ktp_dc+sd-jwt', 'ktp-proof_dc+sd-jwt'])('a batch of %s', (id) => {
  let batch: Awaited<ReturnType<typeof issueBatch>>
  beforeAll(async () => {
    batch = await issueBatch(id)
    expect(batch.copies).toHaveLength(10)
  })

  test('has keys, status references and salts that are all distinct', () => {
    const { copies } = batch
    const distinct = (values: readonly unknown[]) =>
      new Set(values.map((value) => JSON.stringify(value))).size
    expect(distinct(copies.map(({ payload }) => payload.cnf))).toBe(10)
    expect(distinct(copies.map(({ payload }) => payload.status))).toBe(10)
    const salts = copies.flatMap(({ disclosures }) =>
      disclosures.map((disclosure) => JSON.parse(Buffer.from(disclosure, 'base64url').toString())[0]),
    )
    expect(salts.length).toBeGreaterThan(10)
    expect(distinct(salts)).toBe(salts.length)
    for (const salt of salts) expect(String(salt).length).toBeGreaterThanOrEqual(22)
  })

  test('has status indices that are no arithmetic sequence, on one list', () => {
    const references = batch.copies.map(
      ({ payload }) => (payload.status as { readonly status_list: { idx: number; uri: string } }).status_list,
    )
    expect(new Set(references.map(({ uri }) => uri)).size).toBe(1)
    const drawn: number[] = []
    for (const { idx } of references) {
      expect(makesArithmeticRun(drawn, idx)).toBe(false)
      drawn.push(idx)
    }
  })

  test('has times that say no more than the hour, or are far from now', () => {
    const now = batch.now.getTime() / 1000
    for (const { payload } of batch.copies) {
      for (const name of ['iat', 'exp', 'nbf'] as const) {
        const time = payload[name]
        if (time === undefined) continue
        expect(Number(time) % hour).toBe(0)
        expect(Math.abs(Number(time) - now)).toBeGreaterThan(120)
      }
      for (const name of ['validFrom', 'validUntil'] as const) {
        if (payload[name] !== undefined) expect(String(payload[name])).toMatch(/:00:00(?:\.0+)?Z$/)
      }
      for (const name of ['jti', 'id']) expect(payload).not.toHaveProperty(name)
    }
    expect(new Set(batch.copies.map(({ payload }) => `${payload.iat} ${payload.exp}`)).size).toBe(1)
  })

  test('shares no value but what every credential of this issuer and type has', () => {
    const { copies } = batch
    const issuerWide = new Set(
      [...copies.map(({ header }) => header), ...copies.map(constantsOf)].flatMap(textsOf),
    )
    // The issuing authority, which is a claim of everybody.
    issuerWide.add('Dinas Dukcapil Contoh')
    const [first, second] = copies
    const own = new Set(textsOf(withoutClaims(first)))
    const shared = textsOf(withoutClaims(second)).filter((text) => own.has(text) && !issuerWide.has(text))
    expect(shared).toEqual([])
    expect(own.size).toBeGreaterThan(10)
  })
})

/** What says which issuer and type it is, and where the list of everybody lies. */
function constantsOf({ payload }: Copy): JsonObject {
  const { status } = payload as { status: { status_list: { uri: string } } }
  const names = ['iss', 'issuer', 'vct', 'vct#integrity', '@context', 'type', 'relatedResource'] as const
  const constants = names.map((name) => [name, payload[name] ?? null])
  return { ...Object.fromEntries(constants), status: status.status_list.uri, alg: payload._sd_alg ?? null }
}

/** Digests, keys and status: what is left of a copy when the same person's claims are taken away. */
function withoutClaims(copy: Copy | undefined): unknown {
  if (copy === undefined) return []
  const { payload, disclosures } = copy
  const { cnf, status, _sd, iss, issuer, vct, credentialSubject } = payload
  const salts = disclosures.map(
    (disclosure) => JSON.parse(Buffer.from(disclosure, 'base64url').toString())[0],
  )
  const members = [cnf, status, _sd, iss, issuer, vct, credentialSubject].map((member) => member ?? null)
  return [members, salts, disclosures]
}

test('tokens, nonces and ids hold 96 bits or more, all different', async () => {
  const world = await createTestIssuer()
  const nonces = await Promise.all(Array.from({ length: 50 }, () => world.nonce()))
  const tokens = await Promise.all(Array.from({ length: 10 }, () => world.redeem()))
  const answers = await Promise.all(tokens.map((token) => world.collect(token, 'ktp_vc+sd-jwt')))
  const ids = answers.map(({ json }) => String(json.notification_id))
  for (const values of [nonces, tokens, ids]) {
    expect(new Set(values).size).toBe(values.length)
    for (const value of values) expect(value).toMatch(/^[A-Za-z0-9_-]{43}$/)
    const all = values.join('')
    const counts = [...new Set(all)].map((character) => [...all].filter((each) => each === character).length)
    const entropy = counts.reduce(
      (sum, count) => sum - (count / all.length) * Math.log2(count / all.length),
      0,
    )
    expect(entropy * 43).toBeGreaterThan(96)
  }
})
