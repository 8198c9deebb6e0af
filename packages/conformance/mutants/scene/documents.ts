import { isDeepStrictEqual } from 'node:util'
import type { JsonObject, JsonValue, Signer } from '@lontar/credentials'
import { createDidKey, createDidResolver, keyOfDidUrl } from '@lontar/credentials/did'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import {
  bareJwk,
  createIntegrity,
  encodeUtf8,
  isJsonObject,
  parseJws,
  signJws,
  verifyJwsSignature,
} from '@lontar/credentials/jose'
import { resolveTypeMetadata } from '@lontar/credentials/type-metadata'
import { codeOf } from '../../checks/negative-case.ts'
import {
  addEntry,
  beginLog,
  type DidLog,
  type LogKey,
  multihash,
  prove,
} from '../../checks/support/did-log-writer.ts'
import type { Document } from '../artefact.ts'
import { createSeededSigner } from '../create-seeded-signer.ts'
import type { SeededChoices } from '../seeded-choices.ts'
import { now, type Stage, serve } from './stage.ts'

/**
 * Makes what is fetched and read as JSON: the document of a did:web, the log of a did:webvh with the approval of its
 * witness, and Type Metadata.
 *
 * @param stage where.
 * @returns the artefacts.
 */
export async function createDocuments(stage: Stage): Promise<readonly Document[]> {
  return [await didWebDocument(stage), ...(await didLogs(stage)), ...(await typeMetadata())]
}

/** A signature of the issuer under the name of a DID, and whether the key of the DID's document fits it. */
async function judgeOf(
  { cast }: Stage,
  did: string,
  fetchOf: (variant: string) => GuardedFetch,
): Promise<Document['judge']> {
  const kid = `${did}#key-1`
  const text = await signJws({
    header: { typ: 'vc+jwt' },
    payload: { iss: did },
    signer: { ...cast.issuer, keyId: kid },
  })
  return (variant) =>
    codeOf(async () => {
      const resolveDid = createDidResolver({ fetch: fetchOf(variant), now: () => now })
      const expectedKey = await keyOfDidUrl(kid, { expectedRelationship: 'assertionMethod', resolveDid, now })
      await verifyJwsSignature(parseJws(text), { expectedKey, expectedType: 'vc+jwt' })
    })
}

function methodOf(did: string, { publicJwk }: Signer): JsonObject {
  return {
    id: `${did}#key-1`,
    type: 'JsonWebKey',
    controller: did,
    publicKeyJwk: { ...bareJwk(publicJwk) },
  }
}

async function didWebDocument(stage: Stage): Promise<Document> {
  const did = 'did:web:issuer.example'
  const { cast } = stage
  const document: JsonObject = {
    '@context': ['https://www.w3.org/ns/did/v1'],
    id: did,
    verificationMethod: [
      methodOf(did, cast.issuer),
      { ...methodOf(did, cast.otherIssuer), id: `${did}#key-2` },
    ],
    assertionMethod: [`${did}#key-1`],
    authentication: [`${did}#key-2`],
  }
  const url = 'https://issuer.example/.well-known/did.json'
  return {
    kind: 'document',
    name: 'document of a did:web',
    lane: 'document of a did:web',
    text: JSON.stringify(document),
    isSame: (variant) => namesKey(readJson(variant), did, cast.issuer),
    judge: await judgeOf(stage, did, (variant) => serve({ [url]: [variant, 'application/did+json'] })),
  }
}

/** Whoever serves the document may say what he likes, if under this name stays this key, for assertions, and in force. */
function namesKey(document: JsonValue | undefined, did: string, signer: Signer): boolean {
  if (!isJsonObject(document) || document.id !== did) return false
  const isName = (id: JsonValue | undefined) => id === `${did}#key-1` || id === '#key-1'
  const embedded = [document.assertionMethod, document.authentication].flat().filter(isJsonObject)
  const methods = [...[document.verificationMethod].flat().filter(isJsonObject), ...embedded]
  const listed = [document.assertionMethod].flat()
  const isListed = listed.some((entry) => isName(isJsonObject(entry) ? entry.id : entry))
  const own = methods.filter(({ id }) => isName(id))
  return isListed && own.some((method) => method.controller === did && isInForce(method, signer))
}

function isInForce({ publicKeyJwk, expires, revoked }: JsonObject, { publicJwk }: Signer): boolean {
  const expected = Object.entries(bareJwk(publicJwk))
  const isKey = isJsonObject(publicKeyJwk) && expected.every(([name, value]) => publicKeyJwk[name] === value)
  return isKey && expires === undefined && revoked === undefined
}

