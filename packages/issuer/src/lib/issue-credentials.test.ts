import type { CredentialFormat, Signer } from '@lontar/credentials'
import { OperationError } from '@lontar/credentials/errors'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { decodeStatusList, parseStatusListToken } from '@lontar/credentials/status'
import { describe, expect, test } from 'vitest'
import type { IssuerStore } from './issuer-store.ts'
import { createTestIssuer, selectiveFormats, type TestIssuer } from './test-issuer.test-support.ts'

const ktp = 'ktp_vc+sd-jwt'

type StepName = 'reserveStatusPlaces' | 'recordIntents' | 'recordIssued' | 'abandonIntents'

/** A store whose steps fail on demand, before or after their work was done. */
function createFaults() {
  const faults = new Map<StepName, 'before' | 'after'>()
  const wrapStore = (store: IssuerStore): IssuerStore => {
    const faulty = <Input extends readonly unknown[], Output>(
      name: StepName,
      step: (...input: Input) => Promise<Output>,
    ) => {
      return async (...input: Input): Promise<Output> => {
        if (faults.get(name) === 'before')
          throw new OperationError('database_locked', 'The database is locked.')
        const output = await step(...input)
        if (faults.get(name) === 'after') throw new OperationError('database_locked', 'The answer got lost.')
        return output
      }
    }
    return {
      ...store,
      reserveStatusPlaces: faulty('reserveStatusPlaces', store.reserveStatusPlaces),
      recordIntents: faulty('recordIntents', store.recordIntents),
      recordIssued: faulty('recordIssued', store.recordIssued),
      abandonIntents: faulty('abandonIntents', store.abandonIntents),
    }
  }
  return { faults, wrapStore }
}

async function statusOf(world: TestIssuer, statusListId: string, index: number): Promise<number> {
  const { text } = await world.get(`/ntt/status/${statusListId}`)
  const { lst, bits } = parseStatusListToken(text)
  const values = await decodeStatusList({ bits, lst })
  return values[index] ?? -1
}

/** R3: what is on record may be collected again at most as often as the grant allows, and is on the list. */
async function expectNothingLive(world: TestIssuer): Promise<void> {
  for (const record of await world.issuer.credentials()) {
    expect(record).toMatchObject({ state: 'abandoned', status: 'revoked' })
    expect(await statusOf(world, record.statusListId, record.statusIndex)).toBe(1)
  }
}

