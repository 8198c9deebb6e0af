import { describe, expect, it } from 'vitest'
import { sentText } from './sent-text.ts'

const disclosed = ['name', 'age_equal_or_over.18']
const redirectUri = 'https://hotel.example/check-in?response_code=x'

describe('what was sent', () => {
  it('is told by the names of its claims', () => {
    expect(sentText({ sent: true, disclosed, redirectUri: null })).toEqual([
      { id: 'Terkirim: Nama lengkap, Usia 18 tahun ke atas', en: 'Sent: Full name, Age 18 or over' },
    ])
  })

  it('names the address where the browser of this device goes on', () => {
    const [, goOn] = sentText({ sent: true, disclosed, redirectUri })
    expect(goOn?.id).toBe(`Lanjutkan di peramban tempat Anda memulai: ${redirectUri}`)
    expect(goOn?.en).toBe(`Go on in the browser where you began: ${redirectUri}`)
  })

  it('is nothing yet where a browser has to bring the answer', () => {
    const [line, ...more] = sentText({ sent: false, disclosed, redirectUri })
    expect(more).toEqual([])
    expect(line?.en).toBe(`Open in a browser to send: ${redirectUri}`)
    expect(line?.id).toContain(redirectUri)
  })
})
