import { type CredentialFormatId, type VerifiedCredential, verdictOf } from '@lontar/credentials'
import type { JsonObject } from '@lontar/credentials/jose'
import { createTransactionDataHashes } from '@lontar/credentials/presentation'
import { type Ask, checkConditions } from '@lontar/documents/ask'
import { checkDcqlResponse, parseDcqlQuery } from '@lontar/openid4vc/dcql'
import { createAuthorizationErrorResponse } from '@lontar/openid4vc/openid4vp'
import { createMemoryVerifierStore, type TransactionRecord, type VerifierStore } from '@lontar/verifier'
import { hotel } from '../../../verifier/src/lib/fixtures/asks.ts'
import { cardQuery, encode, openQueryScene } from '../../../verifier/src/lib/fixtures/query-scene.ts'
import { openScene, type Scene } from '../../../verifier/src/lib/fixtures/scene.ts'
import { codeOfVerdict, type NegativeCase } from '../negative-case.ts'

type Run = NegativeCase['run']
type VpToken = Record<string, string[]>

const opened = openScene()
const openedByQuery = openQueryScene()

const honest: Run = () => answersHotel((vpToken) => vpToken)()

/** Presents what the ask of the hotel wants; `change` is given what an honest wallet presents. */
function answersHotel(
  change: (vpToken: VpToken) => VpToken,
  formatId: CredentialFormatId = 'vc+sd-jwt',
  ask: Ask = hotel,
  scene: Promise<Scene> = opened,
): Run {
  return async () => {
    const { holder, ...open } = await scene
    const { object, transactionId } = await open.request(ask)
    const held = await open.credential({ formatId })
    const body = await holder.present(object, held, open.now, { inClear: true })
    const vpToken = JSON.parse(new URLSearchParams(body).get('vp_token') ?? '') as VpToken
    await open.post(await encode(object, { vpToken: change(vpToken), state: object.state }))
    return codeOfTransaction(open, transactionId)
  }
}

/** Presents some of two cards where several are asked for. */
function answersMany(choose: (one: string, other: string) => readonly string[]): Run {
  return async () => {
    const scene = await openedByQuery
    const request = await scene.ask({ credentials: [cardQuery('card', ['name'], { multiple: true })] })
    const card = () => scene.credential({ formatId: 'dc+sd-jwt' })
    const held = { card: choose(await card(), await card()) }
    await scene.answer(request, await scene.present(request.object, held))
    return codeOfTransaction(scene, request.transactionId)
  }
}

/** Answers the required query of two, of which one may authorise the transaction that is asked. */
function authorises(credentialId: 'card' | 'other'): Run {
  return async () => {
    const scene = await openedByQuery
    const request = await scene.ask(
      {
        credentials: [cardQuery('card', ['name']), cardQuery('other', ['name'])],
        credential_sets: [{ options: [['card']] }, { options: [['other']], required: false }],
      },
      { transactionData: [{ type: 'payment', credentialIds: [credentialId] }] },
    )
    const asked = request.object.transactionData ?? []
    const hashes = credentialId === 'card' ? await createTransactionDataHashes(asked) : undefined
    const held = { card: [await scene.credential({ formatId: 'dc+sd-jwt' })] }
    await scene.answer(request, await scene.present(request.object, held, () => hashes))
    return codeOfTransaction(scene, request.transactionId)
  }
}

const declines: Run = async () => {
  const scene = await opened
  const { object, transactionId } = await scene.request()
  await scene.post(createAuthorizationErrorResponse({ error: 'access_denied', state: object.state }))
  return codeOfTransaction(scene, transactionId)
}

function codeOfTransaction({ verifier }: Pick<Scene, 'verifier'>, id: string): Promise<string | undefined> {
  return codeOfVerdict(async () => verdictOf((await verifier.result(id)).verdict?.checks ?? [], undefined))
}

