import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  MissingValueError,
  type PlaceholderValues,
  type PlanKind,
  planKinds,
  readPlanConfiguration,
} from './plan-configuration.ts'
import { createSuiteKeys, openSuiteKeys, publicPart } from './suite-keys.ts'

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
  verifier: 'verifier.example',
  vct: 'https://issuer.example/vct/ktp/1',
  wallet_endpoint: 'openid4vp://',
  suite_host: 'suite.example',
  verifier_jwks: { keys: [4] },
}

const planNames: Readonly<Record<PlanKind, string>> = {
  issuer: 'oid4vci-1_0-issuer-test-plan',
  'issuer-haip': 'oid4vci-1_0-issuer-haip-test-plan',
  wallet: 'oid4vci-1_0-wallet-test-plan',
  'wallet-haip': 'oid4vci-1_0-wallet-haip-test-plan',
  verifier: 'oid4vp-1final-verifier-test-plan',
  'verifier-haip': 'oid4vp-1final-verifier-haip-test-plan',
  'wallet-presentation': 'oid4vp-1final-wallet-test-plan',
  'wallet-presentation-haip': 'oid4vp-1final-wallet-haip-test-plan',
}

describe('a configuration', () => {
  test.each(planKinds)('%s names its plan and has every placeholder filled', (kind) => {
    const { planName, configuration } = readPlanConfiguration(kind, values)
    expect(planName).toBe(planNames[kind])
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

  test('puts a value into a query too', () => {
    const { configuration } = readPlanConfiguration('wallet-presentation', values)
    expect(configuration['client']).toMatchObject({
      client_id: 'suite.example',
      dcql: { credentials: [{ format: 'dc+sd-jwt', meta: { vct_values: [values['vct']] } }] },
    })
  })

  test('asks a HAIP plan for nothing but what the profile leaves open', () => {
    for (const kind of ['verifier-haip', 'wallet-presentation-haip'] as const)
      expect(readPlanConfiguration(kind, values).variant).toEqual({
        credential_format: 'sd_jwt_vc',
        response_mode: 'direct_post.jwt',
      })
  })

  test.each([
    ['issuer-haip', 'root'],
    ['issuer', 'issuer'],
    ['wallet', 'root'],
    ['verifier', 'verifier'],
    ['wallet-presentation', 'vct'],
    ['wallet-presentation-haip', 'vct'],
  ] as const)('%s is refused without a value for %s', (kind, placeholder) => {
    const error = new MissingValueError(placeholder)
    expect(() => readPlanConfiguration(kind, { ...values, [placeholder]: undefined })).toThrow(error)
  })
})

const host = 'suite.example'

describe('the keys of the suite', () => {
  test('have a certificate with the name of its host for the verifier that it plays', async () => {
    const { verifier } = await createSuiteKeys(new Date(), host)
    const certificate = new X509Certificate(Buffer.from(verifier.x5c[0] ?? '', 'base64'))
    expect(certificate.subjectAltName).toBe(`DNS:${host}`)
  })

  test('are those of a file, and of no other host and no earlier version', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lontar-oidf-keys-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const file = join(folder, 'keys.json')
    const keys = await openSuiteKeys(file, new Date(), host)
    expect(await openSuiteKeys(file, new Date(), host)).toEqual(keys)
    await expect(openSuiteKeys(file, new Date(), 'other.example')).rejects.toThrow('another host')
    const { suiteHost: _suiteHost, verifier: _verifier, ...earlier } = keys
    writeFileSync(file, JSON.stringify(earlier))
    await expect(openSuiteKeys(file, new Date(), host)).rejects.toThrow('another host')
  })

  test('are new each time, under certificates of one root that no x5c holds', async () => {
    const [keys, others] = await Promise.all([1, 2].map(() => createSuiteKeys(new Date(), host)))
    if (keys === undefined || others === undefined) throw new TypeError('no keys')
    expect(keys.attester.d).not.toBe(others.attester.d)
    const root = keys.rootPem.split('\n').slice(1, -2).join('')
    for (const { x5c } of [keys.attester, keys.keyAttestation, keys.credential, keys.server, keys.verifier]) {
      expect(x5c).toHaveLength(1)
      expect(x5c).not.toContain(root)
    }
  })

  test('are shown without their secret part', async () => {
    const keys = await createSuiteKeys(new Date(), host)
    const shown = JSON.stringify(publicPart(keys))
    expect(shown).toContain(keys.attester.x)
    for (const { d } of [keys.attester, keys.keyAttestation, keys.credential, keys.server, keys.verifier]) {
      expect(shown).not.toContain(d)
    }
  })
})
