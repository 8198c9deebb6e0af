import type { CredentialFormat, JsonObject } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import { credentialFormats } from '@lontar/documents/credential-types'
import type {
  IAgentContext,
  ICreateVerifiableCredentialArgs,
  ICreateVerifiablePresentationArgs,
  IKey,
  IResolver,
  IVerifyCredentialArgs,
  IVerifyPresentationArgs,
  VerifiableCredential,
  VerifiablePresentation,
} from '@veramo/core-types'
import type { ICredentialProvider } from '@veramo/credential-w3c'
import { createIdentifierSigners, type IdentifierSigners } from './identifier-signers.ts'
import type { LontarCredentialProviderConfig } from './lontar-credential-provider-config.ts'
import { createVerifyResult, type LontarVerifyResult, mismatchResult } from './lontar-verify-result.ts'
import { presentCredentials } from './present-credentials.ts'
import type { ProviderContext } from './provider-context.ts'
import { readClaimPaths } from './read-claim-paths.ts'
import { readDisclose } from './read-disclose.ts'
import { requireBinding } from './require-binding.ts'
import {
  credentialObject,
  formatIdOf,
  issuedFormats,
  isWhatWasSigned,
  payloadOf,
  textOf,
} from './veramo-document.ts'
import { curveOfKeyType } from './veramo-key-type.ts'
import { verifyPresented } from './verify-presented.ts'

/** Too short for any limit of a reader on values, names or disclosures. */
const maxUnreadCharacters = 32_768

/**
 * A Veramo credential provider for `vc+sd-jwt`, `dc+sd-jwt` and `vc+jwt`, which also verifies `jwt_vc_json` strictly.
 * Place it before Veramo's provider of JWTs, which takes every string for its own; `createLontarAgent` does. The
 * `policies` of a call change nothing here: status, times, issuer, type and holder are always checked.
 *
 * @example
 * ```ts
 * const provider = new LontarCredentialProvider({ expectedIssuers, expectedTypes, checkStatus })
 * new CredentialPlugin([provider, new CredentialProviderJWT()])
 * ```
 */
export class LontarCredentialProvider implements ICredentialProvider {
  readonly #config: LontarCredentialProviderConfig
  readonly #formats: readonly CredentialFormat[]
  readonly #signers: IdentifierSigners = createIdentifierSigners()

  /** @param config see `LontarCredentialProviderConfig`. */
  constructor(config: LontarCredentialProviderConfig) {
    this.#config = config
    this.#formats = config.formats ?? credentialFormats()
  }

  /** The three formats for a key that signs. */
  getProofFormatsSupportedForKey(key: IKey): string[] {
    return curveOfKeyType(key.type) === undefined ? [] : [...issuedFormats]
  }

  /** True for `vc+sd-jwt`, `dc+sd-jwt` and `vc+jwt`. */
  canIssueProofFormat({ proofFormat }: { proofFormat: string }): boolean {
    return issuedFormats.some((id) => id === proofFormat)
  }

  /** True for every string, and for an object with one in `proof.jwt`; a JWT of VC 1.1 only where that format is read. */
  canVerifyDocumentType({ document }: { document: unknown }): boolean {
    const text = textOf(document)
    if (text === undefined) return false
    const id = formatIdOf(text)
    return id !== 'jwt_vc_json' || this.#formats.some((format) => format.id === id)
  }

