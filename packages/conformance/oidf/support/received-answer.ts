import { type CompactJWEHeaderParameters, type CryptoKey, compactDecrypt } from 'jose'
import type { Members } from './honest-request.ts'

/** What a wallet sent, opened where it was encrypted. */
export interface ReceivedAnswer {
  /** The members as they came, of a form or through the platform. */
  readonly members: Members
  /** The header of the encryption; none of an answer in clear. */
  readonly encryption?: CompactJWEHeaderParameters
  /** What the answer says, in whatever way it came. */
  readonly said: Members
}

/** Opens an answer: by the key, where there is a `response` to open. */
export async function openAnswer(members: Members, decryptionKey: CryptoKey): Promise<ReceivedAnswer> {
  const { response, vp_token } = members
  if (typeof response !== 'string') {
    // A form holds it as text.
    const token = typeof vp_token === 'string' ? { vp_token: JSON.parse(vp_token) } : {}
    return { members, said: { ...members, ...token } }
  }
  const { plaintext, protectedHeader } = await compactDecrypt(response, decryptionKey)
  return { members, encryption: protectedHeader, said: JSON.parse(new TextDecoder().decode(plaintext)) }
}
