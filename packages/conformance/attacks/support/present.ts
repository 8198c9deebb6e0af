import type { ClaimPath } from '@lontar/credentials'
import { presentSdJwt } from '@lontar/credentials/sd-jwt'
import { claimPath, findFormat } from '@lontar/documents/credential-types'
import { createAuthorizationResponse, type RequestObject } from '@lontar/openid4vc/openid4vp'
import type { HeldCredential } from './rooms.ts'

/** The claims of the ask `hotel`. */
export function hotelPaths({ format }: HeldCredential): readonly ClaimPath[] {
  return ['name', 'age_equal_or_over.18'].map((claim) => claimPath('KtpCredential', claim, format))
}

/** The credential with exactly the claims of the ask `hotel`, not bound to any request; it ends with a tilde. */
export function disclose(credential: HeldCredential): Promise<string> {
  return presentSdJwt({ sdJwt: credential.text, disclose: hotelPaths(credential) })
}

/** What an honest wallet makes for a request. */
export async function present(
  credential: HeldCredential,
  { clientId, nonce }: Pick<RequestObject, 'clientId' | 'nonce'>,
  now: Date,
): Promise<string> {
  const format = findFormat(credential.format)
  if (format === undefined) throw new TypeError('no such format')
  return format.present({
    credential: credential.text,
    disclose: hotelPaths(credential),
    signer: credential.holder,
    audience: clientId,
    nonce,
    now,
  })
}

/** The form that answers a request with a presentation. */
export function answer(object: RequestObject, credential: HeldCredential, presentation: string): string {
  const query = object.dcqlQuery.credentials.find(({ format }) => format === credential.format)
  if (query === undefined) throw new TypeError('the request does not ask for this format')
  return createAuthorizationResponse({ vpToken: { [query.id]: [presentation] }, state: object.state })
}
