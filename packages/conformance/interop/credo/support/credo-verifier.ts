import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  ClaimFormat,
  type DcqlQuery,
  type Kms,
  type VerifiablePresentation,
  W3cJwtVerifiablePresentation,
  X509Certificate,
} from '@credo-ts/core'
import {
  type OpenId4VcVerificationSessionRecord,
  OpenId4VcVerificationSessionRepository,
  type OpenId4VpCreateAuthorizationRequestOptions,
} from '@credo-ts/openid4vc'
import express from 'express'
import type { VerifierKind } from '../../support/our-verifier.ts'
import type { SharedQuery } from '../../support/shared-queries.ts'
import { createVerifierCertificate } from '../../support/verifier-certificate.ts'
import { type CredoAgent, openCredoAgent } from './open-agent.ts'

/** What is asked, and how it may be answered. */
export interface CredoAsk {
  /** Named `card` in the request. */
  readonly query: SharedQuery
  readonly responseMode?: 'direct_post' | 'direct_post.jwt'
  /** Leaves the `aud` as Credo signs it; by default the request is signed again with the right one. */
  readonly ownAudience?: boolean
}

/** What became of it. */
export interface CredoOutcome {
  /** Credo's own word for it. */
  readonly state: string
  /** Why it was refused, if it was. */
  readonly reason: string | undefined
}

/** A request of Credo. */
export interface CredoRequest {
  /** For a wallet. */
  readonly uri: string
  readonly clientId: string
  /** The parameters that it signed. */
  readonly payload: Readonly<Record<string, unknown>>
  outcome(): Promise<CredoOutcome>
  /** The claims of the credential that it verified, from the root. */
  claims(): Promise<unknown>
}

/** A verifier made of Credo alone, over real HTTP. */
export interface CredoVerifier {
  /** The root of its certificate as PEM, for a wallet to trust; none where it has a DID. */
  readonly roots: readonly string[]
  ask(ask: CredoAsk): Promise<CredoRequest>
  close(): Promise<void>
}

type RequestSigner = OpenId4VpCreateAuthorizationRequestOptions['requestSigner']

const verifierId = 'losmen'

/** Opens a verifier of a kind, whose keys and sessions are in memory. */
export async function openCredoVerifier(kind: VerifierKind = 'did:jwk'): Promise<CredoVerifier> {
  const app = express()
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://localhost:${(server.address() as AddressInfo).port}/vp`
  const agent = await openCredoAgent({ verifying: { app, verifier: { baseUrl } } })
  const { verifier } = agent.openid4vc
  if (verifier === undefined) throw new TypeError('the agent is no verifier')
  await verifier.createVerifier({ verifierId, clientMetadata: { client_name: 'Losmen Contoh' } })
  const { requestSigner, keyId, roots } = await signerOf(agent, kind)
  return {
    roots,
    ask: async ({ query, responseMode = 'direct_post.jwt', ownAudience = false }) => {
      const { authorizationRequest, verificationSession } = await verifier.createAuthorizationRequest({
        verifierId,
        requestSigner,
        responseMode,
        version: 'v1',
        dcql: { query: toDcql(query) },
      })
      if (!ownAudience) await correctAudience(agent, verificationSession, keyId)
      const { id, requestPayload } = verificationSession
      return {
        uri: authorizationRequest,
        clientId: String(requestPayload.client_id),
        payload: requestPayload,
        outcome: async () => {
          const { state, errorMessage } = await verifier.getVerificationSessionById(id)
          return { state, reason: errorMessage }
        },
        claims: async () => {
          const { dcql } = await verifier.getVerifiedAuthorizationResponse(id)
          return claimsOf(dcql?.presentations['card']?.[0])
        },
      }
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await agent.shutdown()
    },
  }
}

/** Credo's type of a query has every list non-empty and writable. */
function toDcql(query: SharedQuery): DcqlQuery {
  return { credentials: [{ id: 'card', ...query }] } as unknown as DcqlQuery
}

function claimsOf(presentation: VerifiablePresentation | undefined): unknown {
  if (presentation?.claimFormat === ClaimFormat.SdJwtDc) return presentation.prettyClaims
  if (presentation instanceof W3cJwtVerifiablePresentation) {
    const [credential] = [presentation.verifiableCredential].flat()
    return credential?.jsonCredential
  }
  throw new TypeError('Credo verified another kind of presentation')
}

/**
 * Signs a request again, with Credo's key and all else as Credo made it: as `aud` it names its own request_uri and cannot
 * be told to name what OpenID4VP 1.0 section 5.8 fixes.
 */
async function correctAudience(
  agent: CredoAgent,
  session: OpenId4VcVerificationSessionRecord,
  keyId: string,
): Promise<void> {
  const [header, payload = ''] = session.authorizationRequestJwt?.split('.') ?? []
  const content = {
    ...JSON.parse(Buffer.from(payload, 'base64url').toString()),
    aud: 'https://self-issued.me/v2',
  }
  const signed = `${header}.${Buffer.from(JSON.stringify(content)).toString('base64url')}`
  const { signature } = await agent.kms.sign({ keyId, algorithm: 'ES256', data: Buffer.from(signed) })
  session.authorizationRequestJwt = `${signed}.${Buffer.from(signature).toString('base64url')}`
  await agent.dependencyManager.resolve(OpenId4VcVerificationSessionRepository).update(agent.context, session)
}

interface CredoSigner {
  readonly requestSigner: RequestSigner
  readonly keyId: string
  readonly roots: readonly string[]
}

async function signerOf(agent: CredoAgent, kind: VerifierKind): Promise<CredoSigner> {
  if (kind === 'did:jwk' || kind === 'did:key') {
    const { keyId } = await agent.kms.createKey({ type: { kty: 'EC', crv: 'P-256' } })
    const didUrl = await createDidUrl(agent, kind, keyId)
    return { requestSigner: { method: 'did', didUrl }, keyId, roots: [] }
  }
  const { root, leaf } = await createVerifierCertificate()
  const { keyId } = await agent.kms.importKey({ privateJwk: leaf.privateJwk as Kms.KmsJwkPrivateEc })
  const certificate = X509Certificate.fromEncodedCertificate(leaf.base64)
  certificate.keyId = keyId
  return {
    requestSigner: { method: 'x5c', x5c: [certificate], clientIdPrefix: kind },
    keyId,
    roots: [root.pem],
  }
}

async function createDidUrl(agent: CredoAgent, kind: 'did:jwk' | 'did:key', keyId: string): Promise<string> {
  const method = kind === 'did:jwk' ? 'jwk' : 'key'
  const { didState } = await agent.dids.create({ method, options: { keyId } })
  if (didState.state !== 'finished') throw new TypeError('Credo made no DID')
  const fragment = kind === 'did:jwk' ? '0' : didState.did.slice('did:key:'.length)
  return `${didState.did}#${fragment}`
}
