import * as v from 'valibot'
import { objectOf } from '../reading/object-of.ts'
import { readAs } from '../reading/read-as.ts'
import { some } from '../reading/some.ts'
import { text } from '../reading/text.ts'
import { unique } from '../reading/unique.ts'
import type { DcqlQuery } from './dcql-query.ts'

// No query of a person's few cards needs more; a bound keeps the work of matching small.
const maxCredentials = 32
const maxClaims = 128
const maxOptions = 32

const id = v.pipe(v.string(), v.maxLength(128), v.regex(/^[A-Za-z0-9_-]+$/))

const idSet = v.pipe(
  v.array(id),
  some(maxClaims),
  v.check((ids) => unique(ids)),
)

const pathElement = v.union([v.string(), v.null(), v.pipe(v.number(), v.safeInteger(), v.minValue(0))])

const value = v.union([v.string(), v.boolean(), v.pipe(v.number(), v.finite())])

const claim = objectOf({
  id: v.exactOptional(id),
  path: v.pipe(v.array(pathElement), some(32)),
  values: v.exactOptional(v.pipe(v.array(value), some(maxClaims))),
})

const texts = v.pipe(v.array(text()), some<string>(maxOptions))

const trustedAuthority = objectOf({ type: text(), values: texts })

const parameters = {
  claims: v.exactOptional(v.pipe(v.array(claim), some(maxClaims))),
  claim_sets: v.exactOptional(v.pipe(v.array(idSet), some(maxOptions))),
  multiple: v.exactOptional(v.boolean()),
  require_cryptographic_holder_binding: v.exactOptional(v.boolean()),
  trusted_authorities: v.exactOptional(v.pipe(v.array(trustedAuthority), some(maxOptions))),
}

const vctCredential = objectOf({
  id,
  format: v.literal('dc+sd-jwt'),
  meta: objectOf({ vct_values: texts }),
  ...parameters,
})

const typeCredential = objectOf({
  id,
  format: v.picklist(['vc+sd-jwt', 'vc+jwt', 'jwt_vc_json', 'ldp_vc']),
  meta: objectOf({ type_values: v.pipe(v.array(texts), some(maxOptions)) }),
  ...parameters,
})

const otherCredential = objectOf({
  id,
  format: v.pipe(text(), v.notValues(['dc+sd-jwt', 'vc+sd-jwt', 'vc+jwt', 'jwt_vc_json', 'ldp_vc'])),
  meta: objectOf({ doctype_value: v.exactOptional(text()) }),
  ...parameters,
})

interface ClaimsPart {
  readonly claims?: readonly { readonly id?: string }[]
  readonly claim_sets?: readonly (readonly string[])[]
}

/** Section 6.1: ids are unique; 6.3: with `claim_sets` every claim has one; 6.4.1: a set names claims that exist. */
function hasSoundClaims({ claims, claim_sets: sets }: ClaimsPart): boolean {
  const ids = (claims ?? []).flatMap((entry) => (entry.id === undefined ? [] : [entry.id]))
  if (!unique(ids)) return false
  if (sets === undefined) return true
  return (
    claims !== undefined &&
    ids.length === claims.length &&
    sets.every((set) => set.every((name) => ids.includes(name)))
  )
}

const credential = v.pipe(
  v.union([vctCredential, typeCredential, otherCredential]),
  v.check((entry) => hasSoundClaims(entry)),
)

const credentialSet = objectOf({
  options: v.pipe(v.array(idSet), some(maxOptions)),
  required: v.exactOptional(v.boolean()),
})

const query = v.pipe(
  objectOf({
    credentials: v.pipe(
      v.array(credential),
      some(maxCredentials),
      v.check((credentials) => unique(credentials.map((entry) => entry.id))),
    ),
    credential_sets: v.exactOptional(v.pipe(v.array(credentialSet), some(maxOptions))),
  }),
  v.check(({ credentials, credential_sets: sets }) => {
    const ids = credentials.map((entry) => entry.id)
    return (sets ?? []).every((set) =>
      set.options.every((option) => option.every((name) => ids.includes(name))),
    )
  }),
)

/**
 * Reads a DCQL query strictly: non-empty lists, unique ids, references to what exists, `meta` by format.
 * Unknown members are ignored; a format that is not implemented here is read and later matches nothing.
 *
 * @param value The parsed JSON: at most 32 credentials, 128 claims each, 32 options.
 * @returns The query without unknown members.
 * @throws MalformedError `dcql_malformed`.
 * @see OpenID4VP 1.0 section 6, appendices B.1.1 and B.3.5
 */
export function parseDcqlQuery(value: unknown): DcqlQuery {
  return readAs(query, value, 'dcql_malformed', 'The DCQL query is not sound.')
}
