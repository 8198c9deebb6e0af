import {
  createMultisignedDcApiRequest,
  createSignedDcApiRequest,
  createUnsignedDcApiRequest,
  type DcApiMessage,
  type DcApiProtocol,
  type DcApiRequestSigner,
  type SignedDcApiRequestInput,
} from '@lontar/openid4vc/openid4vp'
import type { VerifierContext } from '../verifier-context.ts'
import type { TransactionRecord } from '../verifier-store.ts'
import { askedParametersOf } from './asked-parameters-of.ts'
import { decodeRequestDetails } from './request-details.ts'

/** A transaction's requests for the Digital Credentials API, and where the page brings the answer. */
export interface DcApiOffer {
  /** The members of `digital.requests`, the best first. */
  readonly requests: readonly DcApiMessage[]
  /** The path of the answer, on the origin of the page. */
  readonly responseUrl: string
}

/**
 * Makes the requests of a transaction for the Digital Credentials API, one for each protocol that the verifier offers.
 *
 * @returns `null` when it offers none.
 * @see OpenID4VP 1.0 appendix A
 */
export async function createDcApiOffer(
  context: VerifierContext,
  record: TransactionRecord,
): Promise<DcApiOffer | null> {
  const details = decodeRequestDetails(record.details).dcApi
  if (details === undefined) return null
  const input: SignedDcApiRequestInput = {
    ...(await askedParametersOf(context, record, details)),
    responseMode: details.encryptionKey === undefined ? 'dc_api' : 'dc_api.jwt',
    expectedOrigins: context.origins,
    issuedAt: record.createdAt,
    expiresAt: record.expiresAt,
  }
  const signers = await signersOf(context)
  const requests = await Promise.all(
    context.dcApiProtocols.map((protocol) => createRequest(protocol, input, signers)),
  )
  // A page brings the answer to its own origin: no other one has the session.
  return {
    requests,
    responseUrl: `${new URL(context.url).pathname.replace(/\/$/, '')}/dc/${record.requestId}`,
  }
}

async function createRequest(
  protocol: DcApiProtocol,
  input: SignedDcApiRequestInput,
  signers: readonly DcApiRequestSigner[],
): Promise<DcApiMessage> {
  if (protocol === 'openid4vp-v1-unsigned') return createUnsignedDcApiRequest(input)
  const [first] = signers
  if (first === undefined) throw new TypeError('A verifier without a signer offers no signed request.')
  if (protocol === 'openid4vp-v1-signed') return createSignedDcApiRequest(input, first)
  return createMultisignedDcApiRequest(input, signers)
}

async function signersOf(context: VerifierContext): Promise<readonly DcApiRequestSigner[]> {
  const all = [context, ...context.otherIdentities]
  const signing = all.map(async ({ clientId, signer, verifierAttestation: attest }) => {
    if (signer === undefined) return []
    const verifierAttestation = await attest?.()
    return [{ clientId, signer, ...(verifierAttestation !== undefined && { verifierAttestation }) }]
  })
  return (await Promise.all(signing)).flat()
}
