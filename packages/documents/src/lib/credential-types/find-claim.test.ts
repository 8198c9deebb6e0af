import { describe, expect, it } from 'vitest'
import { codeOf } from '../../../fixtures/code-of.ts'
import type { CredentialTypeName } from './credential-type.ts'
import { findClaim } from './find-claim.ts'

describe('findClaim', () => {
  it('finds what a type carries', () => {
    expect(findClaim('KtpCredential', 'name').term).toBe('name')
    expect(findClaim('KtpProofCredential', 'age_equal_or_over.18').term).toBe('ageEqualOrOver18')
  })

  it.each([
    'name',
    'birthdate',
    'personal_administrative_number',
    'nik_last4',
    'picture',
    'address.locality',
    'address.street_address',
    'verification',
    'issuing_authority',
  ])('finds no %s in a proof credential', (claim) => {
    expect(codeOf(() => findClaim('KtpProofCredential', claim))).toBe('claim_unknown')
    expect(findClaim('KtpCredential', claim).name).toBe(claim)
  })

  it.each(['religion', 'marital_status', 'blood_type', 'occupation', 'mother', '', 'constructor', 'address'])(
    'finds no %j in any credential',
    (claim) => {
      for (const typeName of ['KtpCredential', 'KtpProofCredential'] as const)
        expect(codeOf(() => findClaim(typeName, claim))).toBe('claim_unknown')
    },
  )

  it('finds nothing in a type that is none', () => {
    expect(codeOf(() => findClaim('Other' as CredentialTypeName, 'name'))).toBe('claim_unknown')
  })
})