/** A store that lost which claims the query asks for, so that the ask alone knows. */
function forgetful(): VerifierStore {
  const memory = createMemoryVerifierStore()
  const forget = (record: TransactionRecord): TransactionRecord => {
    const query = parseDcqlQuery(JSON.parse(record.dcqlQuery))
    const credentials = query.credentials.map((entry) => ({
      ...entry,
      claims: [{ path: ['credentialSubject', 'name'] }],
    }))
    return { ...record, dcqlQuery: JSON.stringify({ ...query, credentials }) }
  }
  return { ...memory, createTransaction: (record) => memory.createTransaction(forget(record)) }
}

const answersForgetful = (claims: readonly string[]): Run =>
  answersHotel(
    (vpToken) => vpToken,
    'vc+sd-jwt',
    { ...hotel, claims, conditions: [] },
    openScene({ store: forgetful() }),
  )

const credentialOf = (claims: JsonObject, changes: Partial<VerifiedCredential> = {}): VerifiedCredential => ({
  verified: true,
  format: 'dc+sd-jwt',
  text: '',
  issuer: 'https://issuer.example',
  keyId: undefined,
  types: ['urn:card'],
  claims,
  disclosable: [],
  holderKey: { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' },
  issuedAt: undefined,
  expiresAt: undefined,
  status: undefined,
  credentialStatus: [],
  x5c: undefined,
  issuedIndices: [],
  ...changes,
})

const card = (id: string) => ({
  id,
  format: 'dc+sd-jwt',
  meta: { vct_values: ['urn:card'] },
  claims: [{ path: ['name'], values: ['MARIA'] }],
})
const query = parseDcqlQuery({
  credentials: [
    card('one'),
    card('two'),
    { ...card('many'), multiple: true },
    { ...card('certified'), trusted_authorities: [{ type: 'aki', values: ['authority'] }] },
  ],
  credential_sets: [{ options: [['one'], ['two'], ['certified']] }, { options: [['many']], required: false }],
})
const maria = credentialOf({ name: 'MARIA' })

const dcql =
  (presented: Readonly<Record<string, readonly VerifiedCredential[]>>): Run =>
  async () =>
    codeOfVerdict(async () =>
      verdictOf(
        [checkDcqlResponse(query, presented, { readAuthorityKeyIdentifiers: () => ['authority'] })],
        undefined,
      ),
    )

const dcqlTwin = dcql({ one: [maria], many: [maria, maria] })

const conditions =
  (condition: Ask['conditions'][number], claims: JsonObject): Run =>
  async () =>
    codeOfVerdict(async () => {
      const options = { now: new Date('2026-11-24T20:00:00Z'), timeZone: 'Asia/Makassar' }
      const ask = { ...hotel, conditions: [condition] }
      return verdictOf([checkConditions(ask, credentialOf(claims), options)], undefined)
    })

const sex = 'sex'
const equalsFemale = { claim: sex, equals: 'female' } as const
const either = { claim: sex, oneOf: ['female', 'male'] } as const
const current = { claim: 'date_of_expiry', notBefore: 'today' } as const

function refuses(
  step: string,
  expected: NegativeCase['expected'],
  name: string,
  run: Run,
  twin: Run,
): NegativeCase {
  return { step, expected, name, run, twin }
}

const unsatisfied = 'dcql_not_satisfied'
const unmet = 'condition_not_met'

/** What a verifier refuses because it is not the answer to what it asked. */
export const cases: readonly NegativeCase[] = [
  refuses(
    'answer.not-declined',
    'presentation_declined',
    'an error instead of a presentation',
    declines,
    honest,
  ),
  refuses(
    'answer.transaction-data',
    'transaction_data_missing',
    'no credential that may authorise what was asked',
    authorises('other'),
    authorises('card'),
  ),
  refuses(
    'dcql.known-query',
    unsatisfied,
    'an id that was not sent',
    answersHotel(({ vc = [] }) => ({ other: vc })),
    honest,
  ),
  refuses(
    'dcql.one-credential',
    unsatisfied,
    'two presentations for one ask',
    answersHotel(({ vc = [] }) => ({ vc: [...vc, ...vc] })),
    honest,
  ),
  refuses(
    'answer.distinct',
    unsatisfied,
    'one credential twice, where several are asked for',
    answersMany((one) => [one, one]),
    answersMany((one, other) => [one, other]),
  ),
  refuses(
    'answer.format-accepted',
    'credential_format_unsupported',
    'a presentation in the format of another query',
    answersHotel(({ dc = [] }) => ({ vc: dc }), 'dc+sd-jwt'),
    answersHotel((vpToken) => vpToken, 'dc+sd-jwt'),
  ),
  refuses(
    'answer.asked-claims',
    unsatisfied,
    'an asked claim that no query named',
    answersForgetful(['name', 'address.locality']),
    answersForgetful(['name']),
  ),
  refuses(
    'dcql.known-query',
    unsatisfied,
    'an answer to a query beside those that were sent',
    dcql({ one: [maria], other: [maria] }),
    dcqlTwin,
  ),
  refuses(
    'dcql.one-credential',
    unsatisfied,
    'two credentials for one query',
    dcql({ one: [maria, maria] }),
    dcqlTwin,
  ),
  refuses('dcql.one-credential', unsatisfied, 'no credential for a query', dcql({ one: [] }), dcqlTwin),
  refuses(
    'dcql.format',
    unsatisfied,
    'another format',
    dcql({ one: [credentialOf({ name: 'MARIA' }, { format: 'vc+sd-jwt' })] }),
    dcqlTwin,
  ),
  refuses(
    'dcql.type',
    unsatisfied,
    'another type',
    dcql({ one: [credentialOf({ name: 'MARIA' }, { types: ['urn:other'] })] }),
    dcqlTwin,
  ),
  refuses(
    'dcql.authority',
    unsatisfied,
    'no certificate of a trusted authority',
    dcql({ certified: [maria] }),
    dcql({ certified: [credentialOf({ name: 'MARIA' }, { x5c: ['leaf'] })] }),
  ),
  refuses(
    'dcql.holder-key',
    unsatisfied,
    'a credential that is bound to nobody',
    dcql({ one: [credentialOf({ name: 'MARIA' }, { holderKey: undefined })] }),
    dcqlTwin,
  ),
  refuses(
    'dcql.claims',
    unsatisfied,
    'another value',
    dcql({ one: [credentialOf({ name: 'maria' })] }),
    dcqlTwin,
  ),
  refuses(
    'dcql.claims',
    unsatisfied,
    'a claim that is not there',
    dcql({ one: [credentialOf({})] }),
    dcqlTwin,
  ),
  refuses(
    'dcql.options-complete',
    unsatisfied,
    'two alternatives',
    dcql({ one: [maria], two: [maria] }),
    dcqlTwin,
  ),
  refuses(
    'dcql.options-complete',
    unsatisfied,
    'a required set that is missing',
    dcql({ many: [maria] }),
    dcqlTwin,
  ),
  refuses(
    'condition.shown',
    unmet,
    'a claim that is not shown',
    conditions(equalsFemale, {}),
    conditions(equalsFemale, { sex: 'female' }),
  ),
  refuses(
    'condition.equals',
    unmet,
    'another value',
    conditions(equalsFemale, { sex: 'male' }),
    conditions(equalsFemale, { sex: 'female' }),
  ),
  refuses(
    'condition.one-of',
    unmet,
    'a value that is none of them',
    conditions(either, { sex: 'Male' }),
    conditions(either, { sex: 'male' }),
  ),
  refuses(
    'condition.not-before',
    unmet,
    'yesterday, where it is already tomorrow',
    conditions(current, { date_of_expiry: '2026-11-24' }),
    conditions(current, { date_of_expiry: '2026-11-25' }),
  ),
]