async function didLogs(stage: Stage): Promise<readonly Document[]> {
  const [first, second, stranger, witness] = await Promise.all(
    ['log key', 'next log key', 'strange log key', 'witness'].map((name) => createSeededLogKey(stage, name)),
  )
  if (!first || !second || !stranger || !witness) throw new TypeError('There is no key.')
  const witnesses = { threshold: 1, witnesses: [{ id: `did:key:${witness.multikey}` }] }
  const log = await writeLog(stage, [first, second], {})
  const witnessed = await writeLog(stage, [first, second], { witness: witnesses })
  return [
    {
      kind: 'document',
      name: 'log of a did:webvh',
      lane: 'log of a did:webvh',
      text: log.lines.join('\n'),
      isSame: (variant) => isDeepStrictEqual(readLines(variant), readLines(log.lines.join('\n'))),
      judge: await judgeOf(stage, `did:webvh:${log.scid}:${logHost}`, (variant) => serveLog(variant)),
      forge: (choices) => forgeLog(choices, log, choices.pick([stranger, first])),
    },
    await approvalOf(stage, witnessed, witness, stranger),
  ]
}

const logHost = 'log.example'

function serveLog(log: string, approvals = '[]'): GuardedFetch {
  return serve({
    [`https://${logHost}/.well-known/did.jsonl`]: [log, 'text/jsonl'],
    [`https://${logHost}/.well-known/did-witness.json`]: [approvals, 'application/json'],
  })
}

/**
 * Three entries: another key, a rotation of the keys of the log to which the first committed, and the key of the issuer.
 * A log that is cut short is an older history, which nothing in it gives away: the key is then another one.
 */
async function writeLog(
  { cast }: Stage,
  [first, second]: readonly [LogKey, LogKey],
  parameters: JsonObject,
): Promise<DidLog> {
  const did = `did:webvh:{SCID}:${logHost}`
  const stateOf = (signer: Signer): JsonObject => ({
    '@context': ['https://www.w3.org/ns/did/v1'],
    id: did,
    verificationMethod: [methodOf(did, signer)],
    assertionMethod: [`${did}#key-1`],
  })
  const nextKeyHashes = [multihash(second.multikey)]
  const begun = await beginLog({
    parameters: { updateKeys: [first.multikey], nextKeyHashes, ...parameters },
    state: stateOf(cast.otherIssuer),
    versionTime: '2026-01-01T00:00:00Z',
    signedBy: first,
  })
  const rotated = await addEntry(begun, {
    parameters: { updateKeys: [second.multikey], nextKeyHashes: [] },
    state: stateOf(cast.otherIssuer),
    versionTime: '2026-02-01T00:00:00Z',
    signedBy: second,
  })
  return addEntry(rotated, {
    parameters: {},
    state: { ...stateOf(cast.issuer), alsoKnownAs: ['https://log.example'] },
    versionTime: '2026-03-01T00:00:00Z',
    signedBy: second,
  })
}

async function approvalOf(stage: Stage, log: DidLog, witness: LogKey, stranger: LogKey): Promise<Document> {
  const versionId = log.versionIds.at(-1) ?? ''
  const proof = await prove({ versionId }, witness)
  const verificationMethod = `did:key:${witness.multikey}#${witness.multikey}`
  return {
    kind: 'document',
    name: 'approval of a witness',
    lane: 'approval of a witness',
    text: JSON.stringify([{ versionId, proof: [proof] }]),
    isSame: (variant) => isApproved(readJson(variant), versionId, proof),
    judge: await judgeOf(stage, `did:webvh:${log.scid}:${logHost}`, (variant) =>
      serveLog(log.lines.join('\n'), variant),
    ),
    forge: async (choices) => {
      const forged = await prove({ versionId }, stranger, choices.pick([{}, { verificationMethod }]))
      const older = await prove({ versionId: choices.pick(log.versionIds.slice(0, -1)) }, witness)
      return JSON.stringify([{ versionId, proof: choices.pick([[forged], [older], [forged, older]]) }])
    },
  }
}

async function createSeededLogKey({ seed }: Stage, name: string): Promise<LogKey> {
  const signer = await createSeededSigner(seed, { name, crv: 'Ed25519' })
  return { signer, multikey: createDidKey(signer.publicJwk).slice('did:key:'.length) }
}

