import { createAgent } from '@veramo/core'
import type { IPluginMethodMap } from '@veramo/core-types'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { expectDocumentedTable } from '../documented-table.test-support.ts'
import type { ILontarIssuer } from './lontar-issuer-methods.ts'
import { lontarIssuerSchema } from './lontar-issuer-schema.ts'
import type { ILontarVerifier } from './lontar-verifier-methods.ts'
import { lontarVerifierSchema } from './lontar-verifier-schema.ts'
import type { ILontarWallet } from './lontar-wallet-methods.ts'
import { lontarWalletSchema } from './lontar-wallet-schema.ts'
import { misfit } from './misfit.ts'
import { openPluginWorld } from './plugin-world.test-support.ts'
import type { OwnMethods, RoleSchema } from './role-schema.ts'
import { type JsonSchema, object, optional, type Schema, text } from './schema.ts'

/** Real arguments of every method of a map: the compiler wants one of each. */
type Samples<Methods extends IPluginMethodMap> = {
  readonly [Name in keyof OwnMethods<Methods>]: Required<Parameters<Methods[Name]>[0]>
}

const status = { credentialId: 'c', reason: 'dompet hilang' }

const issuerSamples: Samples<ILontarIssuer> = {
  createCredentialOffer: {
    identity: 'a.b.c',
    configurationIds: ['ktp_vc+sd-jwt'],
    txCode: true,
    copies: 2,
    expiresInSeconds: 300,
    byReference: false,
    grant: 'pre-authorized_code',
    approval: 'deferred',
  },
  listIssuedCredentials: { limit: 100 },
  getIssuedCredential: { credentialId: 'c' },
  revokeCredential: status,
  suspendCredential: status,
  reinstateCredential: status,
  listDeferredIssuances: {},
  approveDeferredIssuance: { deferredId: 'd' },
  denyDeferredIssuance: { deferredId: 'd', reason: 'berkas kurang' },
}

const walletSamples: Samples<ILontarWallet> = {
  resolveCredentialOffer: { credentialOffer: 'openid-credential-offer://?credential_offer={}' },
  acceptCredentialOffer: {
    credentialOffer: 'openid-credential-offer://?credential_offer={}',
    txCode: '493536',
    configurationIds: ['ktp_vc+sd-jwt'],
    copies: 1,
  },
  listPendingIssuances: {},
  collectPendingIssuance: { issuanceId: 'i' },
  listHeldCredentials: {},
  getHeldCredential: { credentialId: 'c' },
  removeHeldCredential: { credentialId: 'c' },
  reviewAuthorizationRequest: { authorizationRequest: 'openid4vp://?client_id=x' },
  sendAuthorizationResponse: { reviewId: 'r', consent: true, option: 0 },
  declineAuthorizationRequest: { reviewId: 'r' },
  listPresentationHistory: {},
}

const verifierSamples: Samples<ILontarVerifier> = {
  createAuthorizationRequest: {
    ask: 'hotel',
    returnTo: 'https://hotel.example/back',
    transactionData: [{ type: 'https://hotel.example/deposit', data: { amount: '500.000' } }],
  },
  getAuthorizationResult: { transactionId: 't', responseCode: 'r', waitSeconds: 30 },
  verifyCredentialText: {
    text: 'a.b.c~',
    expectedTypes: ['https://issuer.example/vct/ktp/1'],
    expectedKeyBinding: { expectedNonce: 'n', expectedAudience: 'a', maxAgeSeconds: 60 },
  },
  listVerifierReceipts: { limit: 1_000, olderThan: 't' },
}

interface Role {
  readonly schema: RoleSchema
  readonly samples: Readonly<Record<string, object>>
}

const roles: Readonly<Record<string, Role>> = {
  issuer: { schema: lontarIssuerSchema, samples: issuerSamples },
  wallet: { schema: lontarWalletSchema, samples: walletSamples },
  verifier: { schema: lontarVerifierSchema, samples: verifierSamples },
}

const cases = Object.entries(roles).flatMap(([role, { schema, samples }]) =>
  Object.entries(samples).map(([method, sample]) => ({ role, method, sample, schema })),
)

/** Arguments that are wrong in one thing. */
function wrongArguments(sample: object, { properties = {}, required = [] }: JsonSchema): unknown[] {
  const without = (name: string) => Object.fromEntries(Object.entries(sample).filter(([key]) => key !== name))
  return [
    { ...sample, nik: '5371990203850002' },
    ...required.map(without),
    ...Object.entries(properties).flatMap(([name, property]) => [
      { ...sample, [name]: property.type === 'boolean' ? 'true' : false },
      { ...sample, [name]: property.type === 'string' ? '' : 'text' },
      ...(property.enum === undefined ? [] : [{ ...sample, [name]: 'other' }]),
      ...(property.maxLength === undefined
        ? []
        : [{ ...sample, [name]: 'x'.repeat(property.maxLength + 1) }]),
      ...(property.maximum === undefined
        ? []
        : [
            { ...sample, [name]: 0.5 },
            { ...sample, [name]: -1 },
            { ...sample, [name]: property.maximum + 1 },
          ]),
    ]),
  ]
}

