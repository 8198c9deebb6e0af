import { describe, expect, it } from 'vitest'
import { isLoopbackAddress, isPublicAddress, parseIpAddress } from './ip-address.ts'

const bytesOf = (text: string): Uint8Array => {
  const bytes = parseIpAddress(text)
  if (bytes === undefined) throw new Error('no address')
  return bytes
}

describe('parseIpAddress', () => {
  it.each([
    ['127.0.0.1', '7f000001'],
    ['255.255.255.255', 'ffffffff'],
    ['::', '0'.repeat(32)],
    ['[::1]', `${'0'.repeat(31)}1`],
    ['2001:db8::8:800:200c:417a', '20010db80000000000080800200c417a'],
    ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
    ['1::', `0001${'0'.repeat(28)}`],
    ['::ffff:127.0.0.1', '00000000000000000000ffff7f000001'],
    ['FE80::A', 'fe80000000000000000000000000000a'],
  ])('reads %s', (text, hex) => {
    expect(Buffer.from(bytesOf(text)).toString('hex')).toBe(hex)
  })

  it.each([
    '',
    'localhost',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3.4 ',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    'fe80::1%eth0',
    '12345::',
    'g::',
    '::1.2.3',
    '1.2.3.4::',
  ])('does not take %j for an address', (text) => {
    expect(parseIpAddress(text)).toBeUndefined()
  })
})

describe('isPublicAddress', () => {
  it.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.0.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '239.255.255.255',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:8.8.8.8',
    '::8.8.8.8',
    '64:ff9b::8.8.8.8',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:1ff::1',
    '2001:db8::1',
    '2002:808:808::1',
    '3fff::1',
    '3fff:fff::1',
    '5f00::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
  ])('refuses %s', (text) => {
    expect(isPublicAddress(bytesOf(text))).toBe(false)
  })

  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.1',
    '100.63.255.255',
    '100.128.0.1',
    '126.255.255.255',
    '128.0.0.1',
    '169.253.255.255',
    '172.15.255.255',
    '172.32.0.1',
    '192.167.255.255',
    '192.169.0.1',
    '198.17.255.255',
    '198.20.0.1',
    '223.255.255.255',
    '2001:200::1',
    '2001:4860:4860::8888',
    '2606:4700::1111',
    '2003::1',
    '2a00::1',
    '3ffe::1',
  ])('accepts its public neighbour %s', (text) => {
    expect(isPublicAddress(bytesOf(text))).toBe(true)
  })
})

describe('isLoopbackAddress', () => {
  it('knows 127.0.0.0/8 and ::1 alone', () => {
    for (const text of ['127.0.0.1', '127.9.9.9', '::1']) expect(isLoopbackAddress(bytesOf(text))).toBe(true)
    for (const text of ['128.0.0.1', '126.0.0.1', '::', '::2', '1::1', '::ffff:127.0.0.1']) {
      expect(isLoopbackAddress(bytesOf(text))).toBe(false)
    }
  })
})
