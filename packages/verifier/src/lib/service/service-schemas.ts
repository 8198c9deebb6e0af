/** A JSON Schema (draft 2020-12), as OpenAPI 3.1 has it. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** The name of a schema. */
export type SchemaName =
  | 'Error'
  | 'Asks'
  | 'NewRequest'
  | 'CreatedRequest'
  | 'Result'
  | 'Receipts'
  | 'AskAnswer'

/** An object with exactly these members; those in `optional` may be absent. */
function object(
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', properties, required, additionalProperties: false }
}

const text: JsonSchema = { type: 'string' }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const localized: JsonSchema = object({ id: text, en: text })
const state: JsonSchema = { enum: ['pending', 'accepted', 'refused', 'expired'] }
const legalBasis: JsonSchema = {
  enum: ['consent', 'contract', 'legal_duty', 'vital_interest', 'public_service', 'legitimate_interest'],
}

/** A schema of the document, by its name. */
export function ref(name: SchemaName): JsonSchema {
  return { $ref: `#/components/schemas/${name}` }
}

const check: JsonSchema = {
  type: 'object',
  properties: {
    id: text,
    state: { enum: ['passed', 'failed', 'unknown', 'skipped'] },
    code: { ...text, description: 'Why it did not pass: a code of docs/errors.' },
    spec: text,
    text: localized,
  },
  required: ['id', 'state', 'spec', 'text'],
}

const holderExplanation: JsonSchema = object({ reasonId: text, reason: localized, remedy: localized })

/** What the service takes and answers. */
export const serviceSchemas: Readonly<Record<SchemaName, JsonSchema>> = {
  Error: object({
    error: { ...text, description: 'A code of docs/errors, or of RFC 6749 and RFC 6750.' },
    error_description: text,
  }),
  Asks: object({
    asks: {
      type: 'array',
      items: object(
        {
          name: text,
          service: text,
          credential: text,
          purpose: localized,
          legalBasis,
          claims: { type: 'array', items: text },
          retentionDays: { type: 'integer', minimum: 0 },
        },
        ['credential'],
      ),
    },
  }),
  NewRequest: object(
    {
      ask: { ...text, description: 'The name of an ask.' },
      returnTo: {
        ...text,
        format: 'uri',
        description:
          'Where the browser goes on after a wallet on its own device; it comes with response_code.',
      },
    },
    ['returnTo'],
  ),
  CreatedRequest: {
    oneOf: [
      object(
        {
          transactionId: { ...text, description: 'Reads the result. It never goes to a browser.' },
          requestUri: { ...text, description: 'For a QR code, read by a wallet on another device.' },
          sameDeviceUri: { ...text, description: 'For a link, opened by a wallet on the same device.' },
          expiresAt: time,
        },
        ['sameDeviceUri'],
      ),
      object({ needed: { const: false, description: 'The ask asks for nothing.' } }),
    ],
  },
  Result: object({
    state,
    claims: {
      type: ['object', 'null'],
      description: 'Exactly those asked for, by dotted name; when accepted.',
    },
    verdict: {
      oneOf: [{ type: 'null' }, object({ ok: { type: 'boolean' }, checks: { type: 'array', items: check } })],
    },
    refusal: {
      description: 'When refused: what decided it for your log, and what the holder may read.',
      oneOf: [
        { type: 'null' },
        object({
          decisive: { allOf: [check], properties: { title: localized, fix: localized, docs: text } },
          holder: holderExplanation,
        }),
      ],
    },
  }),
  Receipts: object({
    receipts: {
      type: 'array',
      items: object({
        transactionId: text,
        ask: { type: ['string', 'null'] },
        service: text,
        purpose: localized,
        legalBasis,
        retentionDays: { type: 'integer', minimum: 0 },
        claims: { type: 'array', items: text },
        state: { enum: ['accepted', 'refused'] },
        code: { type: ['string', 'null'] },
        issuers: { type: 'array', items: text },
        requestedAt: time,
        decidedAt: time,
        keptUntil: time,
      }),
    },
  }),
  AskAnswer: object(
    {
      state: { const: 'accepted' },
      claims: { type: ['object', 'null'], description: 'Only for a call with a key.' },
    },
    ['claims'],
  ),
}
