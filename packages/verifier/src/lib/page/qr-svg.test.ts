import decodeQR from 'qr/decode.js'
import { describe, expect, it } from 'vitest'
import { qrSvg } from './qr-svg.ts'

describe('qrSvg', () => {
  it('draws a code that reads back as the text, with its quiet zone', () => {
    const text = `openid4vp://?client_id=decentralized_identifier%3Adid%3Ajwk%3A${'e'.repeat(180)}&request_uri=https%3A%2F%2Fhotel.example%2Flontar%2Frequest%2F${'r'.repeat(43)}`
    const svg = qrSvg(text, 'QR').html
    const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1])
    const scale = 4
    const width = size * scale
    const data = new Uint8Array(width * width * 4).fill(255)
    const runs = [...svg.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)].map((run) => run.slice(1).map(Number))
    for (const [x = 0, y = 0, length = 0] of runs) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(4)
      for (let row = y * scale; row < (y + 1) * scale; row++) {
        for (let column = x * scale; column < (x + length) * scale; column++) {
          data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3)
        }
      }
    }
    expect(decodeQR({ width, height: width, data })).toBe(text)
  })
})
