import { describe, expect, it } from 'vitest'
import { codeOf } from '../../../fixtures/code-of.ts'
import { claimLabel, claimOfPath, claimPath, readClaim } from './claim-path.ts'
import { claims } from './claims.ts'
import { configurationId, parseConfigurationId } from './configuration-id.ts'
import { contextUrl, credentialTypeUrl, typeOfUrl } from './credential-type-url.ts'
import { credentialTypes } from './credential-types.ts'

describe('the register of claims', () => {
  it('names each claim and each term once, with labels in two languages', () => {
    expect(new Set(claims.map(({ name }) => name)).size).toBe(claims.length)
    expect(new Set(claims.map(({ term }) => term)).size).toBe(claims.length)
    for (const { label, iri, term } of claims) {
      expect(label.id && label.en).toBeTruthy()
      expect(['schema', 'ktp'].map((prefix) => `${prefix}:${term}`)).toContain(iri)
    }
  })

  it('lets no type carry what is off', () => {
    const off = claims.filter(({ presence }) => presence === 'off').map(({ name }) => name)
    expect(off).toEqual(['religion', 'marital_status', 'blood_type', 'occupation'])
    for (const { claims: carried } of Object.values(credentialTypes)) {
      expect(carried.filter((name) => off.includes(name))).toEqual([])
    }
  })
})

describe('claimPath and claimOfPath', () => {
  it('are each other’s reverse for every claim, type and format', () => {
    for (const type of Object.values(credentialTypes)) {
      for (const formatId of ['vc+sd-jwt', 'dc+sd-jwt', 'jwt_vc_json'] as const) {
        for (const name of type.claims) {
          expect(claimOfPath(formatId, claimPath(type.name, name, formatId))).toBe(name)
        }
      }
    }
  })

  it('follow the format', () => {
    expect(claimPath('KtpCredential', 'address.region', 'dc+sd-jwt')).toEqual(['address', 'region'])
    expect(claimPath('KtpCredential', 'address.region', 'vc+sd-jwt')).toEqual([
      'credentialSubject',
      'addressRegion',
    ])
  })

  it('see a claim in a path to its elements, and none in a path to nothing', () => {
    expect(claimOfPath('dc+sd-jwt', ['nationalities', null])).toBe('nationalities')
    expect(claimOfPath('dc+sd-jwt', ['nationalities', 0])).toBe('nationalities')
    for (const path of [[], ['address'], ['vct'], ['credentialSubject', 'name'], ['name', 'first']]) {
      expect(claimOfPath('dc+sd-jwt', path)).toBeUndefined()
    }
  })

  it('refuse a claim that the type never carries', () => {
    expect(codeOf(() => claimPath('KtpProofCredential', 'name', 'dc+sd-jwt'))).toBe('claim_unknown')
    expect(codeOf(() => claimPath('KtpCredential', 'religion', 'dc+sd-jwt'))).toBe('claim_unknown')
    expect(codeOf(() => claimPath('KtpCredential', 'toString', 'dc+sd-jwt'))).toBe('claim_unknown')
  })
})

describe('readClaim', () => {
  it('reads own members only, and nothing through a text', () => {
    const read = (claims: object, claim: string) =>
      readClaim({ format: 'dc+sd-jwt', claims: claims as Record<string, never> }, claim)
    expect(read({ address: { region: 'X' } }, 'address.region')).toBe('X')
    expect(read({ address: 'text' }, 'address.region')).toBeUndefined()
    expect(read({ address: null }, 'address.region')).toBeUndefined()
    expect(read(Object.create({ name: 'INHERITED' }), 'name')).toBeUndefined()
    expect(read({ age_equal_or_over: { '18': false } }, 'age_equal_or_over.18')).toBe(false)
  })

  it('refuses a name that is not in the register', () => {
    expect(codeOf(() => readClaim({ format: 'dc+sd-jwt', claims: {} }, 'mother'))).toBe('claim_unknown')
  })
})

describe('claimLabel', () => {
  it('speaks two languages', () => {
    expect(claimLabel('age_equal_or_over.18')).toEqual({ id: 'Usia 18 tahun ke atas', en: 'Age 18 or over' })
    expect(codeOf(() => claimLabel('mother'))).toBe('claim_unknown')
  })
})

describe('configuration ids', () => {
  it('are read as they are written', () => {
    expect(configurationId('ktp', 'vc+sd-jwt')).toBe('ktp_vc+sd-jwt')
    expect(parseConfigurationId('visitor_dc+sd-jwt')).toEqual({ typeId: 'visitor', formatId: 'dc+sd-jwt' })
    expect(parseConfigurationId('ktp-proof_jwt_vc_json')).toEqual({
      typeId: 'ktp-proof',
      formatId: 'jwt_vc_json',
    })
  })

  it('name no identity in a format without selective disclosure', () => {
    for (const id of [
      'ktp_jwt_vc_json',
      'ktp',
      'ktp_',
      'visitor_jwt_vc_json',
      'visitor_vc+jwt',
      'ktp_dc+sd-jwt ',
      '',
    ]) {
      expect(parseConfigurationId(id)).toBeUndefined()
    }
  })
})

describe('type URLs', () => {
  it('lie under the issuer', () => {
    expect(credentialTypeUrl('https://issuer.example/ntt', 'ktp-proof')).toBe(
      'https://issuer.example/ntt/vct/ktp-proof/1',
    )
    expect(contextUrl('https://issuer.example/')).toBe('https://issuer.example/contexts/lontar/1')
  })

  it('tell their type, whoever the issuer is', () => {
    expect(typeOfUrl('https://other.example/vct/ktp/1')).toBe('ktp')
    expect(typeOfUrl('https://other.example/vct/ktp-proof/1')).toBe('ktp-proof')
    expect(typeOfUrl('https://other.example/vct/visitor-passport/1')).toBe('visitor')
    for (const url of ['https://other.example/vct/ktp/2', 'https://other.example/ktp/1', 'ktp', '']) {
      expect(typeOfUrl(url)).toBeUndefined()
    }
  })
})
