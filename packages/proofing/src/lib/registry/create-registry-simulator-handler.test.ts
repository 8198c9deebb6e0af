import { describe, expect, it } from 'vitest'
import { maria, mariaRecord } from '../../../fixtures/cards.ts'
import { createRegistrySimulatorHandler } from './create-registry-simulator-handler.ts'

const handler = createRegistrySimulatorHandler({
  records: { find: async (nik) => (nik === maria.nik ? mariaRecord : undefined) },
  credentials: { userId: 'dinas-contoh', password: 'rahasia-contoh' },
})
const user = { USER_ID: 'dinas-contoh', PASSWORD: 'rahasia-contoh' }

function post(body: unknown): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return handler(new Request('http://simulator.example/', { method: 'POST', body: text }))
}

describe('the simulated register over HTTP', () => {
  it('answers in the envelope of the interface and marks each answer', async () => {
    const response = await post({ ...user, TRESHOLD: '80', NIK: maria.nik, NAMA_LGKP: 'MARIA CONTO' })
    expect(response.headers.get('lontar-simulated')).toBe('true')
    expect(await response.json()).toEqual({
      content: [{ NIK: 'Sesuai', NAMA_LGKP: 'Sesuai (91)' }],
      lastPage: true,
      numberOfElements: 1,
      quotaLimiter: 1000,
    })
  })

  it('applies the threshold that it is told, and 100 when it is told none that can be read', async () => {
    for (const TRESHOLD of ['92', undefined, 'x']) {
      const response = await post({ ...user, TRESHOLD, NIK: maria.nik, NAMA_LGKP: 'MARIA CONTO' })
      expect(await response.json()).toMatchObject({ content: [{ NAMA_LGKP: 'Tidak Sesuai (91)' }] })
    }
  })

  it('answers strangers, other methods and what cannot be read with an error alone', async () => {
    const statusOf = async (body: unknown) => (await post(body)).status
    expect(await statusOf({ ...user, PASSWORD: 'x', NIK: maria.nik })).toBe(401)
    expect(await statusOf('{')).toBe(400)
    expect(await statusOf('[]')).toBe(400)
    expect(await statusOf({ ...user, NIK: 'x'.repeat(20_000) })).toBe(400)
    expect((await handler(new Request('http://simulator.example/'))).status).toBe(405)
  })

  it('answers only what was asked, and what it holds', async () => {
    const response = await post({ ...user, NIK: maria.nik, TGL_LHR: '17-08-1990', ALAMAT: 'JL. CONTOH' })
    expect(await response.json()).toMatchObject({ content: [{ NIK: 'Sesuai', TGL_LHR: 'Sesuai' }] })
  })
})
