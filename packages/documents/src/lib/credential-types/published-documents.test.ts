import type { JsonObject } from '@lontar/credentials'
import { matchesIntegrity } from '@lontar/credentials/jose'
import { describe, expect, it } from 'vitest'
import { claims } from './claims.ts'
import { credentialConfiguration } from './credential-configuration.ts'
import { credentialFormats, findFormat } from './credential-formats.ts'
import { credentialTypes } from './credential-types.ts'
import {
  contextIntegrity,
  createJsonLdContext,
  resolveLontarContext,
  resolveLontarResource,
} from './json-ld-context.ts'
import { createTrustFramework } from './trust-framework.ts'
import { createTypeMetadata, typeMetadataIntegrity } from './type-metadata.ts'

const issuerUrl = 'https://issuer.example'

describe('createTypeMetadata', () => {
  it('shows a type and its claims in Indonesian and English', () => {
    const metadata = createTypeMetadata(issuerUrl, 'ktp')
    expect(metadata).toMatchObject({ vct: 'https://issuer.example/vct/ktp/1', name: 'KTP Credential' })
    expect(metadata['display']).toEqual([
      expect.objectContaining({ locale: 'id', name: 'Kredensial KTP' }),
      expect.objectContaining({ locale: 'en', name: 'KTP Credential' }),
    ])
    expect(metadata['claims']).toContainEqual({
      path: ['age_equal_or_over', '18'],
      display: [
        { locale: 'id', label: 'Usia 18 tahun ke atas' },
        { locale: 'en', label: 'Age 18 or over' },
      ],
      sd: 'always',
    })
    expect(metadata['claims']).toContainEqual(
      expect.objectContaining({ path: ['issuing_country'], sd: 'never' }),
    )
  })

  it('describes exactly the claims of the type', () => {
    for (const type of Object.values(credentialTypes)) {
      const described = createTypeMetadata(issuerUrl, type.id)['claims'] as readonly { path: string[] }[]
      expect(described.map(({ path }) => path.join('.')).sort()).toEqual([...type.claims].sort())
    }
  })
})

describe('the digest of type metadata', () => {
  it('is pinned: another one needs another address, for credentials hold it', async () => {
    expect(await typeMetadataIntegrity(issuerUrl, 'ktp')).toBe(
      'sha256-TrQIT5qCBnLm9r+5JvMkVelSOtkp9lgmRioXi5B4ntA=',
    )
    expect(await typeMetadataIntegrity(issuerUrl, 'ktp-proof')).toBe(
      'sha256-KV2aVr4M5pwSMq0rr/91UqA3Y5QW4RYTwdVpHk0sQZE=',
    )
    expect(await typeMetadataIntegrity(issuerUrl, 'visitor')).toBe(
      'sha256-cURVdA6fHzVSXcfh+PA4K10sh9Tv8MkAkQPYxULWQpA=',
    )
  })
})

describe('createTrustFramework', () => {
  it('tells every check method that evidence can name, in both languages', () => {
    const framework = createTrustFramework('https://issuer.example/ntt')
    expect(framework['trust_framework']).toBe('https://issuer.example/ntt/trust-framework/1')
    expect(Object.keys(framework['check_methods'] as JsonObject)).toEqual([
      'vri',
      'vcrypt',
      'data',
      'bvr',
      'pvp',
    ])
    expect(Object.keys(framework['assurance_levels'] as JsonObject)).toEqual([
      'none',
      'low',
      'substantial',
      'high',
    ])
  })
})

