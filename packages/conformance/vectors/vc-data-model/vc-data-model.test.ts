import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  createLocalSigner,
  createVcJwtFormat,
  createVcSdJwtFormat,
  type JsonObject,
  type JsonValue,
} from '@lontar/credentials'
import { LontarError } from '@lontar/credentials/errors'
import { generatePrivateJwk, signJws } from '@lontar/credentials/jose'
import { envelopeCredential, openEnvelopedCredential, parseVp } from '@lontar/credentials/presentation'
import { describe, expect, test } from 'vitest'
import { readVector, vectorsAbsent } from '../support/public-vectors.ts'
import { resolveInlineContext } from './inline-context.ts'

const folder = 'vectors/vc-data-model'

/** Documents that Lontar judges otherwise than the suite, and why. */
const differences: Readonly<Record<string, string>> = {
  'credential-proof-ok.json': 'a proof inside is one that is not checked, so that it would only look checked',
  'presentation-context-combo2-ok.json': 'a context inside a presentation could give holder another meaning',
  'presentation-optional-type-ok.json': 'a context inside a presentation could give holder another meaning',
  'presentation-enveloped-vc-ok.json':
    'the media type vc-ld+jwt;base64url is retired: VC-JOSE-COSE section 3.1.2 has vc+jwt and no base64',
}

/** The context of the specification's examples, as far as the documents use its types. */
const resolveContext = (url: string): Readonly<Record<string, string>> | undefined =>
  url === 'https://www.w3.org/ns/credentials/examples/v2'
    ? { RelationshipCredential: 'https://www.w3.org/ns/credentials/examples#RelationshipCredential' }
    : undefined

const known = { resolveContext, resolveInlineContext }
const formats = [createVcJwtFormat(known), createVcSdJwtFormat(known)] as const
const issuer = { ...(await createLocalSigner(await generatePrivateJwk())), keyId: 'did:example:issuer#0' }
const end = 4_000_000_000

function documents(prefix: string, subfolder = ''): readonly string[] {
  if (vectorsAbsent) return []
  const path = join(import.meta.dirname, '../../../../../shared', folder, subfolder)
  return readdirSync(path)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.json'))
    .map((name) => join(subfolder, name))
}

/** The suite puts its own issuer into documents without one, and asks for refusal where the document says otherwise. */
function prepare(name: string): JsonObject {
  const document = readVector<Record<string, JsonValue>>(`${folder}/${name}`)
  if (name.startsWith('credential-no-issuer')) return document
  const issuerOf = document.issuer === undefined ? 'did:example:issuer' : document.issuer
  const isUnnamed =
    typeof issuerOf === 'object' && issuerOf !== null && !Array.isArray(issuerOf) && !('id' in issuerOf)
  return {
    exp: end,
    ...document,
    ...dated(document),
    issuer: isUnnamed ? { id: 'did:example:issuer', ...(issuerOf as JsonObject) } : issuerOf,
  }
}

/** The suite fills these in when it runs. */
const dates: Readonly<Record<string, string>> = {
  'PAST DATE': '2020-01-01T00:00:00Z',
  'FUTURE DATE': '2090-01-01T00:00:00Z',
}

function dated({ validFrom, validUntil }: JsonObject): JsonObject {
  const filled = Object.entries({ validFrom, validUntil }).map(([name, date]) => [
    name,
    dates[String(date)] ?? date,
  ])
  return Object.fromEntries(filled.filter(([, date]) => date !== undefined)) as JsonObject
}

async function isAccepted(attempt: () => Promise<unknown>): Promise<boolean> {
  try {
    await attempt()
    return true
  } catch (error) {
    expect(error).toBeInstanceOf(LontarError)
    return false
  }
}

const isRight = (name: string): boolean => !(name in differences) && name.includes('-ok')

describe.skipIf(vectorsAbsent)('public vectors: VC Data Model 2.0', () => {
  const credentials = [
    ...documents('credential-'),
    ...documents('credential-', 'names-and-descriptions'),
    ...documents('issuer-', 'names-and-descriptions'),
  ]
  const presentations = documents('presentation-').filter((name) => !name.includes('self-asserted'))

  test('are all here', () => {
    expect(credentials.length).toBeGreaterThan(90)
    expect(presentations.length).toBeGreaterThan(18)
    const all = [...credentials, ...presentations]
    expect(Object.keys(differences).filter((name) => !all.includes(name))).toEqual([])
  })

  describe.each(formats)('$id', (format) => {
    test.each(credentials)('%s', async (name) => {
      const payload = prepare(name)
      const issue = (): Promise<string> => format.issue({ signer: issuer, payload, disclosable: [] })
      expect(await isAccepted(issue)).toBe(isRight(name))
      // What was not issued is refused from others too.
      const header = { typ: format.id }
      const jwt = await signJws({ header, payload, signer: issuer })
      const text = format.id === 'vc+jwt' ? jwt : `${jwt}~`
      expect(await isAccepted(() => format.parse(text))).toBe(isRight(name))
    })
  })

  test.each(presentations)('%s', async (name) => {
    const document = readVector<Record<string, JsonValue>>(`${folder}/${name}`)
    const judge = async (): Promise<void> => {
      const payload = await secured(document)
      const { credentials } = await parseVp(
        await signJws({ header: { typ: 'vp+jwt' }, payload, signer: issuer }),
      )
      for (const { text } of credentials) await formats[0].parse(text)
    }
    expect(await isAccepted(judge)).toBe(isRight(name))
  })

  test('bare credentials in a presentation prove nothing and are refused', async () => {
    for (const name of documents('presentation-').filter((name) => name.includes('self-asserted'))) {
      const payload = readVector<JsonObject>(`${folder}/${name}`)
      const text = await signJws({ header: { typ: 'vp+jwt' }, payload, signer: issuer })
      await expect(parseVp(text), name).rejects.toMatchObject({ code: 'presentation_malformed' })
    }
  })
})

/** A presentation as the suite's issuer makes it: the credentials in it are issued and enveloped. */
async function secured(document: JsonObject): Promise<JsonObject> {
  const { verifiableCredential } = document
  if (!Array.isArray(verifiableCredential)) return document
  const secured = (verifiableCredential as readonly JsonValue[]).map(async (entry) =>
    isBare(entry) ? envelope(entry) : entry,
  )
  return { ...document, verifiableCredential: await Promise.all(secured) }
}

function isBare(entry: JsonValue): entry is JsonObject {
  return typeof entry === 'object' && entry !== null && 'issuer' in entry
}

async function envelope(entry: JsonObject): Promise<JsonObject> {
  const payload = { exp: end, ...entry }
  const text = await formats[0].issue({ signer: issuer, payload, disclosable: [] })
  const enveloped = envelopeCredential({ format: 'vc+jwt', text })
  expect(openEnvelopedCredential(enveloped).text).toBe(text)
  return enveloped
}
