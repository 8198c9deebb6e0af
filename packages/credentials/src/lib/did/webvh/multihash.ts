import { sha256 } from '../../jose/digest.ts'
import { encodeUtf8 } from '../../jose/utf8.ts'
import { encodeBase58Btc } from '../base58btc.ts'

/**
 * Hashes a text as did:webvh does: SHA-256 as a multihash in base58btc without a multibase prefix.
 *
 * @param text the text.
 * @returns 46 characters that begin with `Qm`.
 * @see did:webvh v1.0, "SCID generation", multihash
 */
export async function multihashOf(text: string): Promise<string> {
  // 0x12 is SHA-256, 0x20 its length.
  return encodeBase58Btc(Uint8Array.of(0x12, 0x20, ...(await sha256(encodeUtf8(text)))))
}
