import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import {
  type Check,
  createDcSdJwtFormat,
  createLocalSigner,
  createVcSdJwtFormat,
  type JsonObject,
  type JsonValue,
  passed,
  type Signer,
  type TrustedIssuer,
} from '@lontar/credentials'
import { encodeBase64Url, generatePrivateJwk, parseJson, signJws } from '@lontar/credentials/jose'
import {
  createStatusChecker,
  encodeBitstring,
  encodeStatusList,
  fetchStatusListAggregation,
  type StatusCheckerConfig,
  type StatusReference,
} from '@lontar/credentials/status'
import { codeOf, codeOfVerdict, type NegativeCase } from '../negative-case.ts'
import { madeOnce } from '../support/made-once.ts'

const now = new Date('2026-11-01T04:00:00Z')
const nowSeconds = now.getTime() / 1000
const uri = 'https://issuer.example/status/1'
const otherUri = 'https://issuer.example/status/2'
const typeUrl = 'https://issuer.example/vct/ktp/1'

const issuer = await createSigner()
const stranger = await createSigner()
const trusted: TrustedIssuer = {
  issuer: 'https://issuer.example',
  types: [typeUrl],
  jwks: { keys: [{ ...issuer.publicJwk, kid: issuer.keyId }] },
}
const lst = await encodeStatusList({ bits: 2, values: Uint8Array.of(0, 1, 2, 3) })
const encodedList = await encodeBitstring({ values: new Uint8Array(131_072).with(1, 1) })
const wideList = await encodeBitstring({ statusSize: 2, values: new Uint8Array(131_072).with(1, 2) })
const v2 = 'https://www.w3.org/ns/credentials/v2'
const atFirst: StatusReference = { uri, idx: 0 }

async function createSigner(): Promise<Signer> {
  return createLocalSigner(await generatePrivateJwk())
}

// Credentials

/** A credential at rest as a careless issuer could sign it. */
async function ietfCredential(changes: JsonObject): Promise<string> {
  const payload = {
    iss: trusted.issuer,
    iat: nowSeconds,
    exp: nowSeconds + 86_400,
    vct: typeUrl,
    cnf: { jwk: { ...stranger.publicJwk } },
    status: { status_list: { uri, idx: 0 } },
    ...changes,
  }
  return `${await signJws({ header: { typ: 'dc+sd-jwt' }, payload, signer: issuer })}~`
}

async function w3cCredential(credentialStatus: JsonValue): Promise<string> {
  const payload = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential', typeUrl],
    issuer: trusted.issuer,
    validFrom: '2026-11-01T00:00:00Z',
    validUntil: '2026-12-01T00:00:00Z',
    iss: trusted.issuer,
    cnf: { jwk: { ...stranger.publicJwk } },
    credentialSubject: { over18: true },
    credentialStatus,
  }
  return `${await signJws({ header: { typ: 'vc+sd-jwt' }, payload, signer: issuer })}~`
}

const entry = {
  id: `${uri}#1`,
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '1',
  statusListCredential: uri,
}

const readIetf = (changes: JsonObject) => async () => {
  const text = await ietfCredential(changes)
  return codeOf(() => createDcSdJwtFormat().parse(text))
}

const readEntry = (credentialStatus: JsonValue) => async () => {
  const text = await w3cCredential(credentialStatus)
  return codeOf(() => createVcSdJwtFormat({ resolveContext: () => undefined }).parse(text))
}

const verifyIetf = (changes: JsonObject) => async () => {
  const text = await ietfCredential(changes)
  return codeOfVerdict(() =>
    createDcSdJwtFormat().verify(text, {
      expectedIssuers: [trusted],
      expectedTypes: [typeUrl],
      expectedKeyBinding: 'none',
      checkStatus: async () => passed('status', 'of the case'),
      now,
    }),
  )
}

// Lists

interface Served {
  readonly text: string
  readonly mediaType: string
}

/** A Status List Token with whatever in it. */
async function token(
  changes: JsonObject = {},
  { typ = 'statuslist+jwt', signer = issuer }: { readonly typ?: string; readonly signer?: Signer } = {},
): Promise<Served> {
  const list = { bits: 2, lst }
  const times = { iat: nowSeconds, exp: nowSeconds + 3600, ttl: 300 }
  const payload = { sub: uri, ...times, status_list: list, ...changes }
  const text = await signJws({ header: { typ }, payload, signer })
  return { text, mediaType: 'application/statuslist+jwt' }
}

