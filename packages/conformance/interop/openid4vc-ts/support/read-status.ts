import { inflateSync } from 'node:zlib'
import { jwtVerify } from 'jose'
import { keyOfDid } from './did-jwk.ts'

/** Where the status of a credential stands, as in its `status` claim. */
export interface StatusClaim {
  readonly status_list: { readonly idx: number; readonly uri: string }
}

/**
 * Reads the status of a credential with jose and zlib alone.
 *
 * @param address where the list is fetched, when the issuer listens elsewhere than its public address says
 * @returns 0 valid, 1 invalid, 2 suspended
 * @see Token Status List sections 4.1, 5.1 and 8.3
 */
export async function readStatus(
  { status_list: { idx, uri } }: StatusClaim,
  issuer: string,
  address: string = new URL(uri).origin,
): Promise<number> {
  const response = await fetch(address + new URL(uri).pathname, {
    headers: { accept: 'application/statuslist+jwt' },
  })
  const { payload } = await jwtVerify(await response.text(), await keyOfDid(issuer), {
    typ: 'statuslist+jwt',
    algorithms: ['ES256'],
    subject: uri,
  })
  const { bits, lst } = payload['status_list'] as { readonly bits: number; readonly lst: string }
  const bytes = inflateSync(Buffer.from(lst, 'base64url'))
  const byte = bytes[Math.floor((idx * bits) / 8)]
  if (byte === undefined) throw new RangeError('the index lies outside the list')
  return (byte >> ((idx * bits) % 8)) & ((1 << bits) - 1)
}
