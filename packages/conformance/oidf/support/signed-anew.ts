import type { Signer } from '@lontar/credentials'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import { signedAs } from './signed-as.ts'

/** The same JWT with other claims, rightly signed; a claim that is `undefined` is left out. */
export async function signedAnew(jwt: string, changes: object, signer: Signer): Promise<string> {
  return signedAs(decodeProtectedHeader(jwt), { ...decodeJwt(jwt), ...changes }, signer)
}
