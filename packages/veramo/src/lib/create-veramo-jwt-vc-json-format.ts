import {
  type CredentialFormat,
  createJwtVcJsonFormat,
  type IssueInput,
  type JsonObject,
  type Signer,
} from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import { resolveLontarContext } from '@lontar/documents/credential-types'
import type { CredentialPayload } from '@veramo/core-types'
import { checkSignedCredential } from './check-signed-credential.ts'
import { createLontarAgent, type LontarAgent } from './create-lontar-agent.ts'
import { refuseUndisclosable } from './refuse-undisclosable.ts'

/** What `createVeramoJwtVcJsonFormat` needs. */
export interface VeramoJwtVcJsonFormatOptions {
  /** Signs; its `keyId` is a DID URL, and the DID is the issuer. */
  readonly signer: Signer
  /** What the terms of a context mean, for `parse` and `verify`; the Lontar contexts by default. */
  readonly resolveContext?: (contextUrl: string) => Readonly<Record<string, string>> | undefined
}

/**
 * Creates the `jwt_vc_json` format whose `issue` goes through a Veramo agent: a W3C Verifiable Credential 1.1 as a
 * JWT, ES256, with `status` at the top level. Reading and verifying are those of `@lontar/credentials`, because
 * Veramo accepts much that must be refused.
 *
 * The format has no selective disclosure. So `issue` signs `KtpProofCredential` and nothing else, and no claim that
 * is not one of its own: no NIK, name or address.
 *
 * @returns The format. Veramo is loaded with the first `issue`, and only if there is one.
 * `issue` throws VerificationError `credential_type_unexpected` for another type, `claim_unknown` for a claim that
 * does not belong in it; OperationError `usage` when `DEBUG` would log credentials, `signer_failed` when Veramo signed
 * something else than planned; TypeError `ERR_INVALID_ARG_VALUE` for another signer.
 * @see VC Data Model 1.1 section 6.3.1; OpenID4VCI 1.0 appendix A.1.1
 */
export async function createVeramoJwtVcJsonFormat(
  options: VeramoJwtVcJsonFormatOptions,
): Promise<CredentialFormat> {
  const { signer, resolveContext = resolveLontarContext } = options
  let opening: Promise<LontarAgent> | undefined

  async function openAgent(): Promise<LontarAgent> {
    opening ??= createLontarAgent({ signers: [signer] })
    try {
      return await opening
    } catch (error) {
      opening = undefined
      throw error
    }
  }

  async function issue(input: IssueInput): Promise<string> {
    refuseOtherSigner(input, signer)
    refuseUndisclosable(input.payload)
    const agent = await openAgent()
    const text = await signWithVeramo(agent, input.payload, signer)
    await checkSignedCredential(text, { payload: input.payload, signer })
    return text
  }

  return createJwtVcJsonFormat({ resolveContext, issue })
}

async function signWithVeramo(agent: LontarAgent, payload: JsonObject, signer: Signer): Promise<string> {
  const { proof } = await agent.createVerifiableCredential({
    // Veramo writes into what it is given.
    credential: structuredClone(payload) as unknown as CredentialPayload,
    proofFormat: 'jwt',
    keyRef: signer.keyId,
    header: { typ: 'JWT', kid: signer.keyId },
  })
  return String(proof.jwt)
}

function refuseOtherSigner(input: IssueInput, signer: Signer): void {
  if (input.signer.keyId !== signer.keyId || input.disclosable.length > 0) {
    throw invalidArgument('The format signs with its own signer and discloses nothing selectively.')
  }
}
