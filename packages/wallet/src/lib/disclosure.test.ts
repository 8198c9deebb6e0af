import type { ClaimPath } from '@lontar/credentials'
import type { JsonObject } from '@lontar/credentials/jose'
import { describe, expect, it } from 'vitest'
import { foreseeDisclosure } from './disclosure.ts'

function foresee(
  claims: JsonObject,
  { disclosable = [], disclose }: { disclosable?: readonly ClaimPath[]; disclose: readonly ClaimPath[] },
): { asked: readonly string[]; extra: readonly string[] } {
  const { asked, extra } = foreseeDisclosure({ format: 'dc+sd-jwt', claims, disclosable }, disclose)
  return { asked, extra }
}

const envelope = {
  iss: 'i',
  vct: 'v',
  iat: 1,
  exp: 2,
  cnf: { jwk: { x: 'x' } },
  status: { status_list: { idx: 1 } },
}

describe('foreseeDisclosure', () => {
  it('counts neither the envelope nor the issuing authority as a claim of the holder', () => {
    const claims = { ...envelope, issuing_country: 'ID', issuing_authority: 'Dinas Contoh' }
    expect(foresee(claims, { disclose: [] })).toEqual({ asked: [], extra: [] })
  })

  it('counts every other claim that cannot be held back', () => {
    expect(foresee({ ...envelope, name: 'X', shoe: { size: 41 } }, { disclose: [['name']] })).toEqual({
      asked: ['name'],
      extra: ['shoe.size'],
    })
  })

  it('knows that an outer disclosure brings along what lies in it', () => {
    const claims = { address: { region: 'R', village: 'V' } }
    const disclose = [['address', 'region']]
    expect(foresee(claims, { disclosable: [['address']], disclose })).toEqual({
      asked: ['address.region'],
      extra: ['address.village'],
    })
    const disclosable = [['address'], ['address', 'region'], ['address', 'village']]
    expect(foresee(claims, { disclosable, disclose })).toEqual({ asked: ['address.region'], extra: [] })
  })

  it('takes null for every element, and an index for one', () => {
    const claims = { nationalities: ['ID', 'TL'] }
    const disclosable = [
      ['nationalities', 0],
      ['nationalities', 1],
    ]
    const visible = (disclose: readonly ClaimPath[]): number =>
      foreseeDisclosure({ format: 'dc+sd-jwt', claims, disclosable }, disclose).visible.length
    expect(visible([['nationalities', null]])).toBe(2)
    expect(visible([['nationalities', 1]])).toBe(1)
    expect(visible([['nationalities']])).toBe(2)
    expect(visible([])).toBe(0)
  })

  it('names a claim by the register, and by its path when the register does not know it', () => {
    const claims = {
      age_equal_or_over: { 18: true },
      verification: { evidence: [{ type: 'document' }] },
      x: { y: 1 },
    }
    const disclose = [['x', 'y'], ['age_equal_or_over', '18'], ['verification']]
    expect(foresee(claims, { disclose }).asked).toEqual(['x.y', 'age_equal_or_over.18', 'verification'])
  })

  it('does not take the subject of a W3C credential for its envelope', () => {
    const claims = { type: ['T'], issuer: 'i', credentialSubject: { id: 'did:x', name: 'X', birthDate: 'D' } }
    const credential = { format: 'jwt_vc_json', claims, disclosable: [] } as const
    expect(foreseeDisclosure(credential, [['credentialSubject', 'name']]).extra).toEqual(['birthdate'])
  })
})
