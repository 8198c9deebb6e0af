import { describe, expect, it } from 'vitest'
import { hotel } from '../fixtures/asks.ts'
import { openScene } from '../fixtures/scene.ts'

const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`

async function pageOf(headers: Record<string, string> = {}, options = {}, ask = hotel, query = '') {
  const scene = await openScene(options)
  const request = new Request(`https://hotel.example/check-in${query}`, {
    headers: { accept: 'text/html', ...headers },
  })
  const { response } = await scene.verifier.require(ask)(request)
  if (response === undefined) throw new TypeError('no page')
  return { response, text: await response.text() }
}

describe('the request page', () => {
  it('says who asks for what, why, on what basis and for how long', async () => {
    const { text } = await pageOf({ 'accept-language': 'en-US,en;q=0.9,id;q=0.8' })
    for (const words of [
      'Hotel Contoh',
      'Hotel check-in',
      'a contract with you',
      '1 day',
      'KTP Credential',
    ]) {
      expect(text).toContain(words)
    }
    expect(text).toMatch(/<html lang="en">/)
    expect(text).toMatch(/<li>[^<]+<\/li><li>[^<]+<\/li>/)
  })

  it.each([
    [{}, '', 'id'],
    [{ 'accept-language': 'id' }, '', 'id'],
    [{ 'accept-language': 'in-ID' }, '', 'id'],
    [{ 'accept-language': 'fr, en;q=0.5' }, '', 'en'],
    [{ 'accept-language': 'en;q=0.4, id;q=0.9' }, '', 'id'],
    [{ 'accept-language': 'en;q=0' }, '', 'id'],
    [{ 'accept-language': 'id' }, '?lontar_lang=en', 'en'],
    [{ 'accept-language': 'en' }, '?lontar_lang=<x>', 'en'],
  ])('speaks the language of %o %s: %s', async (headers, query, language) => {
    const { text } = await pageOf(headers as Record<string, string>, {}, hotel, query)
    expect(text).toContain(`<html lang="${language}">`)
  })

  it('switches the language by a relative link that keeps the other parameters', async () => {
    const { text } = await pageOf({}, {}, hotel, '?room=7&a=%22%3E')
    expect(text).toContain('href="?room=7&amp;a=%22%3E&amp;lontar_lang=en"')
  })

  it('has the link for this device and a QR code, and loads nothing from outside', async () => {
    const { text } = await pageOf()
    expect(text).toMatch(/href="openid4vp:\/\/\?client_id=[^"]+&amp;request_uri=[^"]+"/)
    expect(text).toMatch(/<svg class="qr" viewBox="0 0 \d+ \d+" role="img" aria-label="[^"]+"/)
    expect(text).not.toMatch(/\s(?:src|srcset|poster|data)=/)
    expect(text).not.toMatch(/https?:\/\/(?!hotel\.example)/)
    expect(text).toContain('<meta name="viewport" content="width=device-width,initial-scale=1">')
    expect(text).toContain('<noscript><meta http-equiv="refresh" content="5"></noscript>')
    expect(text).toContain('data-seconds="300">5:00<')
  })

  it('allows only its own script and style, by a nonce of one use', async () => {
    const first = await pageOf()
    const second = await pageOf()
    const policy = first.response.headers.get('content-security-policy') ?? ''
    const nonce = /script-src 'nonce-([\w-]{22,})'/.exec(policy)?.[1]
    expect(policy).toMatch(/^default-src 'none';/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(first.text.split(`nonce="${nonce}"`)).toHaveLength(3)
    expect(second.text).not.toContain(`nonce="${nonce}"`)
    expect(first.text).not.toMatch(/\son\w+=/)
    expect(first.text).not.toMatch(/\sstyle=/)
  })

  it('escapes every text that it is given', async () => {
    const ask = { ...hotel, purpose: { id: hostile, en: hostile } }
    const { text } = await pageOf({}, { name: hostile }, ask, `?x=${encodeURIComponent(hostile)}`)
    expect(text).not.toContain('<script>alert')
    expect(text).not.toContain('<img')
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })
})
