import type { TrustList } from '@lontar/credentials'
import type { Wallet } from '@lontar/wallet'
import { decodeJwt } from 'jose'
import { openOurWallet } from './our-wallet.ts'
import type { InteropRooms } from './rooms.ts'

/** The formats that both sides know; of VC 2.0 as a JWT the others have no identifier. */
export type SharedFormat = 'dc+sd-jwt' | 'vc+sd-jwt' | 'jwt_vc_json'

/** What a foreign verifier asks for in a format. */
export interface SharedQuery {
  readonly format: SharedFormat
  readonly meta: { readonly vct_values: readonly string[] } | { readonly type_values: readonly string[][] }
  readonly claims: readonly { readonly path: readonly string[] }[]
}

/** Our wallet with a credential of our issuer in each format, and a query for each. */
export interface SharedHolding {
  readonly wallet: Wallet
  readonly queries: Readonly<Record<SharedFormat, SharedQuery>>
}

/**
 * Fills our wallet. The card is asked for its name; the `jwt_vc_json` shows all it holds, and so it is asked for all.
 *
 * @param options what the wallet is opened with
 */
export async function openSharedHolding(
  rooms: InteropRooms,
  options: Parameters<typeof openOurWallet>[0] = {},
): Promise<SharedHolding> {
  const wallet = await openOurWallet(options)
  for (const id of ['ktp_dc+sd-jwt', 'ktp_vc+sd-jwt', 'ktp-proof_jwt_vc_json']) {
    const { credentialOfferUri, txCode } = await rooms.offer({ configurationIds: [id] })
    await wallet.receive(credentialOfferUri, { trust: rooms.issuer.trustList(), txCode: txCode ?? '' })
  }
  const proof = (await wallet.list()).find(({ format }) => format === 'jwt_vc_json')
  const { credential } = await wallet.show(proof?.id ?? '')
  return { wallet, queries: queriesFor(rooms.issuer.trustList(), credential) }
}

function queriesFor({ issuers }: TrustList, proofText: string): SharedHolding['queries'] {
  const urls = issuers.flatMap(({ types }) => types)
  const card = urls.filter((url) => url.includes('/ktp/'))
  const proof = urls.filter((url) => url.includes('/ktp-proof/'))
  const { vc } = decodeJwt<{ vc: { credentialSubject: object } }>(proofText)
  const members = Object.keys(vc.credentialSubject).filter((name) => name !== 'id')
  return {
    'dc+sd-jwt': { format: 'dc+sd-jwt', meta: { vct_values: card }, claims: [{ path: ['name'] }] },
    'vc+sd-jwt': {
      format: 'vc+sd-jwt',
      meta: { type_values: [card] },
      claims: [{ path: ['credentialSubject', 'name'] }],
    },
    jwt_vc_json: {
      format: 'jwt_vc_json',
      meta: { type_values: [proof] },
      claims: members.map((name) => ({ path: ['credentialSubject', name] })),
    },
  }
}
