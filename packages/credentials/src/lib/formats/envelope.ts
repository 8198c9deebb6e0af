import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { requireStep } from '../verdict/require-step.ts'
import { presentationEnveloped } from '../verdict/steps/format-steps.ts'
import { jsonList } from './json-list.ts'

/** A credential of a presentation, as its envelope says what it is. */
export interface PresentedCredentialText {
  /** The format of the text. */
  readonly format: 'vc+jwt' | 'vc+sd-jwt' | 'jwt_vc_json'
  /** The credential as issued, or with the disclosures to show. */
  readonly text: string
}

/** A secured credential of version 2.0, the only one that has an envelope. */
export interface EnvelopedCredentialText extends PresentedCredentialText {
  /** Its format on the wire. */
  readonly format: 'vc+jwt' | 'vc+sd-jwt'
}

const context = 'https://www.w3.org/ns/credentials/v2'
const credentialType = 'EnvelopedVerifiableCredential'
const presentationType = 'EnvelopedVerifiablePresentation'
// The text follows the comma as it is: `;base64` would be another text (VC-JOSE-COSE section 3.1.2).
const credentialUrl = /^data:application\/(vc\+jwt|vc\+sd-jwt),([A-Za-z0-9_.~-]+)$/
const presentationUrl = /^data:application\/(vp\+jwt|vp\+sd-jwt),([A-Za-z0-9_.~-]+)$/

/**
 * Puts a secured credential in its envelope.
 *
 * @param credential the credential.
 * @returns an `EnvelopedVerifiableCredential`.
 * @see VC Data Model 2.0 section 4.13
 */
export function envelopeCredential({ format, text }: PresentedCredentialText): JsonObject {
  return { '@context': context, id: `data:application/${format},${text}`, type: credentialType }
}

/**
 * Takes a secured credential out of its envelope. It is read no further.
 *
 * @param envelope an `EnvelopedVerifiableCredential`.
 * @returns the credential.
 * @throws MalformedError `presentation_malformed` when it is no such envelope, or of a media type that Lontar does not
 * read.
 * @see VC Data Model 2.0 section 4.13, VC-JOSE-COSE section 3.1.2
 */
export function openEnvelopedCredential(envelope: JsonValue): EnvelopedCredentialText {
  const [format, text] = open(envelope, credentialType, credentialUrl)
  return { format: format === 'vc+jwt' ? 'vc+jwt' : 'vc+sd-jwt', text }
}

/**
 * Puts a secured presentation in its envelope.
 *
 * @param text a `vp+jwt`.
 * @returns an `EnvelopedVerifiablePresentation`.
 * @see VC Data Model 2.0 section 4.13
 */
export function envelopePresentation(text: string): JsonObject {
  return { '@context': context, id: `data:application/vp+jwt,${text}`, type: presentationType }
}

/**
 * Takes a secured presentation out of its envelope. It is read no further.
 *
 * @param envelope an `EnvelopedVerifiablePresentation`.
 * @returns the `vp+jwt` or `vp+sd-jwt`.
 * @throws MalformedError `presentation_malformed` when it is no such envelope.
 * @see VC Data Model 2.0 section 4.13
 */
export function openEnvelopedPresentation(envelope: JsonValue): string {
  return open(envelope, presentationType, presentationUrl)[1]
}

function open(envelope: JsonValue, type: string, url: RegExp): readonly [format: string, text: string] {
  const members = isJsonObject(envelope) ? envelope : {}
  const [, format, text] = typeof members.id === 'string' ? (url.exec(members.id) ?? []) : []
  const isTyped = jsonList(members['@context'])[0] === context && jsonList(members.type).includes(type)
  requireStep(presentationEnveloped, isTyped && format !== undefined && text !== undefined)
  return [format, text]
}
