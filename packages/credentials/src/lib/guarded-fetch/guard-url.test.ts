import { describe, expect, it } from 'vitest'
import { guardUrl } from './guard-url.ts'

const error = (code: string) => expect.objectContaining({ code })

/** Spellings of places that are not public (H9). */
const forbiddenHosts = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0x7F.0x0.0x0.0x1',
  '017700000001',
  '0177.0.0.1',
  '127.0.0.1.',
  '0177.1',
  '%31%32%37.0.0.1',
  '１２７.0.0.1',
  '127。0。0。1',
  '①②⑦.0.0.1',
  '0',
  '0.0.0.0',
  '0x0',
  '127.255.255.254',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'a.localhost',
  'l%6fcalhost',
  'ｌocalhost',
  '10.0.0.1',
  '0xa000001',
  '012.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '3232235777',
  '192.168.257',
  '169.254.169.254',
  '2852039166',
  '0xA9FEA9FE',
  '0251.0376.0251.0376',
  '169.254.43518',
  '100.64.0.1',
  '100.100.100.200',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '239.1.1.1',
  '255.255.255.255',
  '240.0.0.1',
  '4294967295',
  '[::]',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[0000::0001]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:8.8.8.8]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b::169.254.169.254]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::]',
  '[fe80::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[ff02::1]',
  '[2001:db8::1]',
  'intranet',
  'printer.local',
  'metadata.google.internal',
  'router.home.arpa',
]

describe('guardUrl', () => {
  it('knows at least 60 spellings', () => {
    expect(new Set(forbiddenHosts).size).toBeGreaterThanOrEqual(60)
  })

  it.each(forbiddenHosts)('refuses https://%s by its host', (host) => {
    expect(() => guardUrl(`https://${host}/path`, false)).toThrow(error('url_address_forbidden'))
    expect(() => guardUrl(`https://${host}:8443/path`, false)).toThrow(error('url_address_forbidden'))
  })

  it.each([
    'https://issuer.example/a?b=c',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]:8443/',
    'https://localhost.example/',
    'https://10.0.0.1.example/',
    'https://xn--d1acpjx3f.example/',
  ])('accepts %s', (text) => {
    expect(guardUrl(text, false).url.href).toBe(text)
  })

  it.each([
    'http://issuer.example/',
    'http://127.0.0.1/',
    'ftp://issuer.example/',
    'file:///etc/passwd',
    'data:text/plain,a',
    'javascript:alert(1)',
    'blob:https://issuer.example/a',
    'ws://issuer.example/',
    'gopher://127.0.0.1/',
  ])('refuses the scheme of %s', (text) => {
    expect(() => guardUrl(text, false)).toThrow(error('url_scheme_forbidden'))
  })

  it.each([
    '',
    'issuer.example',
    '/path',
    '//issuer.example',
    'https://',
    'https://user@issuer.example/',
    'https://user:secret@issuer.example/',
    'https://:secret@issuer.example/',
    'https://issuer.example@127.0.0.1/',
    ' https://issuer.example/',
    'https://issuer.example/ ',
    'https://issuer.example/\n',
    'ht\ttps://issuer.example/',
    'https:\\\\issuer.example',
    'https://issuer.example\\@127.0.0.1/',
    'https://[::1',
    'https://256.256.256.256/',
    'https://1.2.3.4.5/',
    'https://issuer.example:99999/',
    'https://[fe80::1%25eth0]/',
    'https://a\u0000b/',
  ])('refuses %j as no usable URL', (text) => {
    expect(() => guardUrl(text, false)).toThrow(error('url_malformed'))
  })

  it('refuses what is no text, and a text without end', () => {
    for (const value of [undefined, null, 1, {}, `https://issuer.example/${'a'.repeat(8192)}`]) {
      expect(() => guardUrl(value as string, false)).toThrow(error('url_malformed'))
    }
  })

  it('quotes nothing of the URL in its errors (P12)', () => {
    for (const text of [
      'https://127.0.0.1/?code=MARK',
      'http://a.example/?code=MARK',
      'https://u:MARK@a.example/',
      'MARK',
    ]) {
      try {
        guardUrl(text, false)
        expect.unreachable()
      } catch (failure) {
        expect(`${(failure as Error).stack}${JSON.stringify(failure)}`).not.toContain('MARK')
      }
    }
  })
})

