import { NetworkError } from '../errors/lontar-error.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import { mediaTypeOf } from '../guarded-fetch/media-type.ts'
import type { JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { requireStep } from '../verdict/require-step.ts'
import { aggregationReadable } from '../verdict/steps/status-steps.ts'

/** As many as an issuer can publish and a verifier would want to take along. */
const maxLists = 4096

/**
 * Fetches the addresses of all Status List Tokens of an issuer, so that they can be taken along before the network goes.
 *
 * @param uri the `aggregation_uri` of a token, or the `status_list_aggregation_endpoint` of an issuer's metadata.
 * @param fetch the guarded fetch.
 * @returns the addresses, each once, at most 4,096.
 * @throws NetworkError `status_list_unreachable`; MalformedError `status_aggregation_malformed`.
 * @see Token Status List section 9
 */
export async function fetchStatusListAggregation(
  uri: string,
  fetch: GuardedFetch,
): Promise<readonly string[]> {
  const value = await fetchJson(uri, fetch)
  requireStep(aggregationReadable, isJsonObject(value) && isJsonArray(value.status_lists))
  const { status_lists: lists } = value
  requireStep(aggregationReadable, lists.length <= maxLists && lists.every(isAddress))
  return Object.freeze([...new Set(lists as readonly string[])])
}

function isAddress(value: JsonValue): boolean {
  return typeof value === 'string' && URL.canParse(value)
}

async function fetchJson(uri: string, fetch: GuardedFetch): Promise<JsonValue | undefined> {
  const { status, headers, json } = await fetch(uri).catch((cause: unknown) => {
    throw new NetworkError('status_list_unreachable', unreachable, { cause })
  })
  if (status !== 200) throw new NetworkError('status_list_unreachable', unreachable)
  requireStep(aggregationReadable, mediaTypeOf(headers) === 'application/json')
  try {
    return json()
  } catch {
    return undefined
  }
}

const unreachable = 'The status list aggregation cannot be fetched.'
