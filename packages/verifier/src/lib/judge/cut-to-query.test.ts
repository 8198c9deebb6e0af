import type { VerifiedCredential } from '@lontar/credentials'
import { parseDcqlQuery } from '@lontar/openid4vc/dcql'
import { describe, expect, it } from 'vitest'
import { cutToQuery } from './cut-to-query.ts'

// Shown of `roles`, which was issued as ['guard', 'nurse', 'driver']: the last two.
const shown: VerifiedCredential = {
  verified: true,
  format: 'dc+sd-jwt',
  text: 'not read here',
  issuer: 'https://issuer.example',
  keyId: undefined,
  x5c: undefined,
  types: ['https://issuer.example/vct/staff/1'],
  claims: { roles: ['nurse', 'driver'], shift: 'night' },
  disclosable: [],
  issuedIndices: [{ path: ['roles'], indices: [1, 2] }],
  holderKey: undefined,
  issuedAt: undefined,
  expiresAt: undefined,
  status: undefined,
  credentialStatus: [],
}

function cutOf(...paths: (string | number | null)[][]): unknown {
  const query = parseDcqlQuery({
    credentials: [
      {
        id: 'staff',
        format: 'dc+sd-jwt',
        meta: { vct_values: shown.types },
        require_cryptographic_holder_binding: false,
        claims: paths.map((path) => ({ path })),
      },
    ],
  })
  return cutToQuery(query, { staff: [shown] }, {})['staff']?.map(({ claims }) => claims)
}

describe('what is left of a credential', () => {
  it('is what the query asked for, and nothing else that was shown', () => {
    expect(cutOf(['roles', null])).toEqual([{ roles: ['nurse', 'driver'] }])
  })

  it('is the element that stood at the index when the credential was issued', () => {
    expect(cutOf(['roles', 1])).toEqual([{ roles: ['nurse'] }])
    expect(cutOf(['roles', 2], ['shift'])).toEqual([{ roles: ['driver'], shift: 'night' }])
  })
})
