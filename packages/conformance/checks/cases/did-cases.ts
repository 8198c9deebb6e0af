import { createLocalSigner, type JsonObject, type JsonValue, type SigningCurve } from '@lontar/credentials'
import {
  createDidJwk,
  createDidKey,
  createDidResolver,
  keyOfDidUrl,
  resolveDidJwk,
} from '@lontar/credentials/did'
import type { ErrorCode } from '@lontar/credentials/errors'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import {
  bareJwk,
  decodeUtf8,
  encodeBase64Url,
  encodeUtf8,
  generatePrivateJwk,
  parseJson,
} from '@lontar/credentials/jose'
import { codeOf, type NegativeCase } from '../negative-case.ts'
import {
  addEntry,
  beginLog,
  createLogKey,
  type DidLog,
  type EntryTraits,
  type LogKey,
  multihash,
  prove,
} from '../support/did-log-writer.ts'

const now = new Date('2026-11-01T04:00:00Z')
const malformed = 'did_malformed'
const invalid = 'did_log_invalid'
const unreadable = 'did_log_malformed'
const unknownKey = 'jws_key_unknown'

/** A network on which only these files are served, by the end of their URL. */
function serve(
  files: Readonly<Record<string, string | Uint8Array | undefined>>,
  type: string | null = 'application/did+json; charset=utf-8',
): GuardedFetch {
  return async (url) => {
    const file = Object.entries(files).find(([name]) => url.endsWith(name))?.[1]
    const status = file === undefined ? 404 : 200
    const text = () => (file instanceof Uint8Array ? decodeUtf8(file) : (file ?? ''))
    const headers = new Headers(type === null ? {} : { 'content-type': type })
    return { status, headers, text, json: () => parseJson(text()) }
  }
}

const resolve =
  (did: string, files: Readonly<Record<string, string | Uint8Array | undefined>> = {}) =>
  () =>
    codeOf(() => createDidResolver({ fetch: serve(files), now: () => now })(did))

type Run = NegativeCase['run']

function refuses(step: string, expected: ErrorCode, name: string, run: Run, twin?: Run): NegativeCase {
  return { step: `did.${step}`, expected, name, run, ...(twin && { twin }) }
}

const keyOn = async (crv: SigningCurve) => (await createLocalSigner(await generatePrivateJwk(crv))).publicJwk
const p256 = await keyOn('P-256')
const didJwk = createDidJwk(p256)
const jwkDid = (value: unknown): string => `did:jwk:${encodeBase64Url(encodeUtf8(JSON.stringify(value)))}`
const didKey = createDidKey(p256)
const didKeys = await Promise.all(
  (['P-256', 'P-384', 'secp256k1', 'Ed25519'] as const).map(async (crv) => createDidKey(await keyOn(crv))),
)

// did:web

const web = 'did:web:issuer.example'
const method = { id: `${web}#1`, type: 'JsonWebKey', controller: web, publicKeyJwk: { ...bareJwk(p256) } }
const multikey = didKey.slice('did:key:'.length)
const webDocument = { id: web, verificationMethod: [method], assertionMethod: [`${web}#1`] }
const resolveWeb = (changes: Record<string, JsonValue | undefined>) =>
  resolve(web, { 'did.json': JSON.stringify({ ...webDocument, ...changes }) })

const resolveTyped = (type: string | null) => {
  const fetch = serve({ 'did.json': JSON.stringify(webDocument) }, type)
  return codeOf(() => createDidResolver({ fetch, now: () => now })(web))
}

const keyOfWeb =
  (didUrl: string, changes: Record<string, JsonValue | undefined> = {}) =>
  () => {
    const document = JSON.stringify({ ...webDocument, ...changes })
    const resolveDid = createDidResolver({ fetch: serve({ 'did.json': document }), now: () => now })
    return codeOf(() => keyOfDidUrl(didUrl, { expectedRelationship: 'assertionMethod', resolveDid, now }))
  }

// did:webvh

const keys: readonly LogKey[] = await Promise.all([createLogKey(), createLogKey(), createLogKey()])
const [first, second, stranger] = keys as [LogKey, LogKey, LogKey]
const host = 'issuer.example'
const state = (changes: JsonObject = {}): JsonObject => ({ id: `did:webvh:{SCID}:${host}`, ...changes })

