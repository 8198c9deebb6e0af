import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { describe, expect, it } from 'vitest'
import { signVerifiedIdentity } from './sign-verified-identity.ts'
import type { AssuranceLevel } from './verified-identity.ts'
import { verifyVerifiedIdentity } from './verify-verified-identity.ts'

const now = new Date('2026-11-24T02:00:00Z')

async function verifyLevel(assuranceLevel: AssuranceLevel, minimumLevel?: 'low' | 'substantial' | 'high') {
  const signer = await createLocalSigner(await generatePrivateJwk())
  const text = await signVerifiedIdentity({
    signer,
    identity: {
      jti: 'identity-of-one-single-use',
      ktp: {
        province: { code: '53', name: 'NUSA TENGGARA TIMUR' },
        regency: { code: '53.71', name: 'KOTA KUPANG' },
        nik: '5371995708900001',
        name: 'MARIA CONTOH',
        placeOfBirth: 'KUPANG',
        birthdate: '1990-08-17',
        sex: 'female',
        citizenship: 'WNI',
        validity: { kind: 'lifetime' },
      },
      assuranceLevel,
      evidence: [
        { type: 'document', checkMethod: 'vri', organization: 'Dinas', time: now, simulated: false },
      ],
      issuedAt: now,
      expiresAt: new Date(now.getTime() + 600_000),
    },
  })
  return verifyVerifiedIdentity(text, {
    expectedKeys: [signer.publicJwk],
    now,
    ...(minimumLevel === undefined ? {} : { minimumLevel }),
  })
}

describe('verifyVerifiedIdentity', () => {
  it('takes a substantial identity by default and no weaker one', async () => {
    expect((await verifyLevel('substantial')).assuranceLevel).toBe('substantial')
    expect((await verifyLevel('low', 'low')).assuranceLevel).toBe('low')
    const refused = expect.objectContaining({ code: 'assurance_level_too_low' })
    for (const level of ['none', 'low'] as const) await expect(verifyLevel(level)).rejects.toThrow(refused)
    await expect(verifyLevel('substantial', 'high')).rejects.toThrow(refused)
  })
})
