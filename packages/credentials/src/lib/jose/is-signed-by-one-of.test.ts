import { describe, expect, it } from 'vitest'
import { generatePrivateJwk } from './generate-private-jwk.ts'
import { isSignedByOneOf } from './is-signed-by-one-of.ts'
import { createLocalSigner } from './local-signer.ts'
import { parseJws } from './parse-jws.ts'
import { signJws } from './sign-jws.ts'

const signer = await createLocalSigner(await generatePrivateJwk())
const stranger = await createLocalSigner(await generatePrivateJwk())
const jws = parseJws(await signJws({ header: { typ: 'test+jwt' }, payload: { a: 1 }, signer }))
const expectedType = 'test+jwt'
const key = signer.publicJwk
const other = stranger.publicJwk

describe('isSignedByOneOf', () => {
  it('takes the key that signed among several, with or without its name', async () => {
    const named = { ...key, kid: signer.keyId }
    expect(await isSignedByOneOf(jws, { expectedKeys: [other, key], expectedType })).toBe(true)
    expect(await isSignedByOneOf(jws, { expectedKeys: [other, named], expectedType })).toBe(true)
  })

  it('knows neither a stranger nor anybody when no key is pinned', async () => {
    expect(await isSignedByOneOf(jws, { expectedKeys: [other], expectedType })).toBe(false)
    expect(await isSignedByOneOf(jws, { expectedKeys: [], expectedType })).toBe(false)
  })

  it('leaves out a key of another name, although it signed', async () => {
    const expectedKeys = [{ ...key, kid: 'another' }]
    expect(await isSignedByOneOf(jws, { expectedKeys, expectedType })).toBe(false)
  })

  it('wants the type', async () => {
    expect(await isSignedByOneOf(jws, { expectedKeys: [key], expectedType: 'other+jwt' })).toBe(false)
  })

  it('hides no fault that is none of the signature', async () => {
    const broken = {
      ...jws,
      get signature(): Uint8Array {
        throw new RangeError('broken')
      },
    }
    await expect(isSignedByOneOf(broken, { expectedKeys: [key], expectedType })).rejects.toThrow(RangeError)
  })
})