describe('createJsonLdContext', () => {
  const terms = createJsonLdContext(issuerUrl)['@context'] as JsonObject

  it('defines every type and every term, protected', () => {
    expect(terms).toMatchObject({
      '@version': 1.1,
      '@protected': true,
      KtpCredential: 'https://issuer.example/vct/ktp/1',
      KtpProofCredential: 'https://issuer.example/vct/ktp-proof/1',
      ageEqualOrOver18: 'https://issuer.example/contexts/lontar/1#ageEqualOrOver18',
      birthDate: { '@id': 'https://schema.org/birthDate' },
    })
    const ofKtp = claims.filter(({ types }) => types.some((id) => id !== 'visitor'))
    for (const { term } of ofKtp) expect(terms).toHaveProperty(term)
  })

  it('has the terms of passports in its second version, where every other term means what it did', () => {
    const second = createJsonLdContext(issuerUrl, 2)['@context'] as JsonObject
    expect(second).toMatchObject(terms)
    expect(Object.keys(second).filter((term) => !Object.hasOwn(terms, term))).toEqual([
      ...['VisitorPassportCredential', 'givenName', 'familyName', 'nameTruncated'],
      ...['documentType', 'documentNumber', 'documentIssuingState', 'chipVerified'],
    ])
    expect(second['VisitorPassportCredential']).toBe('https://issuer.example/vct/visitor-passport/1')
    for (const { term } of claims) expect(second).toHaveProperty(term)
  })

  it('defines name as the context of VC Data Model 2.0 does, where it is protected', () => {
    expect(terms['name']).toBe('https://schema.org/name')
  })

  it('gives dates their type, keeps lists as sets and the verification as it is', () => {
    expect(terms['birthDate']).toEqual({
      '@id': 'https://schema.org/birthDate',
      '@type': 'http://www.w3.org/2001/XMLSchema#date',
    })
    expect(terms['nationalities']).toEqual({
      '@id': 'https://issuer.example/contexts/lontar/1#nationalities',
      '@container': '@set',
    })
    expect(terms['verification']).toEqual({
      '@id': 'https://issuer.example/contexts/lontar/1#verification',
      '@type': '@json',
    })
  })

  it('says what resolveLontarContext says', () => {
    const resolved = resolveLontarContext('https://issuer.example/contexts/lontar/1') ?? {}
    const written = Object.entries(terms).filter(([term]) => !term.startsWith('@'))
    expect(
      Object.fromEntries(written.map(([term, value]) => [term, (value as JsonObject)['@id'] ?? value])),
    ).toEqual(resolved)
  })
})

describe('resolveLontarContext', () => {
  it.each([
    'https://issuer.example/contexts/lontar/1',
    'https://issuer.example/ntt/contexts/lontar/1',
    'https://issuer.example:8443/contexts/lontar/1',
    'http://127.0.0.1:4000/contexts/lontar/1',
    'http://localhost:4000/contexts/lontar/1',
  ])('knows %s by its address', (url) => {
    const base = url.slice(0, -'/contexts/lontar/1'.length)
    expect(resolveLontarContext(url)).toMatchObject({ KtpCredential: `${base}/vct/ktp/1` })
  })

  it.each([
    'https://issuer.example/contexts/lontar/3',
    'https://issuer.example/contexts/lontar/1/',
    'https://issuer.example/contexts/lontar/1#x',
    'https://issuer.example/?/contexts/lontar/1',
    'https://issuer.example/#/contexts/lontar/1',
    'https://user@issuer.example/contexts/lontar/1',
    'https://issuer.example//contexts/lontar/1',
    'https://issuer.example/a/../contexts/lontar/1',
    'https://ISSUER.example/contexts/lontar/1',
    'https://issuer.example/%2e%2e/contexts/lontar/1',
    'https://issuer.example\\@evil.example/contexts/lontar/1',
    'https://issuer.example/a\n/contexts/lontar/1',
    ' https://issuer.example/contexts/lontar/1',
    'https://issuer.example:443/contexts/lontar/1',
    'https://iss\u00fcer.example/contexts/lontar/1',
    'https:issuer.example/contexts/lontar/1',
    'https:///contexts/lontar/1',
    'http://127.1/contexts/lontar/1',
    'http://2130706433/contexts/lontar/1',
    'http://localhost.evil.example/contexts/lontar/1',
    'http://localhost@evil.example/contexts/lontar/1',
    'http://[::ffff:127.0.0.1]/contexts/lontar/1',
    'javascript:alert(1)//contexts/lontar/1',
    'data:,/contexts/lontar/1',
    'blob:https://issuer.example/contexts/lontar/1',
    'file:///contexts/lontar/1',
    'urn:x/contexts/lontar/1',
    'not a url/contexts/lontar/1',
    'http://issuer.example/contexts/lontar/1',
    'ftp://issuer.example/contexts/lontar/1',
    'https://www.w3.org/ns/credentials/v2',
    '/contexts/lontar/1',
    '',
  ])('knows nothing of %j', (url) => {
    expect(resolveLontarContext(url)).toBeUndefined()
  })
})

