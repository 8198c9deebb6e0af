import { LontarError } from '@lontar/credentials/errors'
import { createMrz } from '@lontar/documents/passport'
import { parseMasterList, verifyPassportChip } from '@lontar/documents/passport-chip'
import {
  type ChipAuthorities,
  type ChipKey,
  type ChipKeyTraits,
  createChipAuthorities,
  createChipKey,
  createSyntheticChip,
  type StatedPss,
} from '@lontar/testkit'
import { describe, expect, test } from 'vitest'

const now = new Date('2026-11-24T02:00:00Z')
const mrz = createMrz({
  ...{ issuingState: 'UTO', nationality: 'UTO', documentNumber: 'X0000001', familyName: 'CONTOH' },
  ...{ birthdate: '1990-08-17', sex: 'female', dateOfExpiry: '2033-01-01' },
})

interface Keys {
  readonly csca?: ChipKey
  readonly dsc?: ChipKey
}

/** `accepted`, or the code of the refusal. */
async function verdictOn({ csca, dsc }: Keys): Promise<string> {
  return verdictUnder(
    await createChipAuthorities({
      now,
      ...(csca !== undefined && { csca: { chipKey: csca } }),
      ...(dsc !== undefined && { dsc: { chipKey: dsc } }),
    }),
  )
}

async function verdictUnder(
  authorities: ChipAuthorities,
  change: (sod: Uint8Array) => Uint8Array = (sod) => sod,
): Promise<string> {
  const { sod, dg1, dg2 } = await createSyntheticChip({ ...authorities, mrz })
  const { anchors } = parseMasterList(Buffer.from(authorities.csca.pem))
  try {
    await verifyPassportChip({ sod: change(sod), dg1, dg2, anchors, now, testMode: true })
    return 'accepted'
  } catch (error) {
    if (error instanceof LontarError) return error.code
    throw error
  }
}

const pss = (traits: Omit<Extract<ChipKeyTraits, { kind: 'RSASSA-PSS' }>, 'kind'> = {}): ChipKey =>
  createChipKey({ kind: 'RSASSA-PSS', ...traits })

/** A key whose signatures have a bit changed. */
const broken = (key: ChipKey): ChipKey => ({
  ...key,
  sign: (bytes) => {
    const signature = key.sign(bytes)
    signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1
    return signature
  },
})

describe('I2: RSASSA-PSS', () => {
  test.each(['SHA-256', 'SHA-384', 'SHA-512'] as const)('with %s signs chips and signers', async (hash) => {
    expect(await verdictOn({ dsc: pss({ hash }) })).toBe('accepted')
    expect(await verdictOn({ csca: pss({ hash }) })).toBe('accepted')
    expect(await verdictOn({ csca: pss({ hash }), dsc: pss({ hash }) })).toBe('accepted')
  })

  test('may have a salt of the 20 bytes that are meant where no length is said, and say its trailer', async () => {
    const [hash, maskHash] = ['SHA-256', 'SHA-256'] as const
    expect(await verdictOn({ dsc: pss({ saltLength: 20, stated: { hash, maskHash } }) })).toBe('accepted')
    expect(await verdictOn({ dsc: pss({ saltLength: 20 }) })).toBe('accepted')
    const stated = { hash, maskHash, saltLength: 32, trailer: 1 }
    expect(await verdictOn({ dsc: pss({ stated }) })).toBe('accepted')
  })

  test('is refused where a bit of the signature is another, of the chip or of the signer', async () => {
    expect(await verdictOn({ dsc: broken(pss()) })).toBe('chip_signature_invalid')
    expect(await verdictOn({ csca: broken(pss()) })).toBe('chip_signer_invalid')
  })

  test.each<[string, StatedPss | 'none', string, string]>([
    ['no parameters', 'none', 'chip_digest_refused', 'chip_digest_refused'],
    ['empty parameters', {}, 'chip_digest_refused', 'chip_digest_refused'],
    ['no digest', { maskHash: 'SHA-256', saltLength: 32 }, 'chip_digest_refused', 'chip_digest_refused'],
    ['no mask', { hash: 'SHA-256', saltLength: 32 }, 'chip_digest_refused', 'chip_digest_refused'],
    [
      'SHA-1 by name',
      { hash: 'SHA-1', maskHash: 'SHA-1', saltLength: 32 },
      ...(['chip_digest_refused', 'chip_digest_refused'] as const),
    ],
    [
      'SHA-1 for the mask',
      { hash: 'SHA-256', maskHash: 'SHA-1', saltLength: 32 },
      ...(['chip_digest_refused', 'chip_digest_refused'] as const),
    ],
    [
      'two digests',
      { hash: 'SHA-256', maskHash: 'SHA-512', saltLength: 32 },
      ...(['chip_algorithm_unsupported', 'chip_algorithm_unsupported'] as const),
    ],
    [
      'a salt of another length than the digest',
      { hash: 'SHA-256', maskHash: 'SHA-256', saltLength: 0 },
      ...(['chip_algorithm_unsupported', 'chip_algorithm_unsupported'] as const),
    ],
    [
      'another trailer',
      { hash: 'SHA-256', maskHash: 'SHA-256', saltLength: 32, trailer: 2 },
      ...(['chip_algorithm_unsupported', 'chip_algorithm_unsupported'] as const),
    ],
    [
      'another digest than it was made with',
      { hash: 'SHA-512', maskHash: 'SHA-512', saltLength: 64 },
      ...(['chip_signature_invalid', 'chip_signer_invalid'] as const),
    ],
    [
      'no length of a salt of 32 bytes',
      { hash: 'SHA-256', maskHash: 'SHA-256' },
      ...(['chip_signature_invalid', 'chip_signer_invalid'] as const),
    ],
  ])('that says %s is refused', async (_, stated, ofChip, ofSigner) => {
    expect(await verdictOn({ dsc: pss({ stated }) })).toBe(ofChip)
    expect(await verdictOn({ csca: pss({ stated }) })).toBe(ofSigner)
  })

  test('with a salt that is as short as it says is refused', async () => {
    expect(await verdictOn({ dsc: pss({ saltLength: 0 }) })).toBe('chip_algorithm_unsupported')
  })

  test('may be all that a key is for, by the digest that the key names or by any', async () => {
    expect(await verdictOn({ dsc: pss({ keyParameters: 'none' }) })).toBe('accepted')
    expect(await verdictOn({ csca: pss({ keyParameters: 'none' }) })).toBe('accepted')
    const bound = { hash: 'SHA-256', maskHash: 'SHA-256', saltLength: 32 } as const
    expect(await verdictOn({ dsc: pss({ keyParameters: bound }) })).toBe('accepted')
    expect(await verdictOn({ dsc: pss({ keyParameters: bound, hash: 'SHA-512' }) })).toBe(
      'chip_signature_invalid',
    )
    expect(await verdictOn({ dsc: pss({ keyParameters: bound, saltLength: 20 }) })).toBe(
      'chip_signature_invalid',
    )
    expect(await verdictOn({ dsc: pss({ keyParameters: {} }) })).toBe('chip_digest_refused')
  })

  test('is refused where the certificate says something else of it in its signed part', async () => {
    const csca = pss()
    const { algorithm: innerAlgorithm } = pss({ saltLength: 20 })
    const authorities = await createChipAuthorities({ now, csca: { chipKey: csca }, dsc: { innerAlgorithm } })
    expect(await verdictUnder(authorities)).toBe('chip_signer_invalid')
  })
})
