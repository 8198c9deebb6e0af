import type { JsonObject } from '@lontar/credentials/jose'
import { describe, expect, it } from 'vitest'
import { budi, budiRecord, maria, mariaRecord } from '../../../fixtures/cards.ts'
import { guardedLoopback } from '../../../fixtures/guarded-loopback.ts'
import { serve } from '../../../fixtures/serve.ts'
import { ktpElements } from '../ktp/ktp-elements.ts'
import { askRegistry } from './ask-registry.ts'
import { createRegistrySimulatorHandler } from './create-registry-simulator-handler.ts'
import { openRegistryClient } from './open-registry-client.ts'
import type { PopulationRegistry, RegistryAnswer, RegistryElement } from './population-registry.ts'
import { createRegistrySimulator, type RegistryRecords } from './registry-simulator.ts'

const credentials = { userId: 'dinas-contoh', password: 'rahasia-contoh', ipUser: '192.0.2.7' }

async function overHttp(records: RegistryRecords): Promise<PopulationRegistry> {
  const url = await serve(createRegistrySimulatorHandler({ records, credentials }))
  return openRegistryClient({ url, credentials, fetch: guardedLoopback })
}

const registries: readonly [string, (records: RegistryRecords) => Promise<PopulationRegistry>][] = [
  ['in memory', async (records) => createRegistrySimulator({ records })],
  ['over HTTP', overHttp],
]

/** What both must hold to: the port as its callers use it. */
describe.each(registries)('a population registry %s', (_, open) => {
  async function ask(
    changes: Partial<Record<RegistryElement, string>> = {},
    { record = {}, nik = maria.nik }: { record?: JsonObject; nik?: string } = {},
  ): Promise<RegistryAnswer> {
    const people = new Map([
      [maria.nik, { ...mariaRecord, ...record }],
      [budi.nik, budiRecord],
    ])
    const registry = await open({ find: async (asked) => people.get(asked) })
    const elements = { ...ktpElements(maria), ...changes }
    const query = { nik, elements, consentRef: 'consent-1', purpose: 'identity_verification' }
    return await askRegistry(registry, query, 5000)
  }

  it('is marked as simulated', async () => {
    expect((await open({ find: async () => undefined })).simulated).toBe(true)
  })

  it('confirms each element under a reference of its own, and hands out no data', async () => {
    const [one, other] = [await ask(), await ask()]
    expect(one.state).toBe('active')
    expect(Object.values(one.fields).every(({ match }) => match)).toBe(true)
    const elements = ['name', 'birthplace', 'birthdate', 'sex', 'province', 'regency']
    expect(Object.keys(one.fields)).toEqual(expect.arrayContaining(elements))
    expect(one.txn).not.toBe('')
    expect(one.txn).not.toBe(other.txn)
    expect(JSON.stringify(one)).not.toMatch(/MARIA|1990|KUPANG/)
  })

  it.each<[RegistryElement, string]>([
    ['name', 'MARIA MISALNYA'],
    ['birthplace', 'ENDE'],
    ['birthdate', '1990-08-18'],
    ['sex', 'male'],
    ['province', 'BALI'],
    ['province', 'NUSA TENGGARA BARAT'],
    ['regency', 'KABUPATEN KUPANG'],
  ])('denies another %s: %s', async (element, text) => {
    const { state, fields } = await ask({ [element]: text })
    expect(state).toBe('active')
    expect(fields[element]?.match).toBe(false)
    expect(fields[element === 'name' ? 'sex' : 'name']?.match).toBe(true)
  })

  it('overlooks case, white space and the word PROVINSI', async () => {
    const { fields } = await ask({ name: ' maria  contoh', province: 'PROVINSI NUSA TENGGARA TIMUR' })
    expect([fields.name?.match, fields.province?.match]).toEqual([true, true])
  })

  it('shows who has moved away by the province', async () => {
    const { fields } = await ask({}, { record: { provinsi: 'BALI', kabupatenKota: 'KOTA DENPASAR' } })
    expect(fields.province?.match).toBe(false)
  })

  it.each(['dead', 'duplicate', 'inactive'])('says %s and nothing about the elements', async (status) => {
    expect(await ask({}, { record: { status } })).toMatchObject({ state: status, fields: {} })
  })

  it('knows neither strangers nor impossible numbers nor a status of its own', async () => {
    expect(await ask({}, { nik: '5371995708900009' })).toMatchObject({ state: 'not_found', fields: {} })
    expect(await ask({}, { nik: '1' })).toMatchObject({ state: 'bad_format', fields: {} })
    expect(await ask({}, { record: { status: 'alive' } })).toMatchObject({ state: 'unavailable' })
  })

  it('gives no answer about a person of whom it does not hold every element', async () => {
    expect(await ask({}, { record: { tempatLahir: '' } })).toEqual({
      state: 'unavailable',
      fields: {},
      txn: '',
    })
  })
})
