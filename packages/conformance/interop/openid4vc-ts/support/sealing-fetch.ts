import { CompactEncrypt, compactDecrypt, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'

/** A way to a credential endpoint on which jose encrypts and decrypts. */
export interface SealingFetch {
  readonly fetch: typeof fetch
  /** The `credential_response_encryption` to ask for. */
  readonly encryption: { readonly jwk: JWK; readonly alg: string; readonly enc: string }
  /** The media types and algorithms of what came back encrypted. */
  readonly opened: string[]
}

/**
 * Encrypts each request to `/credential` to the key of the issuer's metadata, and decrypts the answer.
 *
 * `@openid4vc/openid4vci` 0.4.6 can say `credential_response_encryption`, but sends `application/json` alone and cannot
 * read `application/jwt`, and it wants the `alg` of an earlier draft beside the key. OpenID4VCI 1.0 section 8.2 wants both encrypted, or neither.
 */
export async function createSealingFetch(metadataUrl: string): Promise<SealingFetch> {
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })
  const opened: string[] = []
  const seal = async (body: string): Promise<string> => {
    const metadata = (await (await fetch(metadataUrl)).json()) as {
      readonly credential_request_encryption: { readonly jwks: { readonly keys: readonly JWK[] } }
    }
    const [recipient] = metadata.credential_request_encryption.jwks.keys
    if (recipient === undefined) throw new TypeError('the issuer has no key for requests')
    return new CompactEncrypt(new TextEncoder().encode(body))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A128GCM', kid: recipient.kid ?? '' })
      .encrypt(await importJWK(recipient, 'ECDH-ES'))
  }
  return {
    encryption: {
      jwk: { ...(await exportJWK(publicKey)), kid: 'dompet-1', alg: 'ECDH-ES' },
      alg: 'ECDH-ES',
      enc: 'A256GCM',
    },
    opened,
    fetch: async (input, init) => {
      if (!String(input).endsWith('/credential')) return fetch(input, init)
      const headers = new Headers(init?.headers)
      headers.set('content-type', 'application/jwt')
      const response = await fetch(input, { ...init, headers, body: await seal(String(init?.body)) })
      if (response.status !== 200) return response
      const { plaintext, protectedHeader } = await compactDecrypt(await response.text(), privateKey)
      const { alg, enc, kid } = protectedHeader
      opened.push(`${response.headers.get('content-type')} ${alg} ${enc} ${kid}`)
      return new Response(new TextDecoder().decode(plaintext), {
        headers: { 'content-type': 'application/json' },
      })
    },
  }
}