describe('issuing when something fails', () => {
  test.each([
    ['reserveStatusPlaces', 'before', 0],
    ['reserveStatusPlaces', 'after', 0],
    ['recordIntents', 'before', 0],
    ['recordIntents', 'after', 3],
    ['recordIssued', 'before', 3],
  ] as const)(
    '%s fails %s its work: nothing is delivered and nothing stays live',
    async (step, when, intents) => {
      const { faults, wrapStore } = createFaults()
      const world = await createTestIssuer({ wrapStore })
      const token = await world.redeem({ copies: 3 })
      faults.set(step, when)
      const answer = await world.collect(token, ktp, 3)
      expect([answer.status, answer.json.error]).toEqual([503, 'temporarily_unavailable'])
      expect(answer.headers.get('retry-after')).toBe('5')
      expect(world.errors).toHaveLength(1)
      faults.clear()
      expect(await world.issuer.credentials()).toHaveLength(intents)
      await expectNothingLive(world)
      expect((await world.collect(token, ktp, 3)).status).toBe(200)
    },
  )

  test('recordIssued fails after its work: nothing is delivered and the quota holds', async () => {
    const { faults, wrapStore } = createFaults()
    const world = await createTestIssuer({ wrapStore })
    const token = await world.redeem()
    faults.set('recordIssued', 'after')
    expect((await world.collect(token, ktp)).status).toBe(503)
    faults.clear()
    const [record] = await world.issuer.credentials()
    expect(record?.state).toBe('issued')
    await world.issuer.revoke(record?.credentialId ?? '')
    expect(await statusOf(world, record?.statusListId ?? '', record?.statusIndex ?? -1)).toBe(1)
  })

  test('what could not even be abandoned is found by recover (K8 to K10)', async () => {
    const { faults, wrapStore } = createFaults()
    const world = await createTestIssuer({ wrapStore })
    const token = await world.redeem({ copies: 2 })
    faults.set('recordIssued', 'before').set('abandonIntents', 'before')
    expect((await world.collect(token, ktp, 2)).status).toBe(503)
    expect(world.errors).toHaveLength(2)
    faults.clear()
    expect((await world.issuer.credentials()).map(({ state }) => state)).toEqual(['intended', 'intended'])
    world.advance(61)
    expect(await world.issuer.recover()).toBe(2)
    await expectNothingLive(world)
    expect(await world.issuer.recover()).toBe(0)
  })

  test('recover leaves alone what another process may be signing', async () => {
    const recovered: number[] = []
    const world = await createTestIssuer({
      wrapStore: (store) => ({
        ...store,
        recordIssued: async (ids, now) => {
          // As a second process does that starts meanwhile, 60 seconds after the intent at most.
          world.advance(60)
          recovered.push(await world.issuer.recover())
          world.advance(-60)
          return store.recordIssued(ids, now)
        },
      }),
    })
    expect((await world.collect(await world.redeem(), ktp)).status).toBe(200)
    expect(recovered).toEqual([0])
    expect((await world.issuer.credentials())[0]).toMatchObject({ state: 'issued', status: 'valid' })
  })

  test('recover leaves delivered credentials alone', async () => {
    const world = await createTestIssuer()
    expect((await world.collect(await world.redeem(), ktp)).status).toBe(200)
    expect(await world.issuer.recover()).toBe(0)
    expect((await world.issuer.credentials())[0]).toMatchObject({ state: 'issued', status: 'valid' })
  })

  const key = generatePrivateJwk()
  const signers: readonly (readonly [string, (signer: Signer) => Partial<Signer>])[] = [
    ['throws', () => ({ sign: async () => Promise.reject(new Error('no token in the slot')) })],
    ['returns nothing', () => ({ sign: async () => new Uint8Array(0) })],
    ['returns zeros', () => ({ sign: async () => new Uint8Array(64) })],
    ['flips a bit', (signer) => ({ sign: async (bytes) => flip(await signer.sign(bytes)) })],
    ['signs other bytes', (signer) => ({ sign: (bytes) => signer.sign(flip(bytes)) })],
    [
      'signs with another key',
      () => ({ sign: async (bytes) => (await createLocalSigner(await generatePrivateJwk())).sign(bytes) }),
    ],
  ]
  test.each(signers)('a signer that %s gets nothing delivered (X13)', async (_name, breakSigner) => {
    const { didJwkSigner } = await import('@lontar/credentials/did')
    const good = await didJwkSigner(await key)
    let broken = false
    const bad = { ...good, ...breakSigner(good) }
    const signer: Signer = { ...good, sign: (bytes) => (broken ? bad : good).sign(bytes) }
    const world = await createTestIssuer({ signer })
    const token = await world.redeem()
    broken = true
    const answer = await world.collect(token, ktp)
    expect(answer.status).toBeGreaterThanOrEqual(500)
    broken = false
    expect(await world.issuer.credentials()).toHaveLength(1)
    await expectNothingLive(world)
    expect((await world.collect(token, ktp)).status).toBe(200)
  })

  const formats: readonly (readonly [string, (format: CredentialFormat) => Partial<CredentialFormat>])[] = [
    [
      'adds a claim',
      (format) => ({
        issue: (input) =>
          format.issue({ ...input, payload: { ...input.payload, evidence: [{ type: 'Example' }] } }),
      }),
    ],
    [
      'breaks the signature',
      (format) => ({
        issue: async (input) => {
          const [jwt = '', ...disclosures] = (await format.issue(input)).split('~')
          return [`${jwt.slice(0, -8)}AAAAAAAA`, ...disclosures].join('~')
        },
      }),
    ],
    [
      'leaves out the status',
      (format) => ({
        issue: (input) => {
          const { status: _status, ...payload } = input.payload
          return format.issue({ ...input, payload })
        },
      }),
    ],
    [
      'makes nothing disclosable',
      (format) => ({ issue: (input) => format.issue({ ...input, disclosable: [] }) }),
    ],
    [
      'moves the status to another index',
      (format) => ({
        issue: (input) =>
          format.issue({
            ...input,
            payload: {
              ...input.payload,
              status: { status_list: { idx: 0, uri: 'https://issuer.example/ntt/status/x' } },
            },
          }),
      }),
    ],
  ]
  test.each(formats)('a format that %s gets nothing delivered (R7)', async (_name, breakFormat) => {
    const [format] = selectiveFormats()
    if (format === undefined) throw new Error('no format')
    const world = await createTestIssuer({ formats: [{ ...format, ...breakFormat(format) }] })
    const answer = await world.collect(await world.redeem(), ktp)
    expect(answer.status).toBe(503)
    expect(world.errors).toEqual([expect.objectContaining({ code: 'signer_failed' })])
    await expectNothingLive(world)
  })

  test('the intent is on record before the signer is called, with the digest and the key (R7)', async () => {
    const order: string[] = []
    const { didJwkSigner } = await import('@lontar/credentials/did')
    const good = await didJwkSigner(await key)
    const signer: Signer = {
      ...good,
      sign: (bytes) => {
        order.push('sign')
        return good.sign(bytes)
      },
    }
    const world = await createTestIssuer({
      signer,
      wrapStore: (store) => ({
        ...store,
        recordIntents: async (intents) => {
          order.push('intent')
          expect(intents[0]?.payloadDigest).toMatch(/^[A-Za-z0-9_-]{43}$/)
          expect(intents[0]?.keyId).toBe(signer.keyId)
          return store.recordIntents(intents)
        },
        recordIssued: async (ids, now) => {
          order.push('issued')
          return store.recordIssued(ids, now)
        },
      }),
    })
    expect((await world.collect(await world.redeem(), ktp)).status).toBe(200)
    expect(order).toEqual(['intent', 'sign', 'issued'])
  })
})

function flip(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes, (byte, index) => (index === 40 ? byte ^ 1 : byte))
}
