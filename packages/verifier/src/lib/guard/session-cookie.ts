import { hashText } from '@lontar/credentials/jose'
import type { Ask } from '@lontar/documents/ask'
import { encodeAsk } from '../ask-text.ts'
import { secondsLeft } from '../transaction/seconds-left.ts'
import type { Transaction } from '../transaction/transaction.ts'
import type { VerifierContext } from '../verifier-context.ts'

/**
 * The name of the cookie that holds a browser's transaction for one ask. Under https the prefix makes browsers
 * refuse it from another host or over http (RFC 6265bis section 4.1.3.2).
 */
export async function sessionCookieName(context: VerifierContext, ask: Ask): Promise<string> {
  const key = (await hashText(encodeAsk(ask))).slice(0, 16)
  return `${isSecure(context) ? '__Host-' : ''}lontar-${key}`
}

/** Reads a cookie; one that stands twice counts as none, for then someone else may have set it. */
export function readCookie(request: Request, name: string): string | undefined {
  const values = (request.headers.get('cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
  return values.length === 1 ? values[0] : undefined
}

/** Which transaction a caller began, and what it brought back from a wallet on its own device. */
export interface Session {
  readonly transactionId: string
  readonly responseCode?: string | undefined
}

/** Reads the value of a session: the transaction's id, and after a full stop the response code, if there is one. */
export function readSession(value: string): Session | undefined {
  const [, transactionId = '', responseCode] =
    /^([A-Za-z0-9_-]{22,128})(?:\.([A-Za-z0-9_-]{22,128}))?$/.exec(value) ?? []
  return transactionId === '' ? undefined : { transactionId, responseCode }
}

/** Keeps a session for as long as its transaction lives, as `readSession` reads it. */
export function sessionCookie(
  context: VerifierContext,
  name: string,
  { record, responseCode }: Pick<Transaction, 'record' | 'responseCode'>,
): string {
  const { transactionId } = record
  const value = responseCode === undefined ? transactionId : `${transactionId}.${responseCode}`
  return cookieOf(context, name, { value, maxAgeSeconds: secondsLeft(record, context.now()) })
}

/** Ends a session, so that the same address begins anew. */
export function endedSessionCookie(context: VerifierContext, name: string): string {
  return cookieOf(context, name, { value: '', maxAgeSeconds: 0 })
}

function cookieOf(
  context: VerifierContext,
  name: string,
  { value, maxAgeSeconds }: { readonly value: string; readonly maxAgeSeconds: number },
): string {
  const secure = isSecure(context) ? '; Secure' : ''
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`
}

function isSecure(context: VerifierContext): boolean {
  return context.url.startsWith('https:')
}
