import { expect, it } from 'vitest'
import { encodeBase64Url } from './base64url.ts'
import { hashText, sha256 } from './digest.ts'

it('hashes text as its UTF-8 bytes, in base64url', async () => {
  expect(await hashText('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0')
  expect(await hashText('é')).toBe(encodeBase64Url(await sha256(Uint8Array.of(0xc3, 0xa9))))
})