const withList = (bits: JsonValue, bytes: Uint8Array): Promise<Served> =>
  token({ status_list: { bits, lst: encodeBase64Url(bytes) } })

/** A status list credential with whatever in it. */
async function listCredential(changes: JsonObject = {}, subject: JsonObject = {}): Promise<Served> {
  const payload = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: uri,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: trusted.issuer,
    validFrom: '2026-11-01T03:00:00Z',
    validUntil: '2026-11-02T03:00:00Z',
    credentialSubject: {
      id: `${uri}#list`,
      type: 'BitstringStatusList',
      statusPurpose: ['revocation', 'suspension', 'message'],
      encodedList,
      ...subject,
    },
    ...changes,
  }
  const text = await signJws({ header: { typ: 'vc+jwt' }, payload, signer: issuer })
  return { text, mediaType: 'application/vc+jwt' }
}

/** Reads `uri` from a server that serves one list. */
function checkerOf(
  serve: () => Served,
  config: Partial<StatusCheckerConfig> = {},
): ReturnType<typeof createStatusChecker> {
  return createStatusChecker({
    fetch: async () => {
      const { text, mediaType } = serve()
      const headers = new Headers({ 'content-type': mediaType })
      return { status: 200, headers, text: () => text, json: () => null }
    },
    now: () => now,
    ...config,
  })
}

const codeOfCheck = ({ state, code }: Check): string | undefined =>
  state === 'passed' ? undefined : (code ?? state)

async function judge(
  served: Served | Promise<Served>,
  reference: StatusReference = atFirst,
  config: Partial<StatusCheckerConfig> = {},
): Promise<string | undefined> {
  try {
    const list = await served
    return codeOfCheck(await checkerOf(() => list, config)([reference], trusted))
  } catch {
    return 'untyped'
  }
}

const bitAt = (index: number, changes: Partial<Exclude<StatusReference, { uri: string }>> = {}) => ({
  statusPurpose: 'revocation' as const,
  statusListIndex: index,
  statusListCredential: uri,
  statusSize: 1,
  ...changes,
})

/** The older of two lists comes after the newer one. */
async function rollBack(seconds: number): Promise<string | undefined> {
  const [newer, older] = await Promise.all([token(), token({ iat: nowSeconds - seconds })])
  let served = newer
  const check = checkerOf(() => served, { maxTtlSeconds: 0 })
  await check([atFirst], trusted)
  served = older
  return codeOfCheck(await check([atFirst], trusted))
}

const zeros = deflateSync(new Uint8Array(64))
const gzippedZeros = gzipSync(new Uint8Array(16_384))
const asEncodedList = (bytes: Uint8Array): string => `u${encodeBase64Url(bytes)}`

/** Valid streams that expand beyond the bound. */
const bomb = deflateSync(new Uint8Array(8 * 2 ** 20 + 1))
const gzipBomb = gzipSync(new Uint8Array(8 * 2 ** 20 + 1))

const malformedCredential = { expected: 'credential_malformed' } as const
const malformedList = { expected: 'status_list_malformed' } as const

