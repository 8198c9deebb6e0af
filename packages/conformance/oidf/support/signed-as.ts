import type { Signer } from '@lontar/credentials'

/** A JWT of any header and payload, signed without asking whether they make sense. */
export async function signedAs(header: object, payload: object, signer: Signer): Promise<string> {
  const input = [{ alg: signer.algorithm, ...header }, payload]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const signature = await signer.sign(new TextEncoder().encode(input))
  return `${input}.${Buffer.from(signature).toString('base64url')}`
}
