import type { KtpCard } from '@lontar/documents/ktp'
import { describe, expect, it } from 'vitest'
import { budi, maria } from '../../../fixtures/cards.ts'
import { simulator } from '../../../fixtures/registries.ts'
import { ktpElements } from '../ktp/ktp-elements.ts'
import { createRegistrySimulator } from './registry-simulator.ts'

const query = {
  nik: maria.nik,
  elements: ktpElements(maria),
  consentRef: 'consent-1',
  purpose: 'identity_verification',
}

describe('the registry simulator', () => {
  it('is marked as one', () => {
    expect(simulator().simulated).toBe(true)
  })

  it('confirms each element and hands out no data', async () => {
    const answer = await simulator().verifyElements(query)
    expect(answer.state).toBe('active')
    expect(answer.txn).toMatch(/^sim-.{16}$/)
    expect(answer.fields).toEqual({
      name: { match: true },
      birthplace: { match: true },
      birthdate: { match: true },
      sex: { match: true },
      province: { match: true },
      regency: { match: true },
      citizenship: { match: true },
    })
  })

  it("confirms a foreigner's sex in English, and the country that the card prints", async () => {
    const register = simulator({ jenisKelamin: 'FEMALE', kewarganegaraan: 'UTOPIA' })
    const anna: KtpCard = {
      ...maria,
      citizenship: 'WNA',
      nationality: 'Utopia',
      validity: { kind: 'dated', until: '2028-03-31' },
    }
    const matches = async (card: KtpCard) => {
      const { fields } = await register.verifyElements({ ...query, elements: ktpElements(card) })
      return [fields.sex?.match, fields.citizenship?.match]
    }
    expect(await matches(anna)).toEqual([true, true])
    expect(await matches({ ...anna, nationality: 'RURITANIA' })).toEqual([true, false])
    expect(await matches({ ...anna, sex: 'male' })).toEqual([false, true])
    expect(await matches(maria)).toEqual([true, false])
  })

  it('overlooks case, white space and the word PROVINSI', async () => {
    const elements = { ...query.elements, name: ' maria  contoh', province: 'PROVINSI NUSA TENGGARA TIMUR' }
    const { fields } = await simulator().verifyElements({ ...query, elements })
    expect(fields.name).toEqual({ match: true })
    expect(fields.province).toEqual({ match: true })
  })

  it.each([
    ['name', 'MARIA MISALNYA'],
    ['birthplace', 'ENDE'],
    ['birthdate', '1990-08-18'],
    ['sex', 'male'],
    ['province', 'BALI'],
    ['regency', 'KABUPATEN KUPANG'],
    ['citizenship', 'WNA'],
  ])('denies another %s', async (element, text) => {
    const { fields } = await simulator().verifyElements({
      ...query,
      elements: { ...query.elements, [element]: text },
    })
    expect(fields[element]).toEqual({ match: false })
  })

  it('leaves out an element that it does not keep', async () => {
    const { fields } = await simulator({ tempatLahir: undefined }).verifyElements(query)
    expect(Object.keys(fields)).not.toContain('birthplace')
    const asked = { ...query, elements: { ...query.elements, shoeSize: '38' } }
    expect(Object.keys((await simulator().verifyElements(asked)).fields)).not.toContain('shoeSize')
  })

  it.each(['dead', 'duplicate', 'inactive'])('says %s and nothing about the elements', async (status) => {
    expect(await simulator({ status }).verifyElements(query)).toMatchObject({ state: status, fields: {} })
  })

  it('knows neither strangers nor impossible numbers nor a status of its own', async () => {
    const stranger = { ...query, nik: '5371995708900009' }
    expect(await simulator().verifyElements(stranger)).toMatchObject({ state: 'not_found', fields: {} })
    expect(await simulator().verifyElements({ ...query, nik: '1' })).toMatchObject({ state: 'bad_format' })
    expect(await simulator({ status: 'alive' }).verifyElements(query)).toMatchObject({ state: 'unavailable' })
  })

  it('reads sex in any letter case, and keeps no element that cannot be read', async () => {
    const lower = await simulator({ jenisKelamin: 'Perempuan' }).verifyElements(query)
    expect(lower.fields.sex).toEqual({ match: true })
    for (const changes of [
      { jenisKelamin: 'P' },
      { tanggalLahir: '1990-08-17' },
      { nama: 'MARIA\u00A0CONTOH' },
    ]) {
      expect(Object.keys((await simulator(changes).verifyElements(query)).fields)).toHaveLength(6)
    }
  })

  it('asks its records for exactly the NIK', async () => {
    const asked: string[] = []
    const records = {
      find: async (nik: string) => {
        asked.push(nik)
        return undefined
      },
    }
    await createRegistrySimulator({ records }).verifyElements({ ...query, nik: budi.nik })
    expect(asked).toEqual([budi.nik])
  })
})