const referenceCases: readonly NegativeCase[] = [
  {
    name: 'a status that is no object',
    step: 'status.status-object',
    ...malformedCredential,
    run: readIetf({ status: 'valid' }),
    twin: readIetf({}),
  },
  {
    name: 'a uri that is no URL',
    step: 'status.uri',
    ...malformedCredential,
    run: readIetf({ status: { status_list: { uri: 'status/1', idx: 0 } } }),
    twin: readIetf({}),
  },
  ...[-1, 0.5, 2 ** 53, '0', null].map((idx) => ({
    name: `an idx such as ${JSON.stringify(idx)}`,
    step: 'status.idx',
    ...malformedCredential,
    run: readIetf({ status: { status_list: { uri, idx } } }),
    twin: readIetf({ status: { status_list: { uri, idx: 0 } } }),
  })),
  {
    name: 'nine entries',
    step: 'status.entry-count',
    ...malformedCredential,
    run: readEntry(new Array<JsonValue>(9).fill({ ...entry, id: `${uri}#2` })),
    twin: readEntry([entry, { ...entry, statusPurpose: 'suspension' }]),
  },
  {
    name: 'an entry that is text',
    step: 'status.entry-object',
    ...malformedCredential,
    run: readEntry([entry, uri]),
    twin: readEntry(entry),
  },
  {
    name: 'a purpose that is a list',
    step: 'status.entry-purpose',
    ...malformedCredential,
    run: readEntry({ ...entry, statusPurpose: ['revocation'] }),
    twin: readEntry(entry),
  },
  ...[1, '-1', '01', '1.0', '0x1', ''].map((statusListIndex) => ({
    name: `a statusListIndex such as ${JSON.stringify(statusListIndex)}`,
    step: 'status.entry-index',
    ...malformedCredential,
    run: readEntry({ ...entry, statusListIndex }),
    twin: readEntry({ ...entry, statusListIndex: '10' }),
  })),
  {
    name: 'a statusListCredential that is no URL',
    step: 'status.entry-list-url',
    ...malformedCredential,
    run: readEntry({ ...entry, statusListCredential: 'status/1' }),
    twin: readEntry(entry),
  },
  {
    name: 'an entry with the id of its list',
    step: 'status.entry-id',
    ...malformedCredential,
    run: readEntry({ ...entry, id: uri }),
    twin: readEntry(entry),
  },
  ...[0, -1, 1.5, '1'].map((statusSize) => ({
    name: `a statusSize such as ${JSON.stringify(statusSize)}`,
    step: 'status.entry-size',
    ...malformedCredential,
    run: readEntry({ ...entry, statusSize }),
    twin: readEntry({ ...entry, statusSize: 1 }),
  })),
  {
    name: 'two bits with three messages',
    step: 'status.entry-messages',
    ...malformedCredential,
    run: readEntry({ ...entry, statusSize: 2, statusMessage: messages(3) }),
    twin: readEntry({ ...entry, statusSize: 2, statusMessage: messages(4) }),
  },
  {
    name: 'a status of a mechanism that nobody here knows',
    step: 'status.mechanism',
    expected: 'status_mechanism_unsupported',
    run: verifyIetf({ status: { another_list: {} } }),
    twin: verifyIetf({}),
  },
  {
    name: 'a credential without status',
    step: 'status.named',
    expected: 'status_missing',
    run: async () => {
      const check = await checkerOf(() => ({ text: '', mediaType: '' }))([], trusted)
      return check.state === 'skipped' ? undefined : check.code
    },
    twin: async () => judge(token()),
  },
]

function messages(count: number): JsonValue {
  return Array.from({ length: count }, (_, status) => ({ status: `0x${status}`, message: 'a word' }))
}

const longList = madeOnce(() => token({ padding: 'x'.repeat(6_400_000) }))

