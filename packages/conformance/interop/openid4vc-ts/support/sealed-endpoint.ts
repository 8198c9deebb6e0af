import { CompactEncrypt, compactDecrypt, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'

/** The encryption of a credential endpoint, done by jose before and after the library. */
export interface SealedEndpoint {
  /** What the Credential Issuer Metadata say about it; both ways are required. */
  readonly metadata: object
  /** What each request and response was sealed with. */
  readonly seen: string[]
  /** Opens the request, lets it be answered, and seals the answer as the request asked. */
  serve(request: Request, answer: (opened: Request) => Promise<Response>): Promise<Response>
}

interface ResponseEncryption {
  readonly jwk: JWK
  readonly enc: string
}

/**
 * Makes the key of an endpoint. `Openid4vciIssuer` knows nothing of it, and would refuse a request that says how to seal
 * the answer without the `alg` of an earlier draft; so it sees the request without that.
 *
 * @see OpenID4VCI 1.0 sections 8.2, 8.3 and 10
 */
export async function createSealedEndpoint(): Promise<SealedEndpoint> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid: 'penerbit-1', use: 'enc', alg: 'ECDH-ES' }
  const decryptionKey = await importJWK(await exportJWK(privateKey), 'ECDH-ES')
  const methods = { enc_values_supported: ['A256GCM'], encryption_required: true }
  const seen: string[] = []
  return {
    seen,
    metadata: {
      credential_request_encryption: { jwks: { keys: [jwk] }, ...methods },
      credential_response_encryption: { alg_values_supported: ['ECDH-ES'], ...methods },
    },
    serve: async (request, answer) => {
      if (request.headers.get('content-type') !== 'application/jwt')
        return new Response(null, { status: 400 })
      const { plaintext, protectedHeader } = await compactDecrypt(await request.text(), decryptionKey)
      seen.push(`request ${protectedHeader.alg} ${protectedHeader.enc} ${protectedHeader.kid}`)
      const { credential_response_encryption: wanted, ...rest } = JSON.parse(
        new TextDecoder().decode(plaintext),
      )
      const headers = new Headers(request.headers)
      headers.set('content-type', 'application/json')
      const { url, method } = request
      const response = await answer(new Request(url, { method, headers, body: JSON.stringify(rest) }))
      return response.ok ? seal(response, wanted, seen) : response
    },
  }
}

async function seal(response: Response, { jwk, enc }: ResponseEncryption, seen: string[]): Promise<Response> {
  const sealed = await new CompactEncrypt(new Uint8Array(await response.arrayBuffer()))
    .setProtectedHeader({ alg: 'ECDH-ES', enc, ...(jwk.kid !== undefined && { kid: jwk.kid }) })
    .encrypt(await importJWK(jwk, 'ECDH-ES'))
  seen.push(`response ECDH-ES ${enc}`)
  return new Response(sealed, { status: response.status, headers: { 'content-type': 'application/jwt' } })
}
