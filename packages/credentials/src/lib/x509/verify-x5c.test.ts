import { describe, expect, it } from 'vitest'
import { createX5cVerifier } from './create-x5c-verifier.ts'
import * as chain from './fixtures/openssl-chain.ts'
import { verifyX5c } from './verify-x5c.ts'

const now = new Date('2027-01-01T00:00:00Z')
const pem = (base64: string) => `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`
const bytes = (base64: string) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
/** The fixtures are made for clients of TLS. */
const extendedKeyUsages = ['1.3.6.1.5.5.7.3.2']
const expected = { expectedRoots: [pem(chain.root)], now, extendedKeyUsages }
const crls = [chain.authorityList, chain.rootList].map(bytes)
const x5c = [chain.leaf, chain.authority]
const subject = {
  publicJwk: {
    kty: 'EC',
    crv: 'P-256',
    x: 'il8w9H9-jpqEq5Bkh4XAhZGbUjUTJ9cYG-mw_nQw6BY',
    y: 'WIChOJx-oWhkvdKbiSlWWgTgRpDBmArn35nXa-sX2Fs',
  },
  dnsNames: ['issuer.example'],
  uris: ['https://issuer.example'],
}

describe('a certificate chain', () => {
  it('gives the key and the names of its signer', async () => {
    expect(await verifyX5c(x5c, expected)).toEqual(subject)
  })

  it('may be the signer alone, directly under a root', async () => {
    expect(await verifyX5c([chain.leafOfRoot], expected)).toEqual(subject)
  })

  it.each([
    ['first', [chain.rootBefore, chain.root]],
    ['last', [chain.root, chain.rootBefore]],
  ])('finds the root whose key fits among two of one name, the older one %s', async (_place, roots) => {
    expect(await verifyX5c(x5c, { ...expected, expectedRoots: roots.map(pem) })).toEqual(subject)
  })

  it('is refused under a root of the same name with another key', async () => {
    const other = verifyX5c(x5c, { ...expected, expectedRoots: [pem(chain.rootBefore)] })
    await expect(other).rejects.toMatchObject({ code: 'certificate_chain_invalid' })
  })

  it('leads down from the root, never the other way round', async () => {
    const turned = verifyX5c([...x5c].reverse(), expected)
    await expect(turned).rejects.toMatchObject({ code: 'certificate_untrusted' })
  })

  it('is looked up in revocation lists where they are given', async () => {
    expect(await verifyX5c(x5c, { ...expected, crls })).toEqual(subject)
    const revoked = verifyX5c([chain.revokedLeaf, chain.authority], { ...expected, crls })
    await expect(revoked).rejects.toMatchObject({ code: 'certificate_revoked' })
    expect(await verifyX5c([chain.revokedLeaf, chain.authority], expected)).toEqual(subject)
  })

  it('leaves the bytes of the caller as they were', async () => {
    const lists = crls.map((list) => list.slice())
    await verifyX5c(x5c, { ...expected, crls: lists })
    expect(lists).toEqual(crls)
  })
})

describe('a check of certificate chains', () => {
  const input = { x5c, roots: [pem(chain.root)], now }

  it('looks at no revocation lists by default', async () => {
    expect(
      await createX5cVerifier({ extendedKeyUsages })({ ...input, x5c: [chain.revokedLeaf, chain.authority] }),
    ).toEqual(subject)
  })

  it('asks for the revocation lists at each check', async () => {
    let lists = crls
    const verify = createX5cVerifier({ crls: () => lists, extendedKeyUsages })
    expect(await verify(input)).toEqual(subject)
    lists = []
    await expect(verify(input)).rejects.toMatchObject({ code: 'certificate_revocation_unknown' })
  })
})
