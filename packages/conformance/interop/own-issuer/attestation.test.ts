import type { Signer } from '@lontar/credentials'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import type { IssuerConfiguration } from '@lontar/issuer'
import { createClientAttestation } from '@lontar/openid4vc/oauth'
import { createKeyAttestation } from '@lontar/openid4vc/openid4vci'
import type { WalletOptions } from '@lontar/wallet'
import { expect, test } from 'vitest'
import { signInByBrowser } from '../support/sign-in-by-browser.ts'
import { expectVerified, openOwnScene, redirectUri } from './support/own-scene.ts'

const walletId = 'https://dompet.example'
const configurationIds = ['ktp_dc+sd-jwt']

const newSigner = async (): Promise<Signer> => createLocalSigner(await generatePrivateJwk())
const trusting = ({ publicJwk }: Signer) => ({ attesters: [{ jwks: { keys: [publicJwk] } }], required: true })

/** An issuer that wants both attestations, and a wallet whose provider gives them. */
async function openAttestedScene(forged: { client?: Signer; keys?: Signer } = {}) {
  const [client, keys, instance] = await Promise.all([newSigner(), newSigner(), newSigner()])
  const configuration: Partial<IssuerConfiguration> = {
    dpop: 'required',
    clientAttestation: { ...trusting(client), challengeRequired: true },
    keyAttestation: trusting(keys),
    clients: { attestedClients: true },
  }
  const options: Partial<WalletOptions> = {
    clientAttestation: {
      clientId: walletId,
      signer: instance,
      attest: () =>
        createClientAttestation({
          signer: forged.client ?? client,
          clientId: walletId,
          instanceKey: instance.publicJwk,
          now: new Date(),
        }),
    },
    attestKeys: (attestedKeys, nonce) =>
      createKeyAttestation({ signer: forged.keys ?? keys, attestedKeys, nonce, now: new Date() }),
  }
  return openOwnScene(configuration, options)
}

test('by authorization code: the wallet authenticates, and vouches for every key', async () => {
  const scene = await openAttestedScene()
  const offer = await scene.offer({ configurationIds, grant: 'authorization_code', copies: 2 })
  const { trust } = scene
  const { authorizationUrl, session } = await scene.wallet.authorize(offer.credentialOfferUri, {
    redirectUri,
    trust,
  })
  const back = await signInByBrowser(authorizationUrl, offer)
  await expectVerified(scene, await scene.wallet.complete(session, back, { trust, copies: 2 }), 2)
})

test('by pre-authorized code too', async () => {
  const scene = await openAttestedScene()
  const { credentialOfferUri, txCode } = await scene.offer({ configurationIds })
  const receiving = { trust: scene.trust, txCode: txCode ?? '' }
  await expectVerified(scene, await scene.wallet.receive(credentialOfferUri, receiving), 1)
})

test('attestations by strangers are refused', async () => {
  const first = await openAttestedScene({ client: await newSigner() })
  const offer = await first.offer({ configurationIds, grant: 'authorization_code' })
  const attempt = first.wallet.authorize(offer.credentialOfferUri, { redirectUri, trust: first.trust })
  await expect(attempt).rejects.toMatchObject({ code: 'issuer_refused', protocolError: 'invalid_client' })
  const second = await openAttestedScene({ keys: await newSigner() })
  const { credentialOfferUri, txCode } = await second.offer({ configurationIds })
  const receiving = { trust: second.trust, txCode: txCode ?? '' }
  await expect(second.wallet.receive(credentialOfferUri, receiving)).rejects.toMatchObject({
    code: 'issuer_refused',
    protocolError: 'invalid_proof',
  })
})

test('a wallet that has none finds out before it spends the code', async () => {
  const scene = await openAttestedScene()
  const { credentialOfferUri, txCode } = await scene.offer({ configurationIds })
  const bare = await scene.open({ clientAttestation: undefined, attestKeys: undefined } as object)
  const receiving = { trust: scene.trust, txCode: txCode ?? '' }
  await expect(bare.receive(credentialOfferUri, receiving)).rejects.toMatchObject({
    code: 'key_attestation_missing',
  })
  expect(await scene.wallet.receive(credentialOfferUri, receiving)).toHaveLength(1)
})
