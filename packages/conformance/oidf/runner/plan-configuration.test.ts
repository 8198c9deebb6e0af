import { describe, expect, test } from 'vitest'
import {
  MissingValueError,
  type PlaceholderValues,
  planKinds,
  readPlanConfiguration,
} from './plan-configuration.ts'
import { createSuiteKeys, publicPart } from './suite-keys.ts'

const values: PlaceholderValues = {
  issuer: 'https://issuer.example',
  configuration: 'ktp_dc+sd-jwt',
  root: '-----BEGIN CERTIFICATE-----\n',
  redirect_uri: 'https://wallet.example/callback',
  offer_endpoint: 'openid-credential-offer://',
  client_id: 'wallet',
  attester: 'https://attester.example',
  wallet_provider: 'https://provider.example',
  attester_jwks: { keys: [1] },
  key_attestation_jwks: { keys: [2] },
  server_jwks: { keys: [3] },
  credential_signing_jwk: { kty: 'EC' },
}

describe('a configuration', () => {
  test.each(planKinds)('%s names its plan and has every placeholder filled', (kind) => {
    const { planName, configuration } = readPlanConfiguration(kind, values)
    const [side, haip] = kind.split('-')
    expect(planName).toBe(`oid4vci-1_0-${side}-${haip === undefined ? '' : 'haip-'}test-plan`)
    expect(JSON.stringify(configuration)).not.toMatch(/"\{/)
    expect(configuration['alias']).toMatch(/^[a-zA-Z0-9_-]+$/)
  })

  test.each(planKinds)('%s holds no key of its own', (kind) => {
    expect(JSON.stringify(readPlanConfiguration(kind, values))).not.toMatch(/"(d|x5c|BEGIN PRIVATE)"/)
  })

  test('takes a key set as it is', () => {
    const { configuration } = readPlanConfiguration('issuer', values)
    expect(configuration['client_attestation']).toMatchObject({ attester_jwks: { keys: [1] } })
  })

  test.each([
    ['issuer-haip', 'root'],
    ['issuer', 'issuer'],
    ['wallet', 'root'],
  ] as const)('%s is refused without a value for %s', (kind, placeholder) => {
    const error = new MissingValueError(placeholder)
    expect(() => readPlanConfiguration(kind, { ...values, [placeholder]: undefined })).toThrow(error)
  })
})

describe('the keys of the suite', () => {
  test('are new each time, under certificates of one root that no x5c holds', async () => {
    const [keys, others] = await Promise.all([createSuiteKeys(new Date()), createSuiteKeys(new Date())])
    expect(keys.attester.d).not.toBe(others.attester.d)
    const root = keys.rootPem.split('\n').slice(1, -2).join('')
    for (const { x5c } of [keys.attester, keys.keyAttestation, keys.credential, keys.server]) {
      expect(x5c).toHaveLength(1)
      expect(x5c).not.toContain(root)
    }
  })

  test('are shown without their secret part', async () => {
    const keys = await createSuiteKeys(new Date())
    const shown = JSON.stringify(publicPart(keys))
    expect(shown).toContain(keys.attester.x)
    for (const { d } of [keys.attester, keys.keyAttestation, keys.credential, keys.server]) {
      expect(shown).not.toContain(d)
    }
  })
})
