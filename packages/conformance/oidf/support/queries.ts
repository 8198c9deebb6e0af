import type { RequestParameters } from './honest-request.ts'
import type { AskingChanges } from './scripted-verifier.ts'

type Query = RequestParameters['dcql_query']['credentials'][number]

/** The honest request, for other claims of the card; without `claims` where there are none. */
export function askedFor(claims: readonly object[] | undefined): AskingChanges {
  return changingQueries(([card]) => ({ credentials: [{ ...card, claims }] }))
}

/**
 * The honest request, for a credential besides that nobody has, in a set of its own.
 *
 * @param required whether the verifier cannot do without it
 */
export function askedForUnknownToo(required: boolean): AskingChanges {
  return changingQueries(([card]) => ({
    credentials: [card, { ...card, id: 'unknown', meta: { vct_values: ['urn:example:nobody-has-it'] } }],
    credential_sets: [{ options: [['card']] }, { options: [['unknown']], required }],
  }))
}

function changingQueries(change: (queries: readonly Query[]) => object): AskingChanges {
  return { payload: (payload) => ({ ...payload, dcql_query: change(payload.dcql_query.credentials) }) }
}
