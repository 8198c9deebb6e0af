import { createHash } from 'node:crypto'
import { createLocalSigner, type JsonObject, type JsonValue, type Signer } from '@lontar/credentials'
import { createDidKey } from '@lontar/credentials/did'
import { generatePrivateJwk } from '@lontar/credentials/jose'

/** An update key or a witness. */
export interface LogKey {
  readonly signer: Signer
  readonly multikey: string
}

/** Makes a fresh Ed25519 key. */
export async function createLogKey(): Promise<LogKey> {
  const signer = await createLocalSigner(await generatePrivateJwk('Ed25519'))
  return { signer, multikey: createDidKey(signer.publicJwk).slice('did:key:'.length) }
}

/** What goes into an entry of a DID log. Nothing in it is checked, so that wrong ones can be made too. */
export interface EntryTraits {
  readonly parameters: JsonObject
  readonly state: JsonObject
  readonly versionTime: string
  readonly signedBy: LogKey
  /** Changes the entry before its proof is made, and after its hash. */
  readonly change?: (entry: JsonObject) => JsonObject
  /** Changes the proof's members before it is signed. */
  readonly proof?: JsonObject
}

/** A log under construction: `{SCID}` stands for the SCID in everything that is added. */
export interface DidLog {
  readonly scid: string
  readonly lines: readonly string[]
  readonly versionIds: readonly string[]
}

const placeholder = '{SCID}'

/** Begins a log: computes the SCID from the first entry. */
export async function beginLog(traits: EntryTraits): Promise<DidLog> {
  const first = {
    versionId: placeholder,
    versionTime: traits.versionTime,
    parameters: { method: 'did:webvh:1.0', scid: placeholder, ...traits.parameters },
    state: traits.state,
  }
  const scid = multihash(canonical(first))
  return addLine({ scid, lines: [], versionIds: [] }, fill(first, scid), scid, traits)
}

/** Adds an entry. */
export async function addEntry(log: DidLog, traits: EntryTraits): Promise<DidLog> {
  const { versionTime, parameters, state } = traits
  const before = log.versionIds.at(-1) ?? log.scid
  return addLine(log, fill({ versionId: before, versionTime, parameters, state }, log.scid), before, traits)
}

async function addLine(
  log: DidLog,
  content: JsonObject,
  before: string,
  traits: EntryTraits,
): Promise<DidLog> {
  const hash = multihash(canonical({ ...content, versionId: before }))
  const versionId = `${log.lines.length + 1}-${hash}`
  const entry = (traits.change ?? ((same) => same))({ ...content, versionId })
  const proof = await prove(entry, traits.signedBy, traits.proof)
  return {
    scid: log.scid,
    lines: [...log.lines, JSON.stringify({ ...entry, proof: [proof] })],
    versionIds: [...log.versionIds, String(entry.versionId)],
  }
}

/** Makes a Data Integrity proof of the suite eddsa-jcs-2022. */
export async function prove(
  document: JsonObject,
  key: LogKey,
  changes: JsonObject = {},
): Promise<JsonObject> {
  const options: JsonObject = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-jcs-2022',
    verificationMethod: `did:key:${key.multikey}#${key.multikey}`,
    created: '2026-01-01T00:00:00Z',
    proofPurpose: 'assertionMethod',
    ...changes,
  }
  const hashes = [options, document].map((part) => createHash('sha256').update(canonical(part)).digest())
  return { ...options, proofValue: `z${base58(await key.signer.sign(Buffer.concat(hashes)))}` }
}

/** The hash to which `nextKeyHashes` commits. */
export function multihash(text: string): string {
  return base58(Buffer.concat([Buffer.of(0x12, 0x20), createHash('sha256').update(text).digest()]))
}

function fill<Value extends JsonValue>(value: Value, scid: string): Value {
  return JSON.parse(JSON.stringify(value).replaceAll(placeholder, scid)) as Value
}

function canonical(value: JsonValue): string {
  return JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}

function base58(bytes: Uint8Array): string {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  let text = ''
  for (; value > 0n; value /= 58n) text = alphabet.charAt(Number(value % 58n)) + text
  const zeros = bytes.findIndex((byte) => byte !== 0)
  return '1'.repeat(Math.max(zeros, 0)) + text
}
