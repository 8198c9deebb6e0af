import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { OpenId4VciSignCredentials } from '@credo-ts/openid4vc'
import type { TrustList } from '@lontar/credentials'
import { publicKeyOfDidUrl } from '@lontar/credentials/did'
import { credentialTypeUrl } from '@lontar/documents/credential-types'
import express from 'express'
import { type IdentityProvider, startIdentityProvider } from '../../support/identity-provider.ts'
import { credoConfigurations, signedContent } from './credo-credentials.ts'
import { openCredoAgent } from './open-agent.ts'

/** What a test may choose of an offer. */
export interface CredoOfferOptions {
  readonly configurationIds: readonly string[]
  /** `authorization_code` lets an identity provider sign the holder in. */
  readonly grant?: 'pre-authorized_code' | 'authorization_code'
  readonly dpopRequired?: boolean
  /** Whether the wallet gets it only at its second request. */
  readonly deferred?: boolean
}

/** What the counter would hand out. */
export interface CredoOffer {
  readonly uri: string
  readonly txCode: string
  /** What an officer does with a deferred one. */
  approve(): void
}

/** An issuer made of Credo alone, over real HTTP. */
export interface CredoIssuer {
  /** Its Credential Issuer Identifier. */
  readonly url: string
  /** What a wallet or a verifier pins to trust it. */
  readonly trust: TrustList
  offer(options: CredoOfferOptions): Promise<CredoOffer>
  close(): Promise<void>
}

const issuerId = 'dinas'

/** Opens an issuer whose keys and sessions are in memory. It issues to a did:jwk of its own. */
export async function openCredoIssuer(): Promise<CredoIssuer> {
  const app = express()
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/vci`
  const url = `${baseUrl}/${issuerId}`
  let didUrl = ''
  const approved = new Set<string>()
  const sign = (
    format: string,
    keys: Parameters<typeof signedContent>[0]['keys'],
  ): OpenId4VciSignCredentials => signedContent({ format, keys, issuerUrl: url, didUrl })
  const agent = await openCredoAgent({
    issuing: {
      app,
      issuer: {
        baseUrl,
        credentialRequestToCredentialMapper: ({ issuanceSession, credentialConfiguration, holderBinding }) =>
          issuanceSession.issuanceMetadata?.['deferred'] === true
            ? deferral(issuanceSession.id)
            : sign(credentialConfiguration.format, holderBinding.keys),
        deferredCredentialRequestToCredentialMapper: ({ transaction, issuanceSession }) =>
          approved.has(issuanceSession.id)
            ? sign('dc+sd-jwt', transaction.holderBinding?.keys ?? [])
            : deferral(transaction.transactionId),
      },
    },
  })
  const { issuer } = agent.openid4vc
  if (issuer === undefined) throw new TypeError('the agent is no issuer')
  const { didState } = await agent.dids.create({
    method: 'jwk',
    options: { createKey: { type: { kty: 'EC', crv: 'P-256' } } },
  })
  didUrl = `${didState.did}#0`
  const provider = await startIdentityProvider()
  await issuer.createIssuer({
    issuerId,
    accessTokenSignerKeyType: { kty: 'EC', crv: 'P-256' },
    display: [{ name: 'Dinas Contoh', locale: 'id' }],
    dpopSigningAlgValuesSupported: ['ES256'],
    batchCredentialIssuance: { batchSize: 5 },
    credentialConfigurationsSupported: credoConfigurations(url),
    authorizationServerConfigs: [chainedTo(provider)],
    metadataSigner: { method: 'did', didUrl },
  })
  return {
    url,
    trust: trustIn(url, didUrl),
    offer: async ({ configurationIds, grant = 'pre-authorized_code', dpopRequired, deferred = false }) => {
      const { credentialOffer, issuanceSession } = await issuer.createCredentialOffer({
        issuerId,
        credentialConfigurationIds: [...configurationIds],
        issuanceMetadata: { deferred },
        ...(grant === 'authorization_code'
          ? { authorizationCodeFlowConfig: { authorizationServerUrl: provider.url } }
          : { preAuthorizedCodeFlowConfig: { txCode: { input_mode: 'numeric', length: 6 } } }),
        ...(dpopRequired && { authorization: { requireDpop: true, requireWalletAttestation: false } }),
      })
      return {
        uri: credentialOffer,
        txCode: issuanceSession.userPin ?? '',
        approve: () => void approved.add(issuanceSession.id),
      }
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await provider.close()
      await agent.shutdown()
    },
  }
}

function deferral(transactionId: string) {
  return { type: 'deferral', transactionId, interval: 1 } as const
}

function chainedTo({ url }: IdentityProvider) {
  return {
    type: 'chained' as const,
    issuer: url,
    clientAuthentication: {
      type: 'clientSecret' as const,
      clientId: 'dinas',
      clientSecret: 'a secret of loopback',
    },
    scopesMapping: { ktp: [], 'ktp-proof': [] },
  }
}

/** Credo's SD-JWT VCs name the key by a relative DID URL, its other credentials by an absolute one: both are pinned. */
function trustIn(url: string, didUrl: string): TrustList {
  const jwk = publicKeyOfDidUrl(didUrl)
  const jwks = { keys: [didUrl, '#0'].map((kid) => ({ ...jwk, kid })) }
  const types = [credentialTypeUrl(url, 'ktp'), credentialTypeUrl(url, 'ktp-proof')]
  return { issuers: [{ issuer: didUrl.replace('#0', ''), types, jwks }], roots: [], verifiers: [] }
}