const listCases: readonly NegativeCase[] = [
  {
    name: 'a list of more than 8 MiB',
    step: 'status.list-length',
    ...malformedList,
    run: async () => judge(longList()),
  },
  {
    name: 'a list that is no JWS',
    step: 'status.list-readable',
    ...malformedList,
    run: async () => judge({ text: 'a.b.c', mediaType: 'application/statuslist+jwt' }),
    twin: async () => judge(token()),
  },
  ...[undefined, null, 'now', -1].map((iat) => ({
    name: `an iat such as ${iat}`,
    step: 'status.list-times',
    ...malformedList,
    run: async () => judge(token({ iat } as JsonObject)),
    twin: async () => judge(token({ iat: nowSeconds })),
  })),
  {
    name: 'a validFrom without a time zone',
    step: 'status.list-times',
    ...malformedList,
    run: async () => judge(listCredential({ validFrom: '2026-11-01T03:00:00' }), bitAt(0)),
    twin: async () => judge(listCredential(), bitAt(0)),
  },
  {
    name: 'a ttl that is negative',
    step: 'status.list-ttl',
    ...malformedList,
    run: async () => judge(token({ ttl: -1 })),
    twin: async () => judge(token({ ttl: 1 })),
  },
  {
    name: 'a ttl of 0',
    step: 'status.list-ttl',
    ...malformedList,
    run: async () => judge(token({ ttl: 0 })),
    twin: async () => judge(token({ ttl: 1e-9 })),
  },
  {
    name: 'a ttl in a text',
    step: 'status.list-ttl',
    ...malformedList,
    run: async () => judge(listCredential({}, { ttl: '300000' }), bitAt(0)),
    twin: async () => judge(listCredential({}, { ttl: 300_000 }), bitAt(0)),
  },
  {
    name: 'the token of another list of the issuer',
    step: 'status.token-subject',
    expected: 'status_list_subject_mismatch',
    run: async () => judge(token({ sub: otherUri })),
    twin: async () => judge(token({ sub: uri })),
  },
  ...[0, 3, 16, '2', null].map((bits) => ({
    name: `bits such as ${JSON.stringify(bits)}`,
    step: 'status.token-bits',
    ...malformedList,
    run: async () => judge(token({ status_list: { bits, lst } })),
    twin: async () => judge(token({ status_list: { bits: 2, lst } })),
  })),
  ...[
    ['a bomb', bomb],
    ['a list that is cut short', zeros.subarray(0, -1)],
    ['a list with data behind its end', Buffer.concat([zeros, Uint8Array.of(0)])],
    ['two lists in a row', Buffer.concat([zeros, zeros])],
    ['a list in GZIP', gzippedZeros],
    ['a list in raw DEFLATE', deflateRawSync(new Uint8Array(64))],
    ['nothing', new Uint8Array()],
  ].map(([name, bytes]) => ({
    name: `a lst that is ${name}`,
    step: 'status.token-list',
    ...malformedList,
    run: async () => judge(withList(8, bytes as Uint8Array)),
    twin: async () => judge(withList(8, zeros)),
  })),
  {
    name: 'a lst that is no base64url',
    step: 'status.token-list',
    ...malformedList,
    run: async () => judge(token({ status_list: { bits: 2, lst: `${lst}=` } })),
    twin: async () => judge(token()),
  },
  {
    name: 'a list of the VC Data Model 1.1',
    step: 'status.list-credential-context',
    ...malformedList,
    run: async () =>
      judge(listCredential({ '@context': ['https://www.w3.org/2018/credentials/v1'] }), bitAt(0)),
    twin: async () => judge(listCredential(), bitAt(0)),
  },
  {
    name: 'a list with a context that stands inside',
    step: 'status.list-credential-context',
    ...malformedList,
    run: async () => judge(listCredential({ '@context': [v2, { encodedList: 'urn:x' }] }), bitAt(0)),
    twin: async () => judge(listCredential({ '@context': [v2, 'https://other.example/1'] }), bitAt(0)),
  },
  ...[{ vc: {} }, { proof: {} }, { evidence: 'x' }, { name: 5 }].map((changes) => ({
    name: `a list credential with ${JSON.stringify(changes)}`,
    step: 'status.list-credential-model',
    ...malformedList,
    run: async () => judge(listCredential(changes), bitAt(0)),
    twin: async () => judge(listCredential({ name: 'x' }), bitAt(0)),
  })),
  {
    name: 'a credential that is no status list',
    step: 'status.list-credential-type',
    ...malformedList,
    run: async () => judge(listCredential({ type: ['VerifiableCredential'] }), bitAt(0)),
    twin: async () => judge(listCredential(), bitAt(0)),
  },
  {
    name: 'a list whose subject is none',
    step: 'status.list-credential-subject',
    ...malformedList,
    run: async () => judge(listCredential({}, { type: 'StatusList2021' }), bitAt(0)),
    twin: async () => judge(listCredential(), bitAt(0)),
  },
  ...[otherUri, undefined].map((id) => ({
    name: id === undefined ? 'a list credential without id' : 'another list credential of the issuer',
    step: 'status.list-credential-id',
    expected: 'status_list_subject_mismatch' as const,
    run: async () => judge(listCredential({ id } as JsonObject), bitAt(0)),
    twin: async () => judge(listCredential({ id: uri }), bitAt(0)),
  })),
  {
    name: 'a list credential that names another issuer',
    step: 'status.list-credential-issuer',
    expected: 'status_list_signature_invalid',
    run: async () => judge(listCredential({ issuer: 'https://other.example' }), bitAt(0)),
    twin: async () => judge(listCredential({ iss: trusted.issuer }), bitAt(0)),
  },
  {
    name: 'a list credential that names two issuers',
    step: 'status.list-credential-issuer',
    expected: 'status_list_signature_invalid',
    run: async () => judge(listCredential({ iss: 'https://other.example' }), bitAt(0)),
  },
  ...[
    ['a bomb', asEncodedList(gzipBomb)],
    ['a list that is cut short', asEncodedList(gzippedZeros.subarray(0, -1))],
    ['a list with data behind its end', asEncodedList(Buffer.concat([gzippedZeros, Uint8Array.of(0)]))],
    ['two lists in a row', asEncodedList(Buffer.concat([gzippedZeros, gzippedZeros]))],
    ['a list in ZLIB', asEncodedList(deflateSync(new Uint8Array(16_384)))],
    ['of another multibase', encodedList.replace(/^u/, 'z')],
    ['without multibase', encodedList.slice(1)],
    ['no base64url', `${encodedList}=`],
    ['no text', 7],
  ].map(([name, list]) => ({
    name: `an encodedList that is ${name}`,
    step: 'status.encoded-list',
    ...malformedList,
    run: async () => judge(listCredential({}, { encodedList: list as JsonValue }), bitAt(0)),
    twin: async () => judge(listCredential({}, { encodedList }), bitAt(0)),
  })),
]