/** What Veramo's own validation says of arguments, by an agent whose methods do nothing. */
async function veramoRefuses({ components }: RoleSchema, method: string, args: unknown): Promise<boolean> {
  const methods = { [method]: async () => Promise.reject(new Error('reached')) }
  const agent = createAgent({ plugins: [{ methods, schema: { components } }], schemaValidation: true })
  const failure: unknown = await agent.execute(method, args).catch((error: unknown) => error)
  if (failure instanceof Error && failure.message === 'reached') return false
  expect(failure).toMatchObject({ name: 'ValidationError' })
  return true
}

describe('the schema of a role', () => {
  it('has every method of the type map and of the plugins, and no other', async () => {
    const { agent } = await openPluginWorld()
    const named = Object.values(roles).flatMap(({ samples }) => Object.keys(samples))
    const described = Object.values(roles).flatMap(({ schema }) => Object.keys(schema.components.methods))
    expect(described.sort()).toEqual(named.sort())
    expect(agent.availableMethods().sort()).toEqual(named)
    expect(Object.keys(agent.getSchema().components.methods).sort()).toEqual(named)
  })

  it.each(cases)('takes real arguments of $method of the $role', async ({ method, sample, schema }) => {
    const { arguments: expected } = schema.components.methods[method] ?? { arguments: { type: 'array' } }
    expect(misfit(sample, expected)).toBeUndefined()
    expect(new Ajv().validate(expected, sample)).toBe(true)
    expect(await veramoRefuses(schema, method, sample)).toBe(false)
  })

  it.each(cases)('refuses wrong arguments of $method of the $role', async ({ method, sample, schema }) => {
    const { arguments: expected } = schema.components.methods[method] ?? { arguments: { type: 'array' } }
    for (const wrong of wrongArguments(sample, expected)) {
      expect([wrong, misfit(wrong, expected)]).not.toEqual([wrong, undefined])
      expect([wrong, new Ajv().validate(expected, wrong)]).toEqual([wrong, false])
      expect(await veramoRefuses(schema, method, wrong)).toBe(true)
    }
  })

  it.each(cases)('describes what $method of the $role does and gives', ({ method, schema }) => {
    const described = schema.components.methods[method]
    expect(described?.description).toMatch(/^\p{Lu}.*\.$/u)
    expect(() =>
      new Ajv({ formats: { 'date-time': true }, allowUnionTypes: true }).compile(described?.returnType ?? {}),
    ).not.toThrow()
  })

  it('is what docs/veramo.md lists', () => {
    const rows = cases.map(({ role, method, schema }) => {
      const { description = '', arguments: { properties = {}, required = [] } = {} } =
        schema.components.methods[method] ?? {}
      const members = Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`))
      return `| ${role} | \`${method}\` | ${members.map((name) => `\`${name}\``).join(', ')} | ${description.slice(0, -1)} |`
    })
    expectDocumentedTable('methods', [
      '| role | method | takes | does |',
      '| --- | --- | --- | --- |',
      ...rows,
    ])
  })

  it('does not compile when it says something else than the type', () => {
    interface Pair {
      readonly first: string
      readonly second?: string
    }
    const good: Schema<Pair> = object({ first: text(), second: optional(text()) })
    // @ts-expect-error A member is missing.
    const missing: Schema<Pair> = object({ first: text() })
    // @ts-expect-error There is a member too many.
    const more: Schema<Pair> = object({ first: text(), second: optional(text()), third: text() })
    // @ts-expect-error What may be absent is required.
    const strict: Schema<Pair> = object({ first: text(), second: text() })
    // @ts-expect-error What is required may be absent.
    const loose: Schema<Pair> = object({ first: optional(text()), second: optional(text()) })
    expect([good, missing, more, strict, loose].map(({ required }) => required)).toEqual([
      ['first'],
      ['first'],
      ['first', 'third'],
      ['first', 'second'],
      undefined,
    ])
  })
})

describe('misfit', () => {
  const schema: JsonSchema = { type: 'object', properties: { text: { type: 'string', maxLength: 2 } } }

  it('counts characters as JSON Schema does', () => {
    expect(misfit({ text: '😀😀' }, schema)).toBeUndefined()
    expect(misfit({ text: '😀😀😀' }, schema)).toBe('text')
  })

  it.each([null, undefined, [], 'text', 7, { ['__proto__']: 1, toString: 1 }])('refuses %j', (value) => {
    expect(misfit(value, schema)).toBe('')
  })

  it('takes null only where the schema does', () => {
    expect(misfit(null, { type: ['object', 'null'] })).toBeUndefined()
    expect(misfit({ inner: null }, { type: 'object', properties: { inner: { type: 'object' } } })).toBe(
      'inner',
    )
  })
})
