import type { Offer } from '@lontar/issuer'
import { type IssuerScene, issuerUrl } from './issuer-scene.ts'

/**
 * Does what a holder does in his browser: opens the address, enters the numbers of the counter, and comes back.
 *
 * @returns the address at which the browser came back
 */
export async function signInAt(
  { send }: Pick<IssuerScene, 'send'>,
  authorizationUrl: string,
  { registrationNumber = '', oneTimeCode = '' }: Offer,
): Promise<string> {
  const page = await send(authorizationUrl)
  const session = /name="session" value="([\w-]+)"/.exec(page.text)?.[1] ?? ''
  const form = { session, do: 'sign_in', registration_number: registrationNumber, one_time_code: oneTimeCode }
  const { headers } = await send(`${issuerUrl}/authorize`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  })
  return headers.get('location') ?? ''
}
