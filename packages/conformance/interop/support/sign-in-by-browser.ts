import type { Offer } from '@lontar/issuer'

/**
 * What a resident does in a browser: opens the page that the wallet led to, types the two numbers of the counter, and
 * is sent back.
 *
 * @returns where the browser is sent, with the code of the authorization server
 */
export async function signInByBrowser(
  authorizationUrl: string,
  { registrationNumber = '', oneTimeCode = '' }: Offer,
): Promise<string> {
  const page = await (await fetch(authorizationUrl)).text()
  const session = /name="session" value="([\w-]+)"/.exec(page)?.[1] ?? ''
  const { origin, pathname } = new URL(authorizationUrl)
  const answer = await fetch(origin + pathname, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      session,
      do: 'sign_in',
      registration_number: registrationNumber,
      one_time_code: oneTimeCode,
    }),
  })
  const location = answer.headers.get('location')
  if (location === null) throw new TypeError(`the page answered ${answer.status} and sent nobody back`)
  return location
}
