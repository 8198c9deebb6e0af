import type { ClaimPath, CredentialFormat, Signer } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import { createVp, type PresentedCredentialText } from '@lontar/credentials/presentation'
import { presentSdJwt } from '@lontar/credentials/sd-jwt'
import { formatIdOf } from './veramo-document.ts'

interface PresentationInput {
  readonly signer: Signer
  readonly holder: string
  readonly nonce: string
  readonly audience: string
  /** The claims to show, a list for each credential in their order. */
  readonly disclose: readonly (readonly ClaimPath[])[]
  readonly now: Date
}

/** A presentation, and the credentials in it as they are shown: with nothing that is held back. */
export interface PresentedCredentials {
  readonly jwt: string
  readonly credentials: readonly string[]
}

/**
 * Presents credentials: one SD-JWT with its key binding; several of version 2.0, or any `vc+jwt`, each in an envelope of
 * one `vp+jwt`, which binds them all at once.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for none, and for several where one is a `dc+sd-jwt`.
 */
export async function presentCredentials(
  format: CredentialFormat,
  texts: readonly string[],
  input: PresentationInput,
): Promise<PresentedCredentials> {
  const [credential, ...more] = texts
  if (credential === undefined) throw invalidArgument('A presentation must hold a credential.')
  if (format.id === 'vc+jwt') return presentEnveloped(texts, input)
  if (more.length === 0) return presentAlone(format, credential, input)
  if (format.id === 'dc+sd-jwt') throw aloneAlways()
  return presentEnveloped(texts, input)
}

async function presentAlone(
  format: CredentialFormat,
  credential: string,
  { disclose: [disclose = []], ...input }: PresentationInput,
): Promise<PresentedCredentials> {
  const jwt = await format.present({ ...input, credential, disclose })
  return { jwt, credentials: [jwt.slice(0, jwt.lastIndexOf('~') + 1)] }
}

async function presentEnveloped(
  texts: readonly string[],
  { disclose, ...binding }: PresentationInput,
): Promise<PresentedCredentials> {
  const credentials = await Promise.all(texts.map((text, index) => shown(text, disclose[index] ?? [])))
  return {
    jwt: await createVp({ ...binding, credentials }),
    credentials: credentials.map(({ text }) => text),
  }
}

async function shown(text: string, disclose: readonly ClaimPath[]): Promise<PresentedCredentialText> {
  const format = formatIdOf(text)
  if (format === 'dc+sd-jwt') throw aloneAlways()
  if (format !== 'vc+sd-jwt') return { format: 'vc+jwt', text }
  return { format, text: await presentSdJwt({ sdJwt: text, disclose }) }
}

function aloneAlways(): TypeError {
  return invalidArgument(
    'A dc+sd-jwt is presented alone, for its key binding covers it and nothing else: make one presentation for each.',
  )
}
