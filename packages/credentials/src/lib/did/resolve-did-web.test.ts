import { describe, expect, it } from 'vitest'
import { VerificationError } from '../errors/lontar-error.ts'
import { serveFiles } from './fixtures/serve-files.ts'
import { resolveDidWeb } from './resolve-did-web.ts'

const did = 'did:web:issuer.example:tenant'
const url = 'https://issuer.example/tenant/did.json'
const text = JSON.stringify({ id: did, verificationMethod: [], extra: { kept: true } })

const resolve = (file: Parameters<typeof serveFiles>[0][string]) =>
  resolveDidWeb(did, serveFiles({ [url]: file }).fetch)

describe('a did:web', () => {
  it('is read at its one address, with every member that it has', async () => {
    const network = serveFiles({ [url]: { text, type: 'application/did+json' } })
    const document = await resolveDidWeb(did, network.fetch)
    expect(document).toEqual(JSON.parse(text))
    expect(Object.isFrozen(document)).toBe(true)
    expect(network.asked).toEqual([url])
  })

  it.each([
    'application/did',
    'application/did+ld+json',
    'Application/JSON; charset=UTF-8',
    'application/ld+json',
  ])('may be served as %s', async (type) => {
    await expect(resolve({ text, type })).resolves.toMatchObject({ id: did })
  })

  it.each(['', 'text/html', 'text/plain', 'text/json', 'application/octet-stream', 'application/jsonp'])(
    'is refused when it is served as %j',
    async (type) => {
      await expect(resolve({ text, type })).rejects.toMatchObject({ code: 'did_document_malformed' })
    },
  )

  it.each([404, 410])('is none when the server says %d', async (status) => {
    await expect(resolve({ text, status })).rejects.toMatchObject({ code: 'did_document_malformed' })
  })

  it.each([201, 204, 301, 400, 401, 500, 503])('is not known when the server says %d', async (status) => {
    await expect(resolve({ text, status })).rejects.toMatchObject({
      name: 'NetworkError',
      code: 'did_unreachable',
    })
  })

  it('is not known when nobody answers, or may not be asked', async () => {
    await expect(resolve(undefined)).rejects.toMatchObject({ code: 'did_unreachable' })
    const cause = new VerificationError('url_address_forbidden', 'No.')
    await expect(resolveDidWeb(did, () => Promise.reject(cause))).rejects.toMatchObject({
      code: 'did_unreachable',
      cause,
    })
  })

  it.each([
    '',
    'x',
    '[]',
    '"x"',
    `{"id":"${did}","id":"${did}"}`,
    `{"id":"${did}","__proto__":{}}`,
    '{"id":1e999}',
  ])('is refused when it reads %j', async (wrong) => {
    await expect(resolve({ text: wrong })).rejects.toMatchObject({ code: 'did_document_malformed' })
  })

  it.each(['did:web:issuer.example', `${did}#1`, `${did}/`, 'did:web:ISSUER.example:tenant', null])(
    'is refused when the document is of %j',
    async (id) => {
      await expect(resolve({ text: JSON.stringify({ id }) })).rejects.toMatchObject({
        code: 'did_document_malformed',
      })
    },
  )
})