/**
 * A history that a stranger, or who holds the first key, which was rotated, wrote anew from some entry on, with right numbers
 * and hashes, or that he continued.
 */
async function forgeLog(choices: SeededChoices, log: DidLog, forger: LogKey): Promise<string> {
  const entries = log.lines.map((line) => JSON.parse(line) as JsonObject & ForgedEntry)
  const from = choices.integer(entries.length + 1)
  let forged: DidLog = {
    ...log,
    lines: log.lines.slice(0, from),
    versionIds: log.versionIds.slice(0, from),
  }
  const newest = entries.at(-1)
  if (newest === undefined) throw new TypeError('There is no entry.')
  const continued = { ...newest, parameters: {}, versionTime: '2026-04-01T00:00:00Z' }
  const keys = choices.pick([
    {},
    { updateKeys: [forger.multikey] },
    { updateKeys: [forger.multikey], nextKeyHashes: [] },
  ])
  const state = { alsoKnownAs: [`https://attacker-${choices.integer(1e9)}.example`] }
  for (const entry of [...entries.slice(from), ...(from === entries.length ? [continued] : [])]) {
    const [{ verificationMethod = '' } = {}] = entry.proof
    const traits = {
      parameters: { ...entry.parameters, ...keys },
      state: { ...entry.state, ...state },
      versionTime: entry.versionTime,
      signedBy: forger,
      proof: choices.pick([{}, { verificationMethod }]),
    }
    forged = from === 0 && forged.lines.length === 0 ? await beginLog(traits) : await addEntry(forged, traits)
  }
  return forged.lines.join('\n')
}

interface ForgedEntry {
  readonly parameters: JsonObject
  readonly state: JsonObject
  readonly versionTime: string
  readonly proof: readonly JsonObject[]
}

function isApproved(list: JsonValue | undefined, versionId: string, proof: JsonObject): boolean {
  const approvals = Array.isArray(list) ? (list as readonly JsonValue[]).filter(isJsonObject) : []
  return approvals.some(
    (approval) =>
      approval.versionId === versionId &&
      [approval.proof].flat().some((candidate) => isDeepStrictEqual(candidate, proof)),
  )
}

async function typeMetadata(): Promise<readonly Document[]> {
  const parentUrl = 'https://types.example/card'
  const childUrl = 'https://types.example/ktp'
  const parent = JSON.stringify({
    vct: parentUrl,
    name: 'A card',
    display: [{ locale: 'id', name: 'Kartu' }],
    claims: [{ path: ['name'], sd: 'always', mandatory: true, display: [{ locale: 'id', label: 'Nama' }] }],
  })
  const child = JSON.stringify({
    vct: childUrl,
    extends: parentUrl,
    'extends#integrity': await createIntegrity(encodeUtf8(parent)),
    display: [{ locale: 'id', name: 'KTP' }],
    claims: [{ path: ['residence', 'province'], sd: 'allowed' }],
  })
  const integrity = await createIntegrity(encodeUtf8(child))
  const json = 'application/json'
  const judge =
    (pinned: string | undefined, files: (variant: string) => readonly [string, string]): Document['judge'] =>
    (variant) => {
      const [ofChild, ofParent] = files(variant)
      const fetch = serve({ [childUrl]: [ofChild, json], [parentUrl]: [ofParent, json] })
      return codeOf(() => resolveTypeMetadata({ vct: childUrl, integrity: pinned, fetch }))
    }
  return [
    {
      kind: 'document',
      name: 'Type Metadata under a digest',
      lane: 'Type Metadata under a digest',
      text: child,
      isSame: (variant) => variant === child,
      judge: judge(integrity, (variant) => [variant, parent]),
    },
    {
      kind: 'document',
      name: 'Type Metadata that other extends under a digest',
      lane: 'Type Metadata that other extends under a digest',
      text: parent,
      isSame: (variant) => variant === parent,
      judge: judge(undefined, (variant) => [child, variant]),
    },
    {
      kind: 'document',
      name: 'Type Metadata without a digest',
      lane: 'Type Metadata without a digest',
      text: child,
      // Without a digest, whoever serves the address says what the type is.
      isSame: (variant) => {
        const document = readJson(variant)
        return isJsonObject(document) && document.vct === childUrl
      },
      judge: judge(undefined, (variant) => [variant, parent]),
    },
  ]
}

function readJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    return undefined
  }
}

function readLines(text: string): readonly (JsonValue | undefined)[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map(readJson)
}
