import { describe, expect, it } from 'vitest'
import { createSecrets } from './secrets.ts'

const secrets = createSecrets(new Uint8Array(32).fill(7))
const others = createSecrets(new Uint8Array(32).fill(8))
const place = { table: 'offers', column: 'identity', id: 'one' }

describe('a sealed value', () => {
  it('opens where it was sealed', () => {
    expect(secrets.unseal(place, secrets.seal(place, 'MARIA CONTOH'))).toBe('MARIA CONTOH')
    expect(secrets.unseal(place, secrets.seal(place, ''))).toBe('')
  })

  it.each([
    ['table', { ...place, table: 'keys' }],
    ['column', { ...place, column: 'credential_offer' }],
    ['record', { ...place, id: 'two' }],
    ['split', { table: 'offers', column: 'identityo', id: 'ne' }],
  ])('does not open in another %s', (_, elsewhere) => {
    const sealed = secrets.seal(place, 'MARIA CONTOH')
    expect(() => secrets.unseal(elsewhere, sealed)).toThrow(
      expect.objectContaining({ code: 'database_malformed' }),
    )
  })

  it('does not open under another key', () => {
    const sealed = secrets.seal(place, 'MARIA CONTOH')
    expect(() => others.unseal(place, sealed)).toThrow(
      expect.objectContaining({ code: 'database_malformed' }),
    )
  })

  it('does not open with any byte changed or cut off', () => {
    const sealed = secrets.seal(place, 'MARIA CONTOH')
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Uint8Array.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      for (const broken of [changed, sealed.subarray(0, at)]) {
        expect(() => secrets.unseal(place, broken)).toThrow(
          expect.objectContaining({ code: 'database_malformed' }),
        )
      }
    }
  })

  it('differs each time and holds no part of the text', () => {
    const [first, second] = [secrets.seal(place, 'MARIA CONTOH'), secrets.seal(place, 'MARIA CONTOH')]
    expect(first).not.toEqual(second)
    expect(Buffer.from(first).includes('MARIA')).toBe(false)
  })
})

describe('a keyed MAC', () => {
  it('is the same for the same text and key, and for no other', () => {
    const mac = secrets.nikMac('5371995708900001')
    expect(secrets.equals(mac, secrets.nikMac('5371995708900001'))).toBe(true)
    expect(secrets.equals(mac, secrets.nikMac('5371995708900002'))).toBe(false)
    expect(secrets.equals(mac, others.nikMac('5371995708900001'))).toBe(false)
    expect(secrets.equals(mac, mac.subarray(1))).toBe(false)
  })

  it('of a transaction code belongs to its offer', () => {
    const mac = secrets.txCodeMac('one', '123456')
    expect(secrets.equals(mac, secrets.txCodeMac('one', '123456'))).toBe(true)
    expect(secrets.equals(mac, secrets.txCodeMac('two', '123456'))).toBe(false)
    expect(secrets.equals(mac, secrets.nikMac('123456'))).toBe(false)
  })
})
