import { constants, createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { BitString, Constructed, fromBER, Integer, Null, ObjectIdentifier, Sequence } from 'asn1js'

type Digest = 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'

/** The parameters of RSASSA-PSS, as they are stated. What is absent is left out, which stands for a default. */
export interface StatedPss {
  readonly hash?: Digest
  readonly maskHash?: Digest
  readonly saltLength?: number
  readonly trailer?: number
}

/** What goes into the key of a signer of chips. Nothing in it is checked, so that wrong ones can be made too. */
export type ChipKeyTraits =
  | {
      readonly kind: 'RSASSA-PSS'
      /** `SHA-256` by default. */
      readonly hash?: Digest
      /** In bytes; those of the digest by default. */
      readonly saltLength?: number
      /** What signatures say of themselves; by default what they are. `'none'` for no parameters at all. */
      readonly stated?: StatedPss | 'none'
      /** Whether the key is named as one for RSASSA-PSS alone, and with what parameters; one for any use by default. */
      readonly keyParameters?: StatedPss | 'none'
    }
  | {
      readonly kind: 'ECDSA'
      /** As OpenSSL names it, such as `P-256` or `brainpoolP384r1`. */
      readonly curve: string
      /** `SHA-256` by default. */
      readonly hash?: Digest
      /** Whether the parameters of the curve are written out; `false` by default. */
      readonly isExplicit?: boolean
    }

/** A key that signs what chips hold, made by OpenSSL. */
export interface ChipKey {
  /** A `SubjectPublicKeyInfo` in DER. */
  readonly publicKeyInfo: Uint8Array
  /** What signatures say of themselves, an `AlgorithmIdentifier` in DER. */
  readonly algorithm: Uint8Array
  /** Signs bytes. */
  readonly sign: (bytes: Uint8Array) => Uint8Array
}

const digestOids: Readonly<Record<Digest, string>> = {
  'SHA-1': '1.3.14.3.2.26',
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
}

const ecdsaOids: Readonly<Record<Digest, string>> = {
  'SHA-1': '1.2.840.10045.4.1',
  'SHA-256': '1.2.840.10045.4.3.2',
  'SHA-384': '1.2.840.10045.4.3.3',
  'SHA-512': '1.2.840.10045.4.3.4',
}

const pssOid = '1.2.840.113549.1.1.10'

/** Makes a key with its name for signatures. */
export function createChipKey(traits: ChipKeyTraits): ChipKey {
  return traits.kind === 'ECDSA' ? createEcdsaKey(traits) : createPssKey(traits)
}

function createEcdsaKey(traits: Extract<ChipKeyTraits, { kind: 'ECDSA' }>): ChipKey {
  const { curve, hash = 'SHA-256', isExplicit = false } = traits
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: curve,
    paramEncoding: isExplicit ? 'explicit' : 'named',
  })
  return {
    publicKeyInfo: encodeKey(publicKey),
    algorithm: encode(sequence(new ObjectIdentifier({ value: ecdsaOids[hash] }))),
    sign: (bytes) => new Uint8Array(sign(hash.replace('-', ''), bytes, privateKey)),
  }
}

function createPssKey(traits: Extract<ChipKeyTraits, { kind: 'RSASSA-PSS' }>): ChipKey {
  const { hash = 'SHA-256', keyParameters } = traits
  const name = hash.replace('-', '')
  const { saltLength = createHash(name).digest().length } = traits
  const { stated = { hash, maskHash: hash, saltLength } } = traits
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }
  const ofAnyUse = encodeKey(publicKey)
  return {
    publicKeyInfo: keyParameters === undefined ? ofAnyUse : rename(ofAnyUse, pssIdentifier(keyParameters)),
    algorithm: encode(pssIdentifier(stated)),
    sign: (bytes) => new Uint8Array(sign(name, bytes, key)),
  }
}

function pssIdentifier(stated: StatedPss | 'none'): Sequence {
  const oid = new ObjectIdentifier({ value: pssOid })
  return stated === 'none' ? sequence(oid) : sequence(oid, pssParameters(stated))
}

function pssParameters({ hash, maskHash, saltLength, trailer }: StatedPss): Sequence {
  const mask = (of: Digest): Sequence =>
    sequence(new ObjectIdentifier({ value: '1.2.840.113549.1.1.8' }), digest(of))
  return sequence(
    ...(hash === undefined ? [] : [tagged(0, digest(hash))]),
    ...(maskHash === undefined ? [] : [tagged(1, mask(maskHash))]),
    ...(saltLength === undefined ? [] : [tagged(2, new Integer({ value: saltLength }))]),
    ...(trailer === undefined ? [] : [tagged(3, new Integer({ value: trailer }))]),
  )
}

function digest(of: Digest): Sequence {
  return sequence(new ObjectIdentifier({ value: digestOids[of] }), new Null())
}

function tagged(tagNumber: number, value: Sequence | Integer): Constructed {
  return new Constructed({ idBlock: { tagClass: 3, tagNumber }, value: [value] })
}

type Value = Sequence | ObjectIdentifier | Null | Constructed | BitString

function sequence(...value: readonly Value[]): Sequence {
  return new Sequence({ value: [...value] })
}

function rename(publicKeyInfo: Uint8Array, identifier: Sequence): Uint8Array {
  const { result } = fromBER(publicKeyInfo.slice())
  const bits = result instanceof Sequence ? result.valueBlock.value[1] : undefined
  if (!(bits instanceof BitString)) throw new Error('OpenSSL wrote no key.')
  return encode(sequence(identifier, bits))
}

function encodeKey(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ type: 'spki', format: 'der' }))
}

function encode(value: Sequence): Uint8Array {
  return new Uint8Array(value.toBER(false))
}
