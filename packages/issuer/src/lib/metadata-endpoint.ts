import { signIssuerMetadata } from '@lontar/openid4vc/openid4vci'
import { afterSeconds } from './after-seconds.ts'
import { answer, answerJson } from './answer.ts'
import type { IssuerContext } from './issuer-context.ts'
import { createIssuerMetadata } from './issuer-metadata.ts'

/** How long one signature serves, in seconds. */
const reuseSeconds = 300
/** How long signed metadata may be believed, in seconds: a day. */
const lifeSeconds = 86_400

const headers = { 'cache-control': 'public, max-age=300', vary: 'Accept' }

/**
 * Creates the answer to a request for the metadata: signed when `application/jwt` is asked for and a signer is there,
 * `application/json` otherwise.
 *
 * @see OpenID4VCI 1.0 sections 12.2.2 and 12.2.3
 */
export function createMetadataEndpoint(context: IssuerContext): (request: Request) => Promise<Response> {
  const sign = createMetadataSigner(context)
  return async (request) => {
    if (sign === undefined || !prefersSigned(request.headers.get('accept'))) {
      return answerJson(createIssuerMetadata(context), { headers })
    }
    return answer(await sign(), { type: 'application/jwt', headers })
  }
}

/** One signature serves everybody for a while, so that nobody can keep the key busy. */
function createMetadataSigner(context: IssuerContext): (() => Promise<string>) | undefined {
  const { metadataSigner: signer, now } = context
  if (signer === undefined) return undefined
  let last: { readonly jwt: Promise<string>; readonly until: Date } | undefined
  return async () => {
    const instant = now()
    if (last === undefined || last.until <= instant) {
      const metadata = createIssuerMetadata(context)
      const jwt = signIssuerMetadata({ metadata, signer, now: instant, expiresInSeconds: lifeSeconds })
      last = { jwt, until: afterSeconds(instant, reuseSeconds) }
    }
    const { jwt } = last
    try {
      return await jwt
    } catch (error) {
      // A signature that failed is tried again by the next request.
      if (last?.jwt === jwt) last = undefined
      throw error
    }
  }
}

/** Only who names `application/jwt` gets it, and only if nothing else is wanted more (RFC 9110 section 12.5.1). */
function prefersSigned(accept: string | null): boolean {
  const weights = new Map(
    (accept ?? '').split(',').map((range): [string, number] => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
      const weight = parameters.find((parameter) => parameter.startsWith('q='))
      return [type, weight === undefined ? 1 : Number(weight.slice(2))]
    }),
  )
  const signed = weights.get('application/jwt') ?? 0
  const names = ['application/json', 'application/*', '*/*']
  const plain = names.map((name) => weights.get(name)).find((weight) => weight !== undefined) ?? 0
  return signed > 0 && signed >= plain
}