describe('the digest of the context', () => {
  it('is pinned: another one needs another address, for credentials hold it', async () => {
    expect(await contextIntegrity('https://issuer.example')).toBe(
      'sha256-P61uH6UdGFV2fjgE/lbnyUByxJ0Sv1NzgTDmS0LLc+M=',
    )
    expect(await contextIntegrity('https://issuer.example', 2)).toBe(
      'sha256-fQJocvU0GimXcnpmeoJHZy8aLtsK0GCI3nAxP7puNVQ=',
    )
  })

  it('is that of the bytes that are known by the address', async () => {
    const bytes = resolveLontarResource('https://issuer.example/contexts/lontar/1') ?? new Uint8Array()
    expect(JSON.parse(new TextDecoder().decode(bytes))).toEqual(createJsonLdContext('https://issuer.example'))
    expect(await matchesIntegrity(bytes, await contextIntegrity('https://issuer.example'))).toBe(true)
    expect(await matchesIntegrity(bytes, await contextIntegrity('https://other.example'))).toBe(false)
    expect(resolveLontarResource('https://www.w3.org/ns/credentials/v2')).toBeUndefined()
  })
})

describe('a context address of great length', () => {
  it('is refused beyond 2048 characters, for every term repeats it', () => {
    const address = (length: number) => {
      const frame = 'https://issuer.example//contexts/lontar/1'
      return frame.replace('//contexts', `/${'a'.repeat(length - frame.length)}/contexts`)
    }
    expect(address(2048)).toHaveLength(2048)
    expect(resolveLontarContext(address(2048))).toBeDefined()
    expect(resolveLontarContext(address(2049))).toBeUndefined()
  })
})

describe('what an issuer can do to the terms', () => {
  it('is nothing but to choose where its own types lie', () => {
    const one = resolveLontarContext('https://one.example/contexts/lontar/1') ?? {}
    const other = resolveLontarContext('https://other.example/contexts/lontar/1') ?? {}
    expect(Object.keys(one)).toEqual(Object.keys(other))
    for (const [term, iri] of Object.entries(one)) {
      if (iri.startsWith('https://schema.org/')) expect(other[term]).toBe(iri)
      else expect(other[term]).toBe(iri.replace('https://one.example/', 'https://other.example/'))
    }
  })

  it('defines neither a keyword nor a term of the VC Data Model, apart from name', () => {
    const terms = Object.keys(resolveLontarContext('https://one.example/contexts/lontar/1') ?? {})
    const reserved = ['id', 'type', 'issuer', 'credentialSubject', 'validFrom', 'validUntil', 'description']
    for (const term of terms) {
      expect(term).toMatch(/^[A-Za-z][A-Za-z0-9]*$/)
      expect(reserved).not.toContain(term)
    }
  })
})

describe('credentialConfiguration', () => {
  it('names the vct of dc+sd-jwt and the types of the W3C formats, never both', () => {
    const dc = credentialConfiguration({ typeId: 'ktp', formatId: 'dc+sd-jwt', issuerUrl })
    expect(dc).toMatchObject({ format: 'dc+sd-jwt', vct: 'https://issuer.example/vct/ktp/1' })
    expect(dc).not.toHaveProperty('credential_definition')
    for (const formatId of ['vc+sd-jwt', 'jwt_vc_json'] as const) {
      const w3c = credentialConfiguration({ typeId: 'ktp-proof', formatId, issuerUrl })
      expect(w3c).toMatchObject({
        credential_definition: { type: ['VerifiableCredential', 'KtpProofCredential'] },
      })
      expect(w3c).not.toHaveProperty('vct')
    }
  })

  it('binds keys by proof and shows one display per language', () => {
    const configuration = credentialConfiguration({ typeId: 'ktp', formatId: 'vc+sd-jwt', issuerUrl })
    expect(configuration).toMatchObject({
      cryptographic_binding_methods_supported: ['jwk'],
      proof_types_supported: {
        jwt: { proof_signing_alg_values_supported: ['ES256', 'ES384', 'ES256K', 'EdDSA'] },
      },
    })
    expect(configuration.credential_metadata?.display?.map(({ locale }) => locale)).toEqual(['id', 'en'])
  })
})

describe('credentialFormats', () => {
  it('begins with the home format', () => {
    expect(credentialFormats().map(({ id }) => id)).toEqual([
      'vc+sd-jwt',
      'dc+sd-jwt',
      'vc+jwt',
      'jwt_vc_json',
    ])
    expect(findFormat('dc+sd-jwt')?.id).toBe('dc+sd-jwt')
    expect(findFormat('mso_mdoc')).toBeUndefined()
  })
})
