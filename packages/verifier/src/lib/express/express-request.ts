import { Readable } from 'node:stream'
import type { Request as ExpressRequest } from 'express'

/** Makes a web `Request` of an Express one under a public URL: from its stream, or from what a parser left in `body`. */
export function toWebRequest(incoming: ExpressRequest, url: string, withBody: boolean): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headersDistinct)) {
    // The length is that of the original bytes; a repeated cookie header is one list (RFC 9113 section 8.2.3).
    if (name === 'content-length' || name === 'transfer-encoding') continue
    headers.set(name, (value ?? []).join(name === 'cookie' ? '; ' : ', '))
  }
  const { method } = incoming
  if (!withBody || method === 'GET' || method === 'HEAD') return new Request(url, { method, headers })
  const init = { method, headers, body: bodyOf(incoming), duplex: 'half' }
  return new Request(url, init as RequestInit)
}

function bodyOf(incoming: ExpressRequest): BodyInit {
  const parsed: unknown = incoming.body
  if (parsed === undefined) return Readable.toWeb(incoming) as unknown as BodyInit
  if (typeof parsed === 'string' || parsed instanceof Uint8Array) return parsed as BodyInit
  return formOf(parsed)
}

/** A repeated parameter stays repeated, so that it is still refused. */
function formOf(parsed: unknown): string {
  const form = new URLSearchParams()
  for (const [name, value] of fieldsOf(parsed)) {
    for (const item of value) form.append(name, String(item))
  }
  return form.toString()
}

/**
 * Whether a body is what a form can hold: a parser with `extended: true` makes objects of `a[b]=c`, whose members the
 * sender names, those of every object included.
 */
export function isReadableBody(parsed: unknown): boolean {
  if (parsed instanceof Uint8Array) return true
  return fieldsOf(parsed).every(([, value]) => value.every((item) => typeof item === 'string'))
}

function fieldsOf(parsed: unknown): [string, readonly unknown[]][] {
  return Object.entries(parsed ?? {}).map(([name, value]) => [name, Array.isArray(value) ? value : [value]])
}