describe('guardUrl for development', () => {
  it.each([
    'http://127.0.0.1:8080/',
    'http://127.1.2.3/',
    'http://[::1]:8080/',
    'http://localhost:8080/',
    'https://localhost/',
  ])('accepts %s', (text) => {
    expect(guardUrl(text, true).url.href).toBe(text)
  })

  it.each([
    'http://issuer.example/',
    'http://10.0.0.1/',
    'http://169.254.169.254/',
    'http://a.localhost/',
    'http://0.0.0.0/',
    'http://[::ffff:127.0.0.1]/',
  ])('still refuses plain http to %s', (text) => {
    expect(() => guardUrl(text, true)).toThrow(error('url_scheme_forbidden'))
  })

  it.each([
    'https://10.0.0.1/',
    'https://169.254.169.254/',
    'https://[::ffff:127.0.0.1]/',
    'https://0.0.0.0/',
  ])('still refuses the address of %s', (text) => {
    expect(() => guardUrl(text, true)).toThrow(error('url_address_forbidden'))
  })
})

describe('guardUrl with hosts of a private network', () => {
  const hosts = ['registry.internal', 'gateway', '10.1.2.3', '[fd00::7]', '169.254.169.254', '127.0.0.1']

  it.each(['https://registry.internal/', 'https://gateway:8443/', 'https://10.1.2.3/', 'https://[fd00::7]/'])(
    'accepts %s',
    (text) => {
      expect(guardUrl(text, false, hosts).url.href).toBe(text)
      expect(() => guardUrl(text, false, [])).toThrow(error('url_address_forbidden'))
    },
  )

  it.each([
    ['http://registry.internal/', 'url_scheme_forbidden'],
    ['https://other.internal/', 'url_address_forbidden'],
    ['https://10.1.2.4/', 'url_address_forbidden'],
    ['https://169.254.169.254/', 'url_address_forbidden'],
    ['https://127.0.0.1/', 'url_address_forbidden'],
  ])('still refuses %s', (text, code) => {
    expect(() => guardUrl(text, false, hosts)).toThrow(error(code))
  })

  it('lets such a name lead into the network or out of it, and neither to this machine nor to a link', () => {
    const { isAddressAllowed } = guardUrl('https://registry.internal/', false, hosts)
    for (const address of ['10.0.0.1', '100.64.0.1', '172.31.0.1', '192.168.7.7', 'fd00::1', '93.184.216.34'])
      expect(isAddressAllowed(address), address).toBe(true)
    for (const address of ['127.0.0.1', '::1', '169.254.169.254', 'fe80::1', '0.0.0.0', '224.0.0.1', 'x', ''])
      expect(isAddressAllowed(address), address).toBe(false)
  })
})

describe('isAddressAllowed', () => {
  it('lets a public name lead to public addresses alone, also in development', () => {
    for (const allowLoopback of [false, true]) {
      const { isAddressAllowed } = guardUrl('https://issuer.example/', allowLoopback)
      expect(isAddressAllowed('93.184.216.34')).toBe(true)
      for (const address of ['127.0.0.1', '10.0.0.1', '::1', '::ffff:8.8.8.8', 'fe80::1%eth0', '', 'x']) {
        expect(isAddressAllowed(address)).toBe(false)
      }
    }
  })

  it('lets localhost lead to loopback alone', () => {
    const { isAddressAllowed } = guardUrl('http://localhost/', true)
    expect(isAddressAllowed('127.0.0.1')).toBe(true)
    expect(isAddressAllowed('::1')).toBe(true)
    for (const address of ['8.8.8.8', '10.0.0.1', '0.0.0.0']) expect(isAddressAllowed(address)).toBe(false)
  })
})