  /**
   * Signs a credential with a key of its issuer, who is a DID of the agent.
   *
   * @param args `credential` is the whole payload in the shape of the format, with `issuer` also for `dc+sd-jwt`, where
   * it becomes `iss`; `disclosable` names the claims that can be held back, none by default; `keyRef` the key.
   * @returns the claims, with the text in `proof.jwt`.
   * @throws LontarError for what could never be verified or, as a `vc+jwt`, held back; OperationError `signer_failed`.
   */
  async createVerifiableCredential(
    args: ICreateVerifiableCredentialArgs,
    context: ProviderContext,
  ): Promise<VerifiableCredential> {
    const format = this.#formatOf(args.proofFormat)
    const { issuer } = args.credential
    const did = typeof issuer === 'string' ? issuer : issuer.id
    const signer = await this.#signers.find({ did, keyRef: args.keyRef }, context)
    const payload = payloadOf(args.credential, format.id)
    const text = await format.issue({ signer, payload, disclosable: readClaimPaths(args.disclosable) })
    return credentialObject(format.id, text, await this.#claimsOf(format, text, payload))
  }

  /**
   * Verifies a credential at rest, by everything that the configuration asks for.
   *
   * @param args `credential` as text, or as the object of `createVerifiableCredential`, whose claims must be those signed.
   * @returns `verified`, the `verdict`, and `error` with the code of the first check that is not ok.
   */
  async verifyCredential(args: IVerifyCredentialArgs): Promise<LontarVerifyResult> {
    const text = textOf(args.credential) ?? ''
    const format = this.#readerOf(text)
    if (!(await isWhatWasSigned(args.credential, text, format))) return mismatchResult()
    return createVerifyResult(
      await format.verify(text, { ...this.#expectations(), expectedKeyBinding: 'none' }),
    )
  }

  /**
   * Makes a presentation by a key of the holder, who is a DID of the agent. One SD-JWT is presented with its key binding;
   * several `vc+sd-jwt` and `vc+jwt`, also mixed, in envelopes of one `vp+jwt`. A `dc+sd-jwt` is presented alone.
   *
   * @param args `challenge` is the nonce and `domain` the verifier's identifier, both required; `disclose` names the
   * claims to show, by a list of paths for one credential and a list of such lists for several, and no other is shown.
   * @returns the presentation, whose `verifiableCredential` holds what is shown and nothing that is held back.
   * @throws TypeError `ERR_INVALID_ARG_VALUE` without nonce, verifier or credential, for another number of lists, and
   * for a `dc+sd-jwt` beside another credential.
   */
  async createVerifiablePresentation(
    args: ICreateVerifiablePresentationArgs,
    context: ProviderContext,
  ): Promise<VerifiablePresentation> {
    const { holder, verifiableCredential = [] } = args.presentation
    const signer = await this.#signers.find({ did: holder, keyRef: args.keyRef }, context)
    const texts = verifiableCredential.map((credential) => textOf(credential) ?? '')
    const { challenge: nonce, domain: audience } = requireBinding(args)
    const binding = { signer, nonce, audience, now: this.#now() }
    const format = this.#formatOf(args.proofFormat)
    const disclose = readDisclose(args.disclose, texts.length)
    const { jwt, credentials } = await presentCredentials(format, texts, { ...binding, holder, disclose })
    return {
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      type: ['VerifiablePresentation'],
      holder,
      verifiableCredential: [...credentials],
      proof: { type: format.id, jwt },
    }
  }

  /**
   * Verifies a presentation and every credential in it.
   *
   * @param args `challenge` and `domain` are what the presentation has to be bound to, both required; `presentation` is
   * its text, or an object whose holder and credentials must be those of its text.
   * @returns as `verifyCredential`.
   * @throws TypeError `ERR_INVALID_ARG_VALUE` without nonce or verifier: then nothing would be proven.
   */
  async verifyPresentation(
    args: IVerifyPresentationArgs,
    context?: IAgentContext<IResolver>,
  ): Promise<LontarVerifyResult> {
    const { challenge, domain } = requireBinding(args)
    const expectations = {
      ...this.#expectations(),
      expectedKeyBinding: { expectedNonce: challenge, expectedAudience: domain },
      ...{ expectedFormats: this.#formats, readerOf: (text: string) => this.#readerOf(text) },
    }
    return verifyPresented(args.presentation, expectations, context)
  }

  /**
   * Our own formats sign the payload as it is, and all that a reader asks of it was asked before it was signed. What is
   * long enough to reach one of his limits is read back, as is the text of another's format, which may add claims.
   */
  async #claimsOf(format: CredentialFormat, text: string, payload: JsonObject): Promise<JsonObject> {
    if (this.#config.formats === undefined && text.length <= maxUnreadCharacters) return payload
    return structuredClone((await format.parse(text)).claims)
  }

  #formatOf(id: string): CredentialFormat {
    const format = this.#formats.find((candidate) => candidate.id === id)
    if (format !== undefined) return format
    throw invalidArgument('The format must be one of those of the provider.')
  }

  /** What no format reads is refused by the first of them. */
  #readerOf(text: string): CredentialFormat {
    const id = formatIdOf(text)
    const format = this.#formats.find((candidate) => candidate.id === id) ?? this.#formats[0]
    if (format !== undefined) return format
    throw invalidArgument('The provider was given no format.')
  }

  #expectations() {
    const { expectedIssuers, expectedTypes, checkStatus, resolveIssuerKey, policy } = this.#config
    return {
      ...{ expectedIssuers, expectedTypes, checkStatus },
      ...(resolveIssuerKey && { resolveIssuerKey }),
      ...(policy && { policy }),
      now: this.#now(),
    }
  }

  #now(): Date {
    return this.#config.now?.() ?? new Date()
  }
}
