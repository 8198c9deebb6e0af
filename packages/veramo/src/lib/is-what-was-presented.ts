import type { CredentialFormat, JsonObject, JsonValue } from '@lontar/credentials'
import { LontarError } from '@lontar/credentials/errors'
import { isJsonObject } from '@lontar/credentials/jose'
import { parseVp } from '@lontar/credentials/presentation'
import { isSameJson } from './is-same-json.ts'
import { plainJson } from './plain-json.ts'
import { formatIdOf, isWhatWasSigned, textOf } from './veramo-document.ts'

/** Two more than a credential has: the presentation around it, and its list. */
const maxDepth = 34

/** What the text of a presentation says. */
interface Presented {
  /** Its members, but for the two below. */
  readonly members: JsonObject
  /** Who presents; `undefined` where the text names nobody. */
  readonly holder: string | undefined
  /** The credentials as they are shown. */
  readonly texts: readonly string[]
}

/**
 * Whether a presentation says what its text says. Only the text is signed: an object around it with another holder or
 * another credential would be believed for its sake. What the text names no holder of is not judged here.
 *
 * @param readerOf the format that reads the text of a credential.
 */
export async function isWhatWasPresented(
  presentation: unknown,
  text: string,
  readerOf: (text: string) => CredentialFormat,
): Promise<boolean> {
  const signed = typeof presentation === 'object' && presentation !== null && (await readPresented(text))
  // What cannot be read is refused by name when it is verified.
  if (!signed) return true
  const shown = tryPlain(presentation)
  if (shown === undefined) return false
  const { proof: _, holder, verifiableCredential, ...members } = shown
  const isHolder = holder === undefined || signed.holder === undefined || idOf(holder) === signed.holder
  const isEach = Object.entries(members).every(([name, value]) => isSameJson(value, signed.members[name]))
  return isHolder && isEach && (await areCredentials(verifiableCredential, signed.texts, readerOf))
}

/** The holder that an object shows; `undefined` for a text, and where none is shown. */
export function shownHolder(presentation: unknown): JsonValue | undefined {
  if (typeof presentation !== 'object' || presentation === null || !('holder' in presentation))
    return undefined
  return idOf(tryPlain(presentation)?.holder) ?? null
}

async function areCredentials(
  shown: JsonValue | undefined,
  texts: readonly string[],
  readerOf: (text: string) => CredentialFormat,
): Promise<boolean> {
  if (shown === undefined) return true
  if (!Array.isArray(shown) || shown.length !== texts.length) return false
  for (const [index, text] of texts.entries()) {
    const credential: unknown = shown[index]
    if (textOf(credential) !== text) return false
    if (!(await isWhatWasSigned(credential, text, readerOf(text)))) return false
  }
  return true
}

async function readPresented(text: string): Promise<Presented | undefined> {
  const id = formatIdOf(text)
  if (id === 'vc+sd-jwt' || id === 'dc+sd-jwt') {
    const members = { '@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiablePresentation'] }
    return { members, holder: undefined, texts: [text.slice(0, text.lastIndexOf('~') + 1)] }
  }
  try {
    const { version, claims, holder, credentials } = await parseVp(text)
    const texts = credentials.map((credential) => credential.text)
    return { members: version === '2.0' ? claims : membersOf1(claims), holder, texts }
  } catch (error) {
    if (error instanceof LontarError) return undefined
    throw error
  }
}

/** What Veramo shows of a JWT of VC 1.1 beside its credentials and holder (VC Data Model 1.1 section 6.3.1). */
function membersOf1({ vp, aud, nbf, exp, jti, nonce }: JsonObject): JsonObject {
  const shown = {
    ...(isJsonObject(vp) && vp),
    ...{ id: jti, nonce, verifier: Array.isArray(aud) ? aud : [aud] },
    ...{ issuanceDate: dateOf(nbf), expirationDate: dateOf(exp) },
  }
  return shown as JsonObject
}

function dateOf(seconds: JsonValue | undefined): string | undefined {
  const date = new Date(Number(seconds) * 1000)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

function tryPlain(value: object): JsonObject | undefined {
  try {
    return plainJson(value, maxDepth)
  } catch (error) {
    if (error instanceof LontarError) return undefined
    throw error
  }
}

function idOf(value: JsonValue | undefined): JsonValue | undefined {
  return isJsonObject(value) && Object.keys(value).join() === 'id' ? value.id : value
}
