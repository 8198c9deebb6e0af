import { generateKeyPairSync, sign } from 'node:crypto'
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
import { type BaseBlock, fromBER, Integer, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js'
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

/** A key that makes signatures of RSASSA-PKCS1-v1_5, and by its name is for any use or for RSASSA-PSS alone. */
function pkcs1(named: 'rsaEncryption' | 'RSASSA-PSS'): ChipKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const ofAnyUse = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
  const bits = (fromBER(ofAnyUse.slice()).result as Sequence).valueBlock.value[1] as BaseBlock
  const oid = (value: string, ...parameters: BaseBlock[]): Sequence =>
    new Sequence({ value: [new ObjectIdentifier({ value }), ...parameters] })
  const encode = (value: Sequence): Uint8Array => new Uint8Array(value.toBER(false))
  return {
    publicKeyInfo:
      named === 'rsaEncryption'
        ? ofAnyUse
        : encode(new Sequence({ value: [oid('1.2.840.113549.1.1.10'), bits] })),
    algorithm: encode(oid('1.2.840.113549.1.1.11', new Null())),
    sign: (bytes) => new Uint8Array(sign('SHA256', bytes, privateKey)),
  }
}

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

  test('is all that such a key may make: another signature by it is refused', async () => {
    expect(await verdictOn({ dsc: pkcs1('rsaEncryption') })).toBe('accepted')
    expect(await verdictOn({ csca: pkcs1('rsaEncryption') })).toBe('accepted')
    expect(await verdictOn({ dsc: pkcs1('RSASSA-PSS') })).toBe('chip_signature_invalid')
    expect(await verdictOn({ csca: pkcs1('RSASSA-PSS') })).toBe('chip_signer_invalid')
  })

  test('is refused where the certificate says something else of it in its signed part', async () => {
    const csca = pss()
    const { algorithm: innerAlgorithm } = pss({ saltLength: 20 })
    const authorities = await createChipAuthorities({ now, csca: { chipKey: csca }, dsc: { innerAlgorithm } })
    expect(await verdictUnder(authorities)).toBe('chip_signer_invalid')
  })
})

const curves = ['P-256', 'P-384', 'P-521', 'brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1'] as const
const digests = ['SHA-256', 'SHA-384', 'SHA-512'] as const
const ecdsa = (curve: string, isExplicit = false, hash: (typeof digests)[number] = 'SHA-256'): ChipKey =>
  createChipKey({ kind: 'ECDSA', curve, isExplicit, hash })

/** A key with the parameters of its curve changed. */
function reparametered(key: ChipKey, change: (parameters: BaseBlock[]) => void): ChipKey {
  const { result } = fromBER(key.publicKeyInfo.slice(), { parseEmbedded: false })
  change(valuesOf(valuesOf(valuesOf(result)[0])[1]))
  return { ...key, publicKeyInfo: new Uint8Array(result.toBER(false)) }
}

function valuesOf(value: BaseBlock | undefined): BaseBlock[] {
  if (!(value instanceof Sequence)) throw new Error('This is no sequence.')
  return value.valueBlock.value
}

/** Changes the last bit of a value of a curve. */
function flip(value: BaseBlock | undefined): void {
  if (!(value instanceof Integer || value instanceof OctetString)) throw new Error('This is no parameter.')
  const bytes = value.valueBlock.valueHexView.slice()
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  value.valueBlock.valueHexView = bytes
}

/** A key whose point has its last bit changed. */
function moved(key: ChipKey): ChipKey {
  const publicKeyInfo = key.publicKeyInfo.slice()
  publicKeyInfo[publicKeyInfo.length - 1] = (publicKeyInfo.at(-1) ?? 0) ^ 1
  return { ...key, publicKeyInfo }
}

describe.each(curves)('I2: ECDSA on %s', (curve) => {
  test.each([
    ['by its name', false],
    ['with its parameters written out', true],
  ] as const)('signs chips and signers, %s', async (_, isExplicit) => {
    expect(await verdictOn({ dsc: ecdsa(curve, isExplicit) })).toBe('accepted')
    expect(await verdictOn({ csca: ecdsa(curve, isExplicit) })).toBe('accepted')
    for (const hash of digests) {
      const keys = { csca: ecdsa(curve, isExplicit, hash), dsc: ecdsa(curve, isExplicit, hash) }
      expect(await verdictOn(keys)).toBe('accepted')
    }
  })

  test('is refused where a bit of the signature is another', async () => {
    expect(await verdictOn({ dsc: broken(ecdsa(curve)) })).toBe('chip_signature_invalid')
    expect(await verdictOn({ csca: broken(ecdsa(curve)) })).toBe('chip_signer_invalid')
  })

  test('is refused by another key', async () => {
    const { publicKeyInfo } = ecdsa(curve)
    expect(await verdictOn({ dsc: { ...ecdsa(curve), publicKeyInfo } })).toBe('chip_signature_invalid')
    expect(await verdictOn({ csca: { ...ecdsa(curve), publicKeyInfo } })).toBe('chip_signer_invalid')
  })

  test('is refused where the key is no point of the curve', async () => {
    for (const isExplicit of [false, true]) {
      expect(await verdictOn({ dsc: moved(ecdsa(curve, isExplicit)) })).toBe('chip_signature_invalid')
      expect(await verdictOn({ csca: moved(ecdsa(curve, isExplicit)) })).toBe('chip_signer_invalid')
    }
  })

  test('is refused where the signature says RSASSA-PSS of itself', async () => {
    const { algorithm } = pss()
    expect(await verdictOn({ dsc: { ...ecdsa(curve), algorithm } })).toBe('chip_signature_invalid')
  })

  test.each([
    ['zero', '3006020100020100'],
    ['negative', '3006020181020101'],
    ['longer than they have to be', '30080202000102020001'],
    ['longer than a coordinate', `30480243${'01'.repeat(67)}020101`],
    ['three', '3009020101020101020101'],
    ['no sequence', '040101'],
  ])('is refused where r and s are %s', async (_, signature) => {
    const sign = () => new Uint8Array(Buffer.from(signature, 'hex'))
    expect(await verdictOn({ dsc: { ...ecdsa(curve), sign } })).toBe('chip_signature_invalid')
  })
})

