import type { PublicJwk } from '@lontar/credentials'
import { expect, test } from 'vitest'
import type { DcqlCredentialQuery, DcqlTrustedAuthority } from './dcql-query.ts'
import { matchCredential, type QueriedCredential } from './match-credential.ts'
import { selectCredentials } from './select-credentials.ts'

const holderKey = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const satisfies PublicJwk
const x5c = ['leaf', 'authority']
const credential: QueriedCredential = { format: 'dc+sd-jwt', types: ['t'], claims: {}, holderKey, x5c }
const query: DcqlCredentialQuery = { id: 'q', format: 'dc+sd-jwt', meta: { vct_values: ['t'] } }

const keyIdentifiers = new Map([
  ['leaf', 'ofAuthority'],
  ['authority', 'ofRoot'],
])
const readAuthorityKeyIdentifiers = (certificates: readonly string[]): readonly string[] =>
  certificates.flatMap((certificate) => keyIdentifiers.get(certificate) ?? [])

const match = (
  trusted_authorities: readonly DcqlTrustedAuthority[],
  held = credential,
  options: Parameters<typeof matchCredential>[2] = { readAuthorityKeyIdentifiers },
) => matchCredential({ ...query, trusted_authorities }, held, options)
const aki = (...values: string[]): DcqlTrustedAuthority => ({ type: 'aki', values })

test.each([
  ['of the signer’s certificate', [aki('ofAuthority')]],
  ['of the certificate above', [aki('ofRoot')]],
  ['in one of the values', [aki('other', 'ofRoot')]],
  ['in one of the entries', [aki('other'), { type: 'etsi_tl', values: ['x'] }, aki('ofRoot')]],
])('the key identifier %s is enough', (_name, authorities) => {
  expect(match(authorities)).toEqual({ claims: [] })
})

test.each<[string, DcqlTrustedAuthority[]]>([
  ['another key identifier', [aki('other')]],
  ['another case', [aki('ofroot')]],
  ['padding', [aki('ofRoot=')]],
  ['a trusted list of ETSI', [{ type: 'etsi_tl', values: ['ofRoot'] }]],
  ['a federation', [{ type: 'openid_federation', values: ['ofRoot'] }]],
  ['a type that nobody knows', [{ type: 'AKI', values: ['ofRoot'] }]],
])('%s matches nothing', (_name, authorities) => {
  expect(match(authorities)).toBeUndefined()
})

test('a credential without certificates matches no authority', () => {
  const { x5c: _, ...bare } = credential
  expect(match([aki('ofRoot')], bare)).toBeUndefined()
  expect(match([aki('ofRoot')], { ...credential, x5c: undefined })).toBeUndefined()
})

test('who cannot read certificates matches no authority', () => {
  expect(match([aki('ofRoot')], credential, {})).toBeUndefined()
})

test('a selection offers only what an authority vouches for', () => {
  const held = [
    { id: 'one', credential: { ...credential, x5c: ['leaf'] } },
    { id: 'two', credential },
  ]
  const asked = { credentials: [{ ...query, trusted_authorities: [aki('ofRoot')] }] }
  expect(selectCredentials(asked, held, { readAuthorityKeyIdentifiers })).toEqual([
    { q: [{ credentialId: 'two', disclose: [] }] },
  ])
  expect(selectCredentials(asked, held)).toEqual([])
})
