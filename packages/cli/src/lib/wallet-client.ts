import type { PublicClient } from '@lontar/issuer'

/** Where a browser comes back to; the port is added when one was got. */
export const redirectPath = '/callback'

/** The client that `lontar wallet` is where nobody gave it another name. Issuers under `--dev` know it. */
export const walletClient: PublicClient = Object.freeze({
  clientId: 'lontar-wallet',
  redirectUris: Object.freeze([`http://127.0.0.1${redirectPath}`]),
})
