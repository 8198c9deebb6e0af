import { LontarError } from '@lontar/credentials/errors'
import { verifyCertificate, verifyX5c } from '@lontar/credentials/x509'
import { type ChipKeyTraits, createCertificate, createChipKey, type TestCertificate } from '@lontar/testkit'
import { describe, expect, test } from 'vitest'

const now = new Date('2026-11-24T02:00:00Z')
const period = { notBefore: new Date(now.getTime() - 1000), notAfter: new Date(now.getTime() + 1000) }

interface Chain {
  readonly root: TestCertificate
  readonly leaf: TestCertificate
}

async function createChain(root?: ChipKeyTraits, leaf?: ChipKeyTraits): Promise<Chain> {
  const [rootKey, leafKey] = [root, leaf].map((traits) => traits && createChipKey(traits))
  const authority = await createCertificate({
    ...{ commonName: 'Example Root', isCa: true, keyUsageBits: 0x06, ...period },
    ...(rootKey !== undefined && { chipKey: rootKey }),
  })
  const signer = await createCertificate({
    ...{ commonName: 'Example Issuer', keyUsageBits: 0x80, issuedBy: authority, ...period },
    ...(leafKey !== undefined && { chipKey: leafKey }),
  })
  return { root: authority, leaf: signer }
}

async function verdictOn({ root, leaf }: Chain): Promise<string> {
  // A member that `verifyCertificate` would listen to.
  const more = { verifySignature: async () => true }
  const expectations = { expectedRoots: [root.pem], now, ...more }
  return verifyX5c([leaf.base64], expectations).then(
    () => 'accepted',
    (error: unknown) => (error instanceof LontarError ? error.code : String(error)),
  )
}

describe('A chain of a credential', () => {
  test('is accepted by a key on P-256', async () => {
    expect(await verdictOn(await createChain())).toBe('accepted')
    const p256 = { kind: 'ECDSA', curve: 'P-256' } as const
    expect(await verdictOn(await createChain(p256, p256))).toBe('accepted')
  })

  test.each<[string, ChipKeyTraits]>([
    ['RSASSA-PSS', { kind: 'RSASSA-PSS' }],
    ['ECDSA on a Brainpool curve', { kind: 'ECDSA', curve: 'brainpoolP256r1' }],
    ['ECDSA on a curve that it writes out', { kind: 'ECDSA', curve: 'P-256', isExplicit: true }],
  ])(
    'is refused when its authority signs by %s, which those of passports may, whatever else is said',
    async (_, traits) => {
      const chain = await createChain(traits)
      expect(await verdictOn(chain)).toBe('certificate_chain_invalid')
      const [{ root, leaf }, verifySignature] = [chain, async () => true]
      await expect(verifyCertificate(leaf.der, { expectedRoots: [root.der], now })).rejects.toMatchObject({
        code: 'certificate_chain_invalid',
      })
      await verifyCertificate(leaf.der, { expectedRoots: [root.der], now, verifySignature })
    },
  )
})