const trustCases: readonly NegativeCase[] = [
  {
    name: 'a list that a stranger signed',
    step: 'status.list-signature',
    expected: 'status_list_signature_invalid',
    run: async () => judge(token({}, { signer: stranger })),
    twin: async () => judge(token()),
  },
  {
    name: 'a JWT of the issuer that is no status list',
    step: 'status.list-signature',
    expected: 'status_list_signature_invalid',
    run: async () => judge(token({}, { typ: 'dc+sd-jwt' })),
    twin: async () => judge(token()),
  },
  {
    name: 'a list at its end',
    step: 'status.list-not-expired',
    expected: 'status_list_expired',
    run: async () => judge(token({ exp: nowSeconds })),
    twin: async () => judge(token({ exp: nowSeconds + 1 })),
  },
  {
    name: 'a list credential after its validUntil, whatever its exp',
    step: 'status.list-not-expired',
    expected: 'status_list_expired',
    run: async () =>
      judge(listCredential({ validUntil: '2026-11-01T04:00:00Z', exp: nowSeconds + 60 }), bitAt(0)),
    twin: async () => judge(listCredential({ validUntil: '2026-11-01T04:00:01Z' }), bitAt(0)),
  },
  {
    name: 'a list from the future',
    step: 'status.list-not-from-the-future',
    expected: 'status_list_not_yet_valid',
    run: async () => judge(token({ iat: nowSeconds + 61 })),
    twin: async () => judge(token({ iat: nowSeconds + 60 })),
  },
  {
    name: 'a list that holds from later on',
    step: 'status.list-not-from-the-future',
    expected: 'status_list_not_yet_valid',
    run: async () => judge(token({ nbf: nowSeconds + 61 })),
    twin: async () => judge(token({ nbf: nowSeconds + 60 })),
  },
  {
    name: 'an nbf in words',
    step: 'status.list-times',
    ...malformedList,
    run: async () => judge(token({ nbf: 'now' })),
    twin: async () => judge(token({ nbf: nowSeconds })),
  },
  {
    name: 'the list of now, when that of an earlier day was asked for',
    step: 'status.list-not-from-the-future',
    expected: 'status_list_not_yet_valid',
    run: async () => judge(token(), atFirst, { at: new Date('2026-10-01T04:00:00Z') }),
    twin: async () =>
      judge(token({ iat: nowSeconds - 40 * 86_400, exp: nowSeconds - 20 * 86_400 }), atFirst, {
        at: new Date('2026-10-01T04:00:00Z'),
      }),
  },
  {
    name: 'an older list after a newer one',
    step: 'status.list-not-rolled-back',
    expected: 'status_list_rolled_back',
    run: () => rollBack(1),
    twin: () => rollBack(0),
  },
  {
    name: 'a list that is older than the policy allows',
    step: 'status.list-young-enough',
    expected: 'status_list_stale',
    run: async () => judge(token({ iat: nowSeconds - 601 }), atFirst, { maxStatusAgeSeconds: 600 }),
    twin: async () => judge(token({ iat: nowSeconds - 600 }), atFirst, { maxStatusAgeSeconds: 600 }),
  },
]

