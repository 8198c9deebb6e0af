// The OpenAPI document of the stand-alone service: a validator of others accepts it, and real answers are as it says.
import {
  authoriseByApiKey,
  createApiKey,
  createOpenApi,
  createVerifierService,
} from '@lontar/verifier/service'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020, type Options } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { hotel, pulsa, resident } from '../../verifier/src/lib/fixtures/asks.ts'
import { openScene } from '../../verifier/src/lib/fixtures/scene.ts'

interface Operation {
  readonly operationId: string
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: object }
}

const document = createOpenApi('https://hotel.example/lontar') as unknown as Document
const formats: NonNullable<Options['formats']> = {
  uri: true,
  'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
}

/** What an answer breaks of the schema of its operation and status. */
function faultsOf(path: string, method: string, status: number, answer: unknown): unknown {
  const schema = document.paths[path]?.[method]?.responses[status]?.content?.['application/json']?.schema
  if (schema === undefined) return `${method} ${path} does not say that it answers ${status}`
  const ajv = new Ajv2020({ strict: false, formats })
  ajv.validate({ ...schema, components: document.components }, answer)
  return ajv.errors ?? []
}

test('the document is valid OpenAPI 3.1', async () => {
  const result = await new Validator().validate({ ...structuredClone(document) })
  expect(result).toMatchObject({ valid: true })
  const broken = structuredClone(document) as { info?: unknown }
  delete broken.info
  expect(await new Validator().validate(broken)).toMatchObject({ valid: false })
})

test('every answer is as the document says', async () => {
  const scene = await openScene()
  const { key, hash } = await createApiKey()
  const asks = new Map([hotel, pulsa, resident].map((ask) => [ask.id, ask]))
  const service = await createVerifierService({
    verifier: scene.verifier,
    asks,
    authorise: authoriseByApiKey([hash]),
  })
  const expectAs = async (
    path: string,
    address: string,
    init: RequestInit = {},
  ): Promise<Record<string, string>> => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...init.headers }
    const response = await service(new Request(`${scene.verifier.url}${address}`, { ...init, headers }))
    const answer = (await response.json()) as Record<string, string>
    const faults = faultsOf(path, (init.method ?? 'GET').toLowerCase(), response.status, answer)
    expect(faults, JSON.stringify(faults)).toEqual([])
    return answer
  }
  const post = (ask: object) =>
    expectAs('/requests', '/requests', { method: 'POST', body: JSON.stringify(ask) })
  await expectAs('/openapi.json', '/openapi.json')
  await expectAs('/asks', '/asks')
  await expectAs('/asks', '/asks', { headers: { authorization: 'Bearer no' } })
  await post({ ask: 'pulsa' })
  await post({ ask: 'nothing' })
  await post({})
  const requests = [
    await post({ ask: 'hotel' }),
    await post({ ask: 'hotel', returnTo: 'https://hotel.example/done' }),
  ]
  scene.issuer.statuses[9] = 1
  const one = '/requests/{transactionId}'
  for (const [index, { requestUri = '', transactionId = '' }] of requests.entries()) {
    await expectAs(one, `/requests/${transactionId}`)
    const object = await scene.holder.read(scene.verifier.fetch, requestUri, scene.now)
    const credential = await scene.credential({ index: index === 0 ? 7 : 9 })
    await scene.post(await scene.holder.present(object, credential, scene.now))
    const { state } = await expectAs(one, `/requests/${transactionId}?wait=1`)
    expect(state).toBe(index === 0 ? 'accepted' : 'refused')
  }
  await expectAs(one, '/requests/unknown')
  await expectAs(one, '/requests/unknown?wait=x')
  await expectAs('/requests/{transactionId}/events', '/requests/unknown/events')
  await expectAs('/receipts', '/receipts')
  await expectAs('/receipts', '/receipts?limit=0')
  await expectAs('/ask/{name}', '/ask/pulsa')
  await expectAs('/ask/{name}', '/ask/nothing')
  expect(faultsOf('/asks', 'get', 200, { asks: [{ name: 'hotel' }] })).not.toEqual([])
})
