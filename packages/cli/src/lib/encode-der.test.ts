import { describe, expect, it } from 'vitest'
import { encodeDer, encodeObjectIdentifier, encodeUnsignedInteger } from './encode-der.ts'

describe('a DER element', () => {
  it.each([
    [0, '3000'],
    [127, '307f'],
    [128, '308180'],
    [255, '3081ff'],
    [256, '30820100'],
    [65_536, '3083010000'],
  ])('of %i bytes has its length in as few octets as there can be', (length, head) => {
    const encoded = Buffer.from(encodeDer(0x30, new Uint8Array(length))).toString('hex')
    expect(encoded).toBe(head + '00'.repeat(length))
  })

  it.each([
    ['2.5.29.17', '0603551d11'],
    ['1.2.840.10045.4.3.2', '06082a8648ce3d040302'],
    ['1.2.840.113549.1.9.14', '06092a864886f70d01090e'],
  ])('names the object %s', (dotted, hex) => {
    expect(Buffer.from(encodeObjectIdentifier(dotted)).toString('hex')).toBe(hex)
  })

  it.each([
    ['00', '020100'],
    ['000000', '020100'],
    ['7f', '02017f'],
    ['80', '02020080'],
    ['0080', '02020080'],
    ['00007f01', '02027f01'],
    ['ff'.repeat(32), `022100${'ff'.repeat(32)}`],
  ])('holds the number %s in as few octets as there can be, and never as a negative one', (number, hex) => {
    const encoded = Buffer.from(encodeUnsignedInteger(Buffer.from(number, 'hex'))).toString('hex')
    expect(encoded).toBe(hex)
  })
})
