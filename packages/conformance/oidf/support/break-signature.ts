/** The same JWT with another signature: well-formed, and by nobody. */
export function breakSignature(jwt: string): string {
  const [header = '', payload = '', signature = ''] = jwt.split('.')
  const bytes = Buffer.from(signature, 'base64url')
  bytes[40] = (bytes[40] ?? 0) ^ 1
  return [header, payload, bytes.toString('base64url')].join('.')
}
