import type { Certificate } from 'pkijs'

/** What a key may be used for, as far as a chain asks (RFC 5280 section 4.2.1.3). */
export type KeyUsage = 'digitalSignature' | 'keyCertSign' | 'cRLSign'

/** A certificate that was read and not verified. */
export interface X509Certificate {
  readonly der: Uint8Array
  readonly asn1: Certificate
  /** How many alternative names and name constraints it has. */
  readonly nameCount: number
  /** How many values of DER it holds, those within strings counted too. */
  readonly valueCount: number
  /** Whether it says that it belongs to an authority. */
  readonly isCa: boolean
  /** How many authorities may follow it; `undefined` when it sets no limit. */
  readonly pathLength: number | undefined
  /** `undefined` when it does not restrict its key. */
  readonly keyUsage: ReadonlySet<KeyUsage> | undefined
  /** What its key is for, by the OIDs of its extended key usage; `undefined` when it does not say (section 4.2.1.12). */
  readonly purposes: readonly string[] | undefined
  readonly dnsNames: readonly string[]
  readonly uris: readonly string[]
  /** The kinds of all its alternative names, by the tags of `GeneralName` (RFC 5280 section 4.2.1.6). */
  readonly nameKinds: ReadonlySet<number>
}
