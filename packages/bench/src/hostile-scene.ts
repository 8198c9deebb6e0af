import type { JsonObject, TrustedIssuer } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { generatePrivateJwk, parseJson, signJws } from '@lontar/credentials/jose'

/** The time of every offer. */
export const now = new Date('2026-11-01T04:00:00Z')
export const nowSeconds: number = now.getTime() / 1000
export const typeUrl = 'https://issuer.example/vct/ktp/1'
/** The address of every list. */
export const listUrl = 'https://issuer.example/list/1'

/** The issuer, whom the verifier trusts: the dearest inputs are those that are signed rightly. */
export const signer: Awaited<ReturnType<typeof didJwkSigner>> = await didJwkSigner(await generatePrivateJwk())
export const holder: Awaited<ReturnType<typeof didJwkSigner>> = await didJwkSigner(await generatePrivateJwk())
export const issuer: string = signer.keyId.replace(/#.*/, '')
export const trusted: TrustedIssuer = {
  issuer,
  types: [typeUrl],
  jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] },
}

/** Signs a payload as the issuer. */
export const sign = (typ: string, payload: JsonObject): Promise<string> =>
  signJws({ header: { typ }, payload, signer })

/** A fetch that finds these files, by the end of their addresses, and nothing else. */
export function serve(files: Readonly<Record<string, string>>): GuardedFetch {
  return async (url) => {
    const text = Object.entries(files).find(([name]) => url.endsWith(name))?.[1]
    return {
      status: text === undefined ? 404 : 200,
      headers: new Headers({ 'content-type': 'application/json' }),
      text: () => text ?? '',
      json: () => parseJson(text ?? ''),
    }
  }
}