const genesis: EntryTraits = {
  parameters: { updateKeys: [first.multikey] },
  state: state(),
  versionTime: '2026-01-01T00:00:00Z',
  signedBy: first,
}
const update: EntryTraits = { ...genesis, parameters: {}, versionTime: '2026-01-02T00:00:00Z' }

type Change<Value> = (value: Value) => Value
const same = <Value>(value: Value): Value => value

interface LogChanges {
  readonly genesis?: Partial<EntryTraits>
  readonly updates?: readonly Partial<EntryTraits>[]
  readonly lines?: Change<readonly string[]>
  readonly witness?: (log: DidLog) => Promise<JsonValue | undefined>
  /** The DID that is asked for; that of the log by default. */
  readonly did?: (log: DidLog) => string
}

const resolveLog = (changes: LogChanges) => async () => {
  let log = await beginLog({ ...genesis, ...changes.genesis })
  for (const traits of changes.updates ?? [{}]) log = await addEntry(log, { ...update, ...traits })
  const witness = await changes.witness?.(log)
  const did = changes.did?.(log) ?? `did:webvh:${log.scid}:${host}`
  return resolve(did, {
    'did.jsonl': (changes.lines ?? same)(log.lines).join('\n'),
    'did-witness.json': witness === undefined ? undefined : JSON.stringify(witness),
  })()
}

const logs = (step: string, expected: ErrorCode, name: string, changes: LogChanges, twin: LogChanges = {}) =>
  refuses(step, expected, name, resolveLog(changes), resolveLog(twin))

const editLine =
  (index: number, edit: Change<JsonObject>): Change<readonly string[]> =>
  (lines) =>
    lines.map((line, at) => (at === index ? JSON.stringify(edit(JSON.parse(line) as JsonObject)) : line))

const scid = `Qm${'1'.repeat(44)}`
const witnesses = (threshold: number, ...who: readonly LogKey[]): JsonObject => ({
  threshold,
  witnesses: who.map(({ multikey }) => ({ id: `did:key:${multikey}` })),
})
const witnessed: Partial<EntryTraits> = {
  parameters: { updateKeys: [first.multikey], witness: witnesses(1, second) },
}
const approve =
  (key: LogKey, index = -1, changes: JsonObject = {}) =>
  async (log: DidLog): Promise<JsonValue> => {
    const versionId = log.versionIds.at(index) ?? ''
    return [{ versionId, proof: [await prove({ versionId }, key, changes)] }]
  }
const junkThenRight = async (log: DidLog, count: number): Promise<JsonValue> => {
  const [right] = (await approve(second)(log)) as JsonObject[]
  const [proof] = (right?.proof ?? []) as JsonObject[]
  const junk = Array.from({ length: count }, () => ({ ...proof, proofValue: `z${'1'.repeat(64)}` }))
  return [{ ...right, proof: [...junk, proof ?? {}] }]
}
const preRotated: Partial<EntryTraits> = {
  parameters: { updateKeys: [first.multikey], nextKeyHashes: [multihash(second.multikey)] },
}
const rotated: Partial<EntryTraits> = {
  parameters: { updateKeys: [second.multikey], nextKeyHashes: [] },
  signedBy: second,
}
const portable: Partial<EntryTraits> = { parameters: { updateKeys: [first.multikey], portable: true } }
const moved = 'did:webvh:{SCID}:moved.example'
const former = `did:webvh:{SCID}:${host}`
const atMoved = (log: DidLog) => `did:webvh:${log.scid}:moved.example`

