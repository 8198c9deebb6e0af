import type { ClaimPath, CredentialFormat, Signer } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import { createVp, type PresentedCredentialText } from '@lontar/credentials/presentation'

interface PresentationInput {
  readonly signer: Signer
  readonly holder: string
  readonly nonce: string
  readonly audience: string
  readonly disclose: readonly ClaimPath[]
  readonly now: Date
}

/**
 * Presents the texts in a format: enveloped in a `vp+jwt`, or one SD-JWT with its key binding.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for another number of SD-JWTs than one.
 */
export async function presentCredentials(
  format: CredentialFormat,
  texts: readonly string[],
  input: PresentationInput,
): Promise<string> {
  if (format.id === 'vc+jwt') {
    const { disclose: _disclose, ...binding } = input
    const credentials = texts.map((text): PresentedCredentialText => ({ format: 'vc+jwt', text }))
    return createVp({ ...binding, credentials })
  }
  const [credential, ...more] = texts
  if (credential === undefined || more.length > 0) {
    throw invalidArgument('An SD-JWT is presented alone: one credential, no more.')
  }
  return format.present({ ...input, credential })
}