const valueCases: readonly NegativeCase[] = [
  {
    name: 'a list of another purpose',
    step: 'status.list-purpose',
    expected: 'status_list_purpose_mismatch',
    run: async () => judge(listCredential({}, { statusPurpose: 'suspension' }), bitAt(0)),
    twin: async () => judge(listCredential({}, { statusPurpose: 'revocation' }), bitAt(0)),
  },
  {
    name: 'a bitstring with 131,071 entries of one bit',
    step: 'status.list-long-enough',
    expected: 'status_list_too_short',
    run: async () =>
      judge(listCredential({}, { encodedList: asEncodedList(gzipSync(new Uint8Array(16_383))) }), bitAt(0)),
    twin: async () => judge(listCredential({}, { encodedList: asEncodedList(gzippedZeros) }), bitAt(0)),
  },
  {
    name: 'a bitstring that is long enough for one bit and not for two',
    step: 'status.list-long-enough',
    expected: 'status_list_too_short',
    run: async () => judge(listCredential(), bitAt(0, { statusSize: 2 })),
    twin: async () => judge(listCredential({}, { encodedList: wideList }), bitAt(0, { statusSize: 2 })),
  },
  {
    name: 'an idx behind the end of the list',
    step: 'status.index-in-range',
    expected: 'status_list_index_out_of_range',
    run: async () => judge(token(), { uri, idx: 4 }),
    twin: async () => judge(token(), { uri, idx: 0 }),
  },
  {
    name: 'a statusListIndex behind the end of the list',
    step: 'status.index-in-range',
    expected: 'status_list_index_out_of_range',
    run: async () => judge(listCredential(), bitAt(131_072)),
    twin: async () => judge(listCredential(), bitAt(131_071)),
  },
  {
    name: 'a status of 1',
    step: 'status.not-revoked',
    expected: 'status_invalid',
    run: async () => judge(token(), { uri, idx: 1 }),
    twin: async () => judge(token(), { uri, idx: 0 }),
  },
  {
    name: 'a bit of revocation that is set',
    step: 'status.not-revoked',
    expected: 'status_invalid',
    run: async () => judge(listCredential(), bitAt(1)),
    twin: async () => judge(listCredential(), bitAt(2)),
  },
  {
    name: 'a status of 2',
    step: 'status.not-suspended',
    expected: 'status_suspended',
    run: async () => judge(token(), { uri, idx: 2 }),
    twin: async () => judge(token(), { uri, idx: 0 }),
  },
  {
    name: 'a bit of suspension that is set',
    step: 'status.not-suspended',
    expected: 'status_suspended',
    run: async () => judge(listCredential(), bitAt(1, { statusPurpose: 'suspension' })),
    twin: async () => judge(listCredential(), bitAt(0, { statusPurpose: 'suspension' })),
  },
  {
    name: 'a status of 3',
    step: 'status.valid',
    expected: 'status_unknown',
    run: async () => judge(token(), { uri, idx: 3 }),
    twin: async () => judge(token(), { uri, idx: 0 }),
  },
  {
    name: 'a message that is not 0',
    step: 'status.valid',
    expected: 'status_unknown',
    run: async () =>
      judge(
        listCredential({}, { encodedList: wideList }),
        bitAt(1, { statusPurpose: 'message', statusSize: 2 }),
      ),
    twin: async () =>
      judge(
        listCredential({}, { encodedList: wideList }),
        bitAt(0, { statusPurpose: 'message', statusSize: 2 }),
      ),
  },
]

const onHosts =
  (statusHosts: readonly string[], reference: StatusReference, served: () => Served | Promise<Served>) =>
  async (): Promise<string | undefined> => {
    const list = await served()
    return codeOfCheck(await checkerOf(() => list, {})([reference], { ...trusted, statusHosts }))
  }

const hostCases: readonly NegativeCase[] = [
  { name: 'a token', reference: atFirst, served: () => token() },
  { name: 'a bitstring', reference: bitAt(0), served: () => listCredential() },
].map(({ name, reference, served }) => ({
  name: `${name} on a host that is not allowed`,
  step: 'status.host-allowed',
  expected: 'status_list_host_untrusted',
  run: onHosts(['other.example'], reference, served),
  twin: onHosts(['other.example', 'issuer.example'], reference, served),
}))

const aggregate =
  (text: string, type = 'application/json') =>
  (): Promise<string | undefined> =>
    codeOf(() =>
      fetchStatusListAggregation('https://issuer.example/status', async () => ({
        status: 200,
        headers: new Headers({ 'content-type': type }),
        text: () => text,
        json: () => parseJson(text),
      })),
    )

const aggregationCases: readonly NegativeCase[] = [
  ['an aggregation of no lists', '{}'],
  ['an aggregation that names no address', '{"status_lists":["1"]}'],
  ['an aggregation of another media type', `{"status_lists":["${uri}"]}`, 'text/plain'],
].map(([name = '', text = '', type]) => ({
  name,
  step: 'status.aggregation-readable',
  expected: 'status_aggregation_malformed',
  run: aggregate(text, type),
  twin: aggregate(`{"status_lists":["${uri}"]}`),
}))

/** What must be refused on the way to a status, by the step that must refuse it. */
export const cases: readonly NegativeCase[] = [
  ...referenceCases,
  ...listCases,
  ...trustCases,
  ...valueCases,
  ...aggregationCases,
  ...hostCases,
]
