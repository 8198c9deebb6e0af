import type { PublicJwk } from '@lontar/credentials'
import {
  createLocalSigner,
  generatePrivateJwk,
  parseJwk,
  parseJws,
  verifyJwsSignature,
} from '@lontar/credentials/jose'
import { createX5cVerifier } from '@lontar/credentials/x509'
import {
  type ClientAttestationExpectations,
  createClientAttestation,
  parseClientAttestation,
  verifyClientAttestation,
} from '@lontar/openid4vc/oauth'
import { describe, expect, test } from 'vitest'
import { readVector, vectorsAbsent } from '../support/public-vectors.ts'
import { mutations } from '../support/sd-jwt-vector.ts'

interface Example {
  readonly attestation: string
  readonly pop: string
}

interface CheckedTokens {
  readonly wallet_attestation: { readonly jwt: string; readonly leaf_jwk: PublicJwk }
}

/** When the pair of draft 10 was made. */
const madeAt = new Date(1_772_487_595_000)
const audience = 'https://as.example.com'
const empty: Example = { attestation: '', pop: '' }

describe.skipIf(vectorsAbsent)('public vectors: client attestation', () => {
  const example = vectorsAbsent
    ? empty
    : readVector<Example>('vectors/client-attestation/draft-10-examples.json')

  /** The printed proof beside an attestation of ours for the same client and key: the attester's key is not published. */
  async function verifyPrintedProof(
    pop: string,
    changes: Partial<ClientAttestationExpectations> = {},
  ): Promise<unknown> {
    const attester = await createLocalSigner(await generatePrivateJwk())
    const { clientId, instanceKey } = parseClientAttestation(example)
    const attestation = await createClientAttestation({
      signer: attester,
      clientId,
      instanceKey,
      now: madeAt,
    })
    return verifyClientAttestation(
      { attestation, pop },
      {
        expectedAttesters: [{ jwks: { keys: [attester.publicJwk] } }],
        expectedAudience: audience,
        now: madeAt,
        ...changes,
      },
    )
  }

  test('the pair of draft 10 is read as the draft prints it', () => {
    expect(parseClientAttestation(example)).toMatchObject({
      clientId: 'https://client.example.com',
      audience,
      jti: 'd25d00ab-552b-46fc-ae19-98f440f25064',
      provenAt: madeAt,
      attestedAt: madeAt,
      challenge: '5c1a9e10-29ff-4c2b-ae73-57c0957c09c4',
    })
  })

  test('the proof of draft 10 verifies under the key of its attestation, for its audience and at its time', async () => {
    expect(await verifyPrintedProof(example.pop)).toMatchObject({ clientId: 'https://client.example.com' })
    const refused = { code: 'client_attestation_invalid' }
    await expect(
      verifyPrintedProof(example.pop, { expectedAudience: `${audience}/token` }),
    ).rejects.toMatchObject(refused)
    const later = new Date(madeAt.getTime() + 301_000)
    await expect(verifyPrintedProof(example.pop, { now: later })).rejects.toMatchObject(refused)
  })

  test('the proof of draft 10 with any part changed is refused', async () => {
    const changed = mutations(example.pop.replaceAll('.', '~')).map((text) => text.replaceAll('~', '.'))
    expect(changed).toHaveLength(3)
    for (const pop of changed) {
      await expect(verifyPrintedProof(pop)).rejects.toMatchObject({ code: 'client_attestation_invalid' })
    }
  })

  test('the pair of draft 10 is refused while nobody trusted has the key of its attester', async () => {
    const expectations = { expectedAudience: audience, now: madeAt }
    const expectedAttesters = [{ jwks: { keys: [parseClientAttestation(example).instanceKey] } }]
    await expect(
      verifyClientAttestation(example, { ...expectations, expectedAttesters }),
    ).rejects.toMatchObject({ code: 'client_attestation_invalid' })
  })

  describe('the wallet attestation of OpenID4VCI, of draft 07', () => {
    const { jwt, leaf_jwk } = vectorsAbsent
      ? { jwt: '', leaf_jwk: {} }
      : readVector<CheckedTokens>('vectors/openid4vci/checked-tokens.json').wallet_attestation

    test('is signed by the key of its certificate', async () => {
      const jws = parseJws(jwt)
      const expectations = { expectedKey: parseJwk(leaf_jwk), expectedType: 'oauth-client-attestation+jwt' }
      expect(await verifyJwsSignature(jws, expectations)).toBeUndefined()
      expect(parseClientAttestation({ attestation: jwt, pop: example.pop })).toMatchObject({
        clientId: 'https://wallet.example.com',
      })
    })

    test('is refused for its certificate, which signs itself (HAIP 4.4.1)', async () => {
      const { x5c } = parseJws(jwt).header
      const pem = `-----BEGIN CERTIFICATE-----\n${String((x5c as string[])[0])}\n-----END CERTIFICATE-----`
      await expect(
        createX5cVerifier()({ x5c, roots: [pem], now: new Date('2025-08-12T19:00:00Z') }),
      ).rejects.toMatchObject({ code: 'certificate_chain_invalid' })
    })
  })
})
