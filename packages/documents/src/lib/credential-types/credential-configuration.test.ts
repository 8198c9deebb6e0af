import { describe, expect, it } from 'vitest'
import { credentialConfiguration } from './credential-configuration.ts'

const issuerUrl = 'https://issuer.example'

describe('credentialConfiguration', () => {
  it('names the algorithm of the key that signs', () => {
    const configuration = credentialConfiguration({
      typeId: 'ktp-proof',
      formatId: 'dc+sd-jwt',
      issuerUrl,
      signingAlgorithm: 'EdDSA',
    })
    expect(configuration.credential_signing_alg_values_supported).toEqual(['EdDSA'])
  })

  it('describes the proof credential in full, as OpenID4VCI 1.0 appendix A.3 asks', () => {
    const configuration = credentialConfiguration({ typeId: 'ktp-proof', formatId: 'dc+sd-jwt', issuerUrl })
    expect(configuration).toEqual({
      format: 'dc+sd-jwt',
      scope: 'ktp-proof',
      cryptographic_binding_methods_supported: ['jwk'],
      credential_signing_alg_values_supported: ['ES256'],
      proof_types_supported: {
        jwt: { proof_signing_alg_values_supported: ['ES256', 'ES384', 'ES256K', 'EdDSA'] },
      },
      vct: 'https://issuer.example/vct/ktp-proof/1',
      credential_metadata: {
        display: [
          {
            name: 'Bukti KTP',
            locale: 'id',
            description: 'Bukti usia, wilayah domisili dan kewarganegaraan, tanpa nama, NIK atau alamat.',
          },
          {
            name: 'KTP Proof',
            locale: 'en',
            description: 'Proof of age, region of residence and citizenship, without name, NIK or address.',
          },
        ],
        claims: [
          described(['citizenship_status'], 'Status kewarganegaraan', 'Citizenship status'),
          described(['residence_province_code'], 'Kode provinsi domisili', 'Province of residence (code)'),
          described(
            ['residence_regency_code'],
            'Kode kabupaten/kota domisili',
            'Regency of residence (code)',
          ),
          described(['age_equal_or_over', '17'], 'Usia 17 tahun ke atas', 'Age 17 or over'),
          described(['age_equal_or_over', '18'], 'Usia 18 tahun ke atas', 'Age 18 or over'),
          described(['age_equal_or_over', '21'], 'Usia 21 tahun ke atas', 'Age 21 or over'),
          described(['age_equal_or_over', '60'], 'Usia 60 tahun ke atas (lansia)', 'Age 60 or over (senior)'),
        ],
      },
    })
  })

  it('names the paths of the W3C formats from the root of the credential (S2.16-2)', () => {
    for (const formatId of ['vc+sd-jwt', 'jwt_vc_json'] as const) {
      const configuration = credentialConfiguration({ typeId: 'ktp-proof', formatId, issuerUrl })
      const paths = configuration.credential_metadata?.claims?.map(({ path }) => path)
      expect(paths).toContainEqual(['credentialSubject', 'ageEqualOrOver18'])
      expect(paths?.every(([root]) => root === 'credentialSubject')).toBe(true)
    }
  })

  it('names both, proof types and binding methods, in every configuration (S2.1-5)', () => {
    for (const formatId of ['vc+sd-jwt', 'dc+sd-jwt', 'jwt_vc_json'] as const) {
      const configuration = credentialConfiguration({ typeId: 'ktp-proof', formatId, issuerUrl })
      expect(configuration.cryptographic_binding_methods_supported).toContain('jwk')
      expect(configuration.proof_types_supported).toHaveProperty('jwt')
    }
  })

  it('binds a VC of version 1.1 to a did:jwk too, and no other format', () => {
    const methods = (formatId: 'vc+sd-jwt' | 'dc+sd-jwt' | 'jwt_vc_json') =>
      credentialConfiguration({ typeId: 'ktp-proof', formatId, issuerUrl })
        .cryptographic_binding_methods_supported
    expect(methods('jwt_vc_json')).toEqual(['did:jwk', 'jwk'])
    expect(methods('vc+sd-jwt')).toEqual(['jwk'])
  })
})

function described(path: readonly string[], id: string, en: string) {
  return {
    path,
    display: [
      { name: id, locale: 'id' },
      { name: en, locale: 'en' },
    ],
  }
}