test.each(['P-256', 'brainpoolP256r1'])(
  'I2: a right signature on %s whose r is longer than it has to be is refused',
  async (curve) => {
    const key = ecdsa(curve)
    const sign = (bytes: Uint8Array): Uint8Array => {
      let signature = key.sign(bytes)
      // One whose r stands without a leading zero: half of them do.
      while (signature[3] !== 32) signature = key.sign(bytes)
      const [tag = 0, length = 0, tagOfR = 0, lengthOfR = 0, ...rest] = signature
      return Uint8Array.of(tag, length + 1, tagOfR, lengthOfR + 1, 0, ...rest)
    }
    expect(await verdictOn({ dsc: key })).toBe('accepted')
    expect(await verdictOn({ dsc: { ...key, sign } })).toBe('chip_signature_invalid')
  },
)

describe('I2: the parameters of a curve that are written out', () => {
  const unsupported = 'chip_algorithm_unsupported'

  test.each<[string, (parameters: BaseBlock[]) => void]>([
    ['their version', ([version]) => flip(version)],
    ['p', ([, field]) => flip(valuesOf(field)[1])],
    ['a', ([, , curve]) => flip(valuesOf(curve)[0])],
    ['b', ([, , curve]) => flip(valuesOf(curve)[1])],
    ['G', ([, , , base]) => flip(base)],
    ['n', ([, , , , order]) => flip(order)],
    ['h', ([, , , , , cofactor]) => flip(cofactor)],
    [
      'the kind of the field',
      ([, field]) => valuesOf(field).splice(0, 1, new ObjectIdentifier({ value: '1.2.840.10045.1.2' })),
    ],
    ['no h', (parameters) => parameters.pop()],
    ['a value too many', (parameters) => parameters.push(new Integer({ value: 1 }))],
    ['a value too many of the field', ([, field]) => valuesOf(field).push(new Integer({ value: 1 }))],
    [
      'an a without its leading bytes',
      ([, , curve]) => valuesOf(curve).splice(0, 1, new OctetString({ valueHex: Uint8Array.of(1).buffer })),
    ],
    ['a seed that is none', ([, , curve]) => valuesOf(curve).splice(2, 1, new Integer({ value: 1 }))],
    [
      'numbers of another type',
      (parameters) => parameters.splice(4, 1, new OctetString({ valueHex: Uint8Array.of(1).buffer })),
    ],
  ])('are refused when they differ in one thing: %s', async (_, change) => {
    for (const curve of ['P-256', 'brainpoolP256r1']) {
      const key = ecdsa(curve, true)
      expect(await verdictOn({ dsc: reparametered(key, () => undefined) })).toBe('accepted')
      expect(await verdictOn({ dsc: reparametered(key, change) })).toBe(unsupported)
      expect(await verdictOn({ csca: reparametered(key, change) })).toBe(unsupported)
    }
  })

  test.each(['secp256k1', 'P-224', 'brainpoolP224r1', 'brainpoolP256t1', 'brainpoolP320r1'])(
    'are refused of %s, and its name',
    async (curve) => {
      for (const isExplicit of [false, true]) {
        expect(await verdictOn({ dsc: ecdsa(curve, isExplicit) })).toBe(unsupported)
        expect(await verdictOn({ csca: ecdsa(curve, isExplicit) })).toBe(unsupported)
      }
    },
  )

  test('are refused of a curve with a point of another', async () => {
    const key = ecdsa('brainpoolP384r1', true)
    const parameters = (from: ChipKey): BaseBlock[] => {
      const { result } = fromBER(from.publicKeyInfo.slice(), { parseEmbedded: false })
      return valuesOf(valuesOf(valuesOf(result)[0])[1])
    }
    const replace = (own: BaseBlock[]) =>
      own.splice(0, own.length, ...parameters(ecdsa('brainpoolP256r1', true)))
    expect(await verdictOn({ dsc: reparametered(key, replace) })).toBe(unsupported)
  })
})
