import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { type Disclosure, parseDisclosure } from './disclosure.ts'
import { encodeElements } from './fixtures/encode-elements.ts'
import { unpackPayload } from './unpack-payload.ts'

const claim = (name: string, value: JsonValue): Promise<Disclosure> =>
  parseDisclosure(encodeElements([`salt of ${name}`, name, value]), 'sha-256')
const element = (value: JsonValue): Promise<Disclosure> =>
  parseDisclosure(encodeElements(['salt of an element', value]), 'sha-256')
const plain = (value: JsonValue): unknown => JSON.parse(JSON.stringify(value))

function codeOf(run: () => unknown): string | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('unpackPayload', () => {
  it('puts claims, array elements and recursive disclosures in their places', async () => {
    const city = await claim('city', 'Kupang')
    const address = await claim('address', { _sd: [city.digest], country: 'ID' })
    const second = await element('B')
    const payload = {
      _sd: [address.digest, 'undisclosed'],
      list: ['A', { '...': 'held back' }, { '...': second.digest }],
    }
    const { claims, disclosed } = unpackPayload(payload, [second, city, address])
    expect(plain(claims)).toEqual({ list: ['A', 'B'], address: { country: 'ID', city: 'Kupang' } })
    expect(disclosed.map(({ path }) => path)).toEqual([['list', 1], ['address'], ['address', 'city']])
  })

  it('tells where the elements stood that moved because one before them is held back', async () => {
    const inner = await element({ list: [{ '...': 'held back' }, 'x'] })
    const heldBack = { '...': 'held back too' }
    const payload = { moved: [heldBack, { '...': inner.digest }, 'B'], still: ['A', { '...': 'last' }] }
    const { claims, issuedIndices } = unpackPayload(payload, [inner])
    expect(plain(claims)).toEqual({ moved: [{ list: ['x'] }, 'B'], still: ['A'] })
    expect(issuedIndices).toEqual([
      { path: ['moved', 0, 'list'], indices: [1] },
      { path: ['moved'], indices: [1, 2] },
    ])
  })

  it('takes out the machinery and makes objects without a prototype', async () => {
    const { claims } = unpackPayload({ _sd_alg: 'sha-256', _sd: [], a: { _sd: ['x'] } }, [])
    expect(plain(claims)).toEqual({ a: {} })
    expect(Object.getPrototypeOf(claims)).toBeNull()
    expect(Object.getPrototypeOf(claims.a)).toBeNull()
  })

  it('refuses a disclosure that nothing refers to', async () => {
    const stray = await claim('a', 1)
    expect(codeOf(() => unpackPayload({ _sd: ['other'] }, [stray]))).toBe('sd_jwt_disclosure_unreferenced')
    expect(codeOf(() => unpackPayload({ _sd: [stray.digest] }, [stray]))).toBeUndefined()
  })

  it('refuses a disclosure whose parent is held back', async () => {
    const city = await claim('city', 'Kupang')
    const address = await claim('address', { _sd: [city.digest] })
    expect(codeOf(() => unpackPayload({ _sd: [address.digest] }, [city]))).toBe(
      'sd_jwt_disclosure_unreferenced',
    )
  })

  it('refuses a digest that occurs twice, disclosed or not, wherever it stands', async () => {
    const a = await claim('a', 1)
    const twice: [string, JsonObject, Disclosure[]][] = [
      ['in one array', { _sd: ['d', 'd'] }, []],
      ['in two objects', { _sd: ['d'], b: { _sd: ['d'] } }, []],
      ['in an object and an array', { _sd: ['d'], b: [{ '...': 'd' }] }, []],
      ['with its disclosure', { _sd: [a.digest], b: { _sd: [a.digest] } }, [a]],
      ['as two equal disclosures', { _sd: [a.digest] }, [a, a]],
    ]
    for (const [where, payload, sent] of twice) {
      expect([where, codeOf(() => unpackPayload(payload, sent))]).toEqual([where, 'sd_jwt_digest_repeated'])
    }
    expect(codeOf(() => unpackPayload({ _sd: [a.digest, 'd'], b: { _sd: ['e'] } }, [a]))).toBeUndefined()
  })

  it('refuses a claim that is there already, also one that would shadow a registered claim', async () => {
    for (const name of ['exp', 'cnf', 'iss', 'name']) {
      const shadow = await claim(name, 1)
      expect(codeOf(() => unpackPayload({ [name]: 2, _sd: [shadow.digest] }, [shadow]))).toBe(
        'sd_jwt_claim_name_repeated',
      )
      expect(codeOf(() => unpackPayload({ other: 2, _sd: [shadow.digest] }, [shadow]))).toBeUndefined()
    }
    const first = await claim('a', 1)
    const second = await parseDisclosure(encodeElements(['another salt', 'a', 2]), 'sha-256')
    expect(codeOf(() => unpackPayload({ _sd: [first.digest, second.digest] }, [first, second]))).toBe(
      'sd_jwt_claim_name_repeated',
    )
  })

  it('refuses a disclosure with the wrong number of elements for its place', async () => {
    const a = await claim('a', 1)
    const b = await element(1)
    expect(codeOf(() => unpackPayload({ _sd: [b.digest] }, [b]))).toBe('sd_jwt_malformed')
    expect(codeOf(() => unpackPayload({ list: [{ '...': a.digest }] }, [a]))).toBe('sd_jwt_malformed')
    expect(
      codeOf(() => unpackPayload({ list: [{ '...': b.digest }], _sd: [a.digest] }, [a, b])),
    ).toBeUndefined()
  })

  it('refuses machinery in the wrong form or place', () => {
    const wrong: [JsonObject, string][] = [
      [{ _sd: 'digest' }, 'sd_jwt_malformed'],
      [{ _sd: [1] }, 'sd_jwt_malformed'],
      [{ list: [{ '...': 1 }] }, 'sd_jwt_malformed'],
      [{ list: [{ '...': 'd', more: 1 }] }, 'sd_jwt_malformed'],
      [{ '...': 'd' }, 'sd_jwt_claim_name_reserved'],
      [{ a: { _sd_alg: 'sha-256' } }, 'sd_jwt_claim_name_reserved'],
    ]
    for (const [payload, code] of wrong) expect(codeOf(() => unpackPayload(payload, []))).toBe(code)
  })

  it('refuses the machinery inside a disclosed value', async () => {
    const inner = await claim('a', { _sd_alg: 'sha-512' })
    expect(codeOf(() => unpackPayload({ _sd: [inner.digest] }, [inner]))).toBe('sd_jwt_claim_name_reserved')
  })

  it('refuses a chain of disclosures that grows too deep, before it recurses', async () => {
    expect(codeOf(() => unpackPayload({ _sd: ['root'] }, []))).toBeUndefined()
    const { payload: within, disclosures: few } = await chain(31)
    expect(codeOf(() => unpackPayload(within, few))).toBeUndefined()
    const { payload, disclosures } = await chain(1000)
    expect(codeOf(() => unpackPayload(payload, disclosures))).toBe('sd_jwt_too_deep')
  })
})

async function chain(length: number): Promise<{ payload: JsonObject; disclosures: Disclosure[] }> {
  const disclosures: Disclosure[] = []
  let value: JsonObject = {}
  for (let depth = 0; depth < length; depth++) {
    const link = await claim('a', value)
    disclosures.push(link)
    value = { _sd: [link.digest] }
  }
  return { payload: value, disclosures }
}
