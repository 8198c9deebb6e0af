import type { Signer } from '@lontar/credentials'
import { decodeJwt, decodeProtectedHeader } from 'jose'

/** The same JWT with other claims, rightly signed; a claim that is `undefined` is left out. */
export async function signedAnew(jwt: string, changes: object, signer: Signer): Promise<string> {
  const parts = [decodeProtectedHeader(jwt), { ...decodeJwt(jwt), ...changes }]
  const input = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const signature = await signer.sign(new TextEncoder().encode(input))
  return `${input}.${Buffer.from(signature).toString('base64url')}`
}