export const cases: readonly NegativeCase[] = [
  ...[
    '',
    'did:',
    'did:jwk',
    'DID:web:a.example',
    `${didJwk}#0`,
    `${didJwk}/a`,
    `${didJwk}?a`,
    ' did:web:a.example',
    `did:web:${'a'.repeat(5000)}`,
  ].map((did) => refuses('syntax', malformed, did.slice(0, 40), resolve(did), resolve(didJwk))),
  ...['did:ion:abc', 'did:webvhx:abc', 'did:ethr:0x1'].map((did) =>
    refuses('method-known', 'did_method_unsupported', did, resolve(did), resolve(didKey)),
  ),
  ...[jwkDid({ crv: 'P-256' }), jwkDid([1]), 'did:jwk:AAA', jwkDid({ kty: 'oct' })].map((did) =>
    refuses(
      'jwk-key',
      malformed,
      did,
      () => codeOf(() => resolveDidJwk(did)),
      () => codeOf(() => resolveDidJwk(didJwk)),
    ),
  ),
  ...[
    'did:key:z6Mk',
    `did:key:${didKey.slice('did:key:z'.length)}`,
    `did:key:m${didKey.slice('did:key:z'.length)}`,
    `${didKey}1`,
    didKey.slice(0, -1),
    `did:key:z${'1'.repeat(300)}`,
  ].map((did) => refuses('key-encoding', malformed, did.slice(0, 60), resolve(did))),
  ...didKeys.map((did) =>
    refuses(
      'key-encoding',
      malformed,
      `${did.slice(0, 14)} cut short`,
      resolve(did.slice(0, -2)),
      resolve(did),
    ),
  ),
  refuses('key-point', malformed, 'an x that no point has', resolve(await offCurve())),
  ...[
    '127.0.0.1',
    'issuer',
    'issuer.example%3a8443',
    'issuer.example%3A0',
    'ISSUER.example',
    'issuer.example.',
    'user%40issuer.example',
    'issuer.example%2Fa',
    'xn--.example_',
    '-issuer.example',
    '127%2E0%2E0%2E1',
    'issuer.123',
    '0x7f.0.0.0x1',
    'issuer.example%3A65536',
    `${'abcdefghi.'.repeat(25)}example`,
  ].map((name) =>
    refuses('web-host', malformed, name, resolve(`did:web:${name}`, { 'did.json': '{}' }), resolveWeb({})),
  ),
  ...['..', '.', '', '%2E%2E', 'a%2Fb'].map((segment) =>
    refuses(
      'web-path',
      malformed,
      `the path ${segment}`,
      resolve(`did:web:issuer.example:${segment}:a`, { 'did.json': '{}' }),
    ),
  ),
  refuses('document-readable', 'did_document_malformed', 'no document', resolve(web)),
  ...[null, 'text/html', 'text/plain; charset=utf-8', 'application/octet-stream', 'image/svg+xml'].map(
    (type) =>
      refuses(
        'document-media-type',
        'did_document_malformed',
        `the media type ${type}`,
        () => resolveTyped(type),
        () => resolveTyped('application/did+json'),
      ),
  ),
  ...['[]', '{', '{"id":1,"id":2}', Uint8Array.of(0x7b, 0xff, 0x7d)].map((text) =>
    refuses(
      'document-readable',
      'did_document_malformed',
      `the document ${text}`,
      resolve(web, { 'did.json': text }),
      resolveWeb({}),
    ),
  ),
  ...['did:web:other.example', `${web}#1`, 7].map((id) =>
    refuses('document-id', 'did_document_malformed', `the id ${id}`, resolveWeb({ id }), resolveWeb({})),
  ),
  ...[
    ['x'],
    [{ id: '#1' }],
    [{ ...method, publicKeyJwk: 'x' }],
    [{ ...method, controller: 7 }],
    [{ ...method, publicKeyMultibase: {} }],
    [{ ...method, expires: 7 }],
    [{ ...method, revoked: false }],
    Array.from({ length: 257 }, () => method),
  ].map((list, index) =>
    refuses(
      'document-methods',
      'did_document_malformed',
      `methods ${index}`,
      resolveWeb({ verificationMethod: list as JsonValue }),
    ),
  ),
  ...['x', [7], [{}]].map((list) =>
    refuses(
      'document-relationships',
      'did_document_malformed',
      JSON.stringify(list),
      resolveWeb({ assertionMethod: list as JsonValue }),
    ),
  ),
  ...['did:webvh:issuer.example', `did:webvh:${scid.slice(1)}:issuer.example`, `did:webvh:${scid}`].map(
    (did) => refuses('webvh-scid-syntax', malformed, did, resolve(did)),
  ),
  refuses('webvh-log-readable', unreadable, 'no log', resolve(`did:webvh:${scid}:${host}`)),
  ...['', '[]', 'x', Uint8Array.of(0xff)].map((line) =>
    refuses(
      'webvh-log-readable',
      unreadable,
      `the line ${line}`,
      resolve(`did:webvh:${scid}:${host}`, { 'did.jsonl': line }),
    ),
  ),
  logs('webvh-log-readable', unreadable, 'more entries than are bearable', {
    lines: ([line = '']) => Array.from({ length: 65 }, () => line),
  }),
  logs('webvh-log-readable', unreadable, 'more proofs than are bearable', {
    lines: editLine(1, (entry) => {
      const [proof = {}] = entry.proof as JsonObject[]
      return { ...entry, proof: Array.from({ length: 64 }, () => proof) }
    }),
  }),
  logs('webvh-log-readable', unreadable, 'more text than is bearable', {
    genesis: { state: { filler: 'x'.repeat(262_144) } },
  }),
  ...['2026-01-02T07:00:00+07:00', '2026-01-02', '2026-01-02T00:00:00', 'Z'].map((versionTime) =>
    logs('webvh-log-entry', unreadable, `the time ${versionTime}`, { updates: [{ versionTime }] }),
  ),
  ...(['versionId', 'versionTime', 'parameters', 'state', 'proof'] as const).map((name) =>
    logs('webvh-log-entry', unreadable, `an entry without ${name}`, {
      lines: editLine(1, ({ [name]: _left, ...rest }) => rest as JsonObject),
    }),
  ),
  ...['did:webvh:0.5', 'did:webvh:1.1', 7].map((value) =>
    logs('webvh-method', invalid, `the method ${value}`, {
      genesis: { parameters: { updateKeys: [first.multikey], method: value } },
    }),
  ),
  ...[
    { updateKeys: 'x' },
    { updateKeys: [didKeys[0]?.slice('did:key:'.length) ?? ''] },
    { updateKeys: Array.from({ length: 9 }, () => first.multikey) },
    { watchers: Array.from({ length: 33 }, () => 'https://watcher.example') },
    { scid: '{SCID}' },
    { ttl: -1 },
    { ttl: '3600' },
    { watchers: 'https://watcher.example' },
    { portable: 'yes' },
    { nextKeyHashes: [7] },
    { surprise: true },
    { witness: 'x' },
    { witness: witnesses(0, second) },
    { witness: witnesses(2, second) },
    { witness: witnesses(1, second, second) },
  ].map((parameters) =>
    logs('webvh-parameters', unreadable, JSON.stringify(parameters).slice(0, 50), {
      updates: [{ parameters }],
    }),
  ),
  logs('webvh-version-number', invalid, 'an entry that counts from three', {
    updates: [{ change: (entry) => ({ ...entry, versionId: String(entry.versionId).replace('2-', '3-') }) }],
  }),
  logs('webvh-version-number', invalid, 'a number with a zero before it', {
    updates: [{ change: (entry) => ({ ...entry, versionId: `0${entry.versionId}` }) }],
  }),
  logs('webvh-entry-hash', invalid, 'an entry that was changed and signed again', {
    updates: [
      {
        change: (entry) => ({
          ...entry,
          state: { ...(entry.state as JsonObject), alsoKnownAs: ['did:web:attacker.example'] },
        }),
      },
    ],
  }),
  logs('webvh-scid', invalid, 'a SCID of another first entry', await withForeignScid()),
  logs('webvh-time-rising', invalid, 'an entry of the same time', {
    updates: [{ versionTime: genesis.versionTime }],
  }),
  logs('webvh-time-past', invalid, 'an entry of tomorrow', {
    updates: [{ versionTime: '2026-11-02T04:00:00Z' }],
  }),
  logs('webvh-proof', invalid, 'an entry signed by a stranger', { updates: [{ signedBy: stranger }] }),
  ...[
    { cryptosuite: 'eddsa-rdfc-2022' },
    { proofPurpose: 'authentication' },
    { type: 'Ed25519Signature2020' },
    { verificationMethod: `did:key:${first.multikey}#${stranger.multikey}` },
    { verificationMethod: first.multikey },
    { expires: '2026-10-31T00:00:00Z' },
    { expires: 'soon' },
  ].map((proof) =>
    logs('webvh-proof', invalid, JSON.stringify(proof).slice(0, 60), { updates: [{ proof }] }),
  ),
  logs('webvh-proof', invalid, 'a proof over another entry', {
    lines: editLine(1, (entry) => ({
      ...entry,
      proof: [{ ...((entry.proof as JsonObject[])[0] ?? {}), proofValue: 'z1111' }],
    })),
  }),
  logs(
    'webvh-pre-rotation',
    invalid,
    'a key that was not committed to',
    {
      genesis: preRotated,
      updates: [{ parameters: { updateKeys: [stranger.multikey], nextKeyHashes: [] }, signedBy: stranger }],
    },
    { genesis: preRotated, updates: [rotated] },
  ),
  logs('webvh-pre-rotation', invalid, 'the former keys kept by saying nothing', {
    genesis: preRotated,
    updates: [{ parameters: {} }],
  }),
  logs(
    'webvh-did-constant',
    invalid,
    'a DID that moves and is not portable',
    { updates: [{ state: state({ id: moved, alsoKnownAs: [former] }) }], did: atMoved },
    { genesis: portable, updates: [{ state: state({ id: moved, alsoKnownAs: [former] }) }], did: atMoved },
  ),
  logs('webvh-did-constant', invalid, 'a DID that moves and leaves its former name out', {
    genesis: portable,
    updates: [{ state: state({ id: moved }) }],
    did: atMoved,
  }),
  logs(
    'webvh-did-constant',
    invalid,
    'a portable log that moves to a DID with another SCID',
    {
      genesis: portable,
      updates: [{ state: state({ id: `did:webvh:${scid}:moved.example`, alsoKnownAs: [former] }) }],
      did: () => `did:webvh:${scid}:moved.example`,
    },
    { genesis: portable, updates: [{ state: state({ id: moved, alsoKnownAs: [former] }) }], did: atMoved },
  ),
  logs('webvh-did-asked', invalid, 'the log of another DID', {
    did: (log) => `did:webvh:${log.scid}:other.example`,
  }),
  logs('webvh-portable-first', invalid, 'portability that comes later', {
    updates: [{ parameters: { portable: true } }],
  }),
  logs('webvh-not-after-end', invalid, 'an entry after the deactivation', {
    updates: [
      { parameters: { deactivated: true } },
      { versionTime: '2026-01-03T00:00:00Z', parameters: { deactivated: false } },
    ],
  }),
  logs(
    'webvh-witnessed',
    invalid,
    'no witness proofs',
    { genesis: witnessed },
    { genesis: witnessed, witness: approve(second) },
  ),
  logs(
    'webvh-witnessed',
    invalid,
    'an approval that has expired',
    { genesis: witnessed, witness: approve(second, -1, { expires: '2026-10-31T00:00:00Z' }) },
    { genesis: witnessed, witness: approve(second, -1, { expires: '2026-11-30T00:00:00Z' }) },
  ),
  logs(
    'webvh-witnessed',
    invalid,
    'approvals beyond what is looked at',
    { genesis: witnessed, witness: async (log) => junkThenRight(log, 64) },
    { genesis: witnessed, witness: async (log) => junkThenRight(log, 63) },
  ),
  logs('webvh-witnessed', invalid, 'the approval of a stranger', {
    genesis: witnessed,
    witness: approve(stranger),
  }),
  logs('webvh-witnessed', invalid, 'the approval of an older version alone', {
    genesis: witnessed,
    witness: approve(second, 0),
  }),
  logs('webvh-witnessed', invalid, 'witnesses that are dropped without their approval', {
    genesis: witnessed,
    updates: [{ parameters: { witness: {} } }],
    witness: approve(second, 0),
  }),
  ...['x', [7], [{ versionId: 7 }], [{ versionId: '1-x' }]].map((value) =>
    logs('webvh-witnesses-readable', unreadable, JSON.stringify(value), {
      genesis: witnessed,
      witness: async () => value as JsonValue,
    }),
  ),
  logs('active', 'did_deactivated', 'a DID that is deactivated', {
    updates: [{ parameters: { deactivated: true } }],
  }),
  ...[web, `${web}#`, `${web}#2`, `${web}#1#1`].map((url) =>
    refuses('url-key', unknownKey, url, keyOfWeb(url), keyOfWeb(`${web}#1`)),
  ),
  refuses(
    'url-key',
    unknownKey,
    'two methods of one name',
    keyOfWeb(`${web}#1`, { verificationMethod: [method, { ...method, id: '#1' }] }),
  ),
  ...(['authentication', 'keyAgreement', 'capabilityInvocation', 'capabilityDelegation'] as const).map(
    (name) =>
      refuses(
        'url-key',
        unknownKey,
        `a second method of the name, embedded under ${name}`,
        keyOfWeb(`${web}#1`, { [name]: [{ ...method, id: '#1' }] }),
        keyOfWeb(`${web}#1`, { [name]: [{ ...method, id: '#2' }] }),
      ),
  ),
  refuses(
    'key-purpose',
    unknownKey,
    'a key for authentication',
    keyOfWeb(`${web}#1`, { assertionMethod: [], authentication: [`${web}#1`] }),
    keyOfWeb(`${web}#1`, { assertionMethod: ['#1'] }),
  ),
  refuses(
    'key-controller',
    unknownKey,
    'a key that another controls',
    keyOfWeb(`${web}#1`, { verificationMethod: [{ ...method, controller: 'did:web:other.example' }] }),
  ),
  ...[
    { expires: '2026-11-01T04:00:00Z' },
    { revoked: '2026-10-31T00:00:00Z' },
    { revoked: 'yes' },
    { expires: '' },
  ].map((end) =>
    refuses(
      'key-current',
      unknownKey,
      JSON.stringify(end),
      keyOfWeb(`${web}#1`, { verificationMethod: [{ ...method, ...end }] }),
      keyOfWeb(`${web}#1`, { verificationMethod: [{ ...method, expires: '2026-11-01T04:00:01Z' }] }),
    ),
  ),
  refuses(
    'key-readable',
    unknownKey,
    'two keys in one method',
    keyOfWeb(`${web}#1`, { verificationMethod: [{ ...method, publicKeyMultibase: multikey }] }),
    keyOfWeb(`${web}#1`, {
      verificationMethod: [{ id: '#1', type: 'Multikey', controller: web, publicKeyMultibase: multikey }],
    }),
  ),
  ...[{ kty: 'RSA' }, { ...bareJwk(p256), use: 'enc' }].map((publicKeyJwk) =>
    refuses(
      'key-readable',
      unknownKey,
      JSON.stringify(publicKeyJwk).slice(0, 30),
      keyOfWeb(`${web}#1`, { verificationMethod: [{ ...method, publicKeyJwk }] }),
    ),
  ),
]

/** A did:key on P-256 whose x is above the prime. */
async function offCurve(): Promise<string> {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
  const bytes = Buffer.concat([Buffer.of(0x80, 0x24, 0x02), Buffer.alloc(32, 0xff)])
  let value = BigInt(`0x${bytes.toString('hex')}`)
  let text = ''
  for (; value > 0n; value /= 58n) text = alphabet.charAt(Number(value % 58n)) + text
  return `did:key:z${text}`
}

/** A first entry under the SCID of another: hash and proof are made for it, only the SCID is not its own. */
async function withForeignScid(): Promise<LogChanges> {
  const foreign = (await beginLog({ ...genesis, versionTime: '2025-01-01T00:00:00Z' })).scid
  const entry = {
    versionTime: genesis.versionTime,
    parameters: { method: 'did:webvh:1.0', scid: foreign, updateKeys: [first.multikey] },
    state: { id: `did:webvh:${foreign}:${host}` },
  }
  const log = await addEntry({ scid: foreign, lines: [], versionIds: [] }, { ...genesis, ...entry })
  return { lines: () => log.lines, did: () => `did:webvh:${foreign}:${host}` }
}
