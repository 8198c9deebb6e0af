import type { Check } from '@lontar/credentials'
import type { VerifierReceipt } from '@lontar/verifier'
import type { ILontarVerifier, KeyBindingArgument } from './lontar-verifier-methods.ts'
import type { OnWire } from './on-wire.ts'
import type { MethodSchemas, RoleSchema } from './role-schema.ts'
import {
  anyText,
  flag,
  instant,
  list,
  literallyTrue,
  localizedText,
  named,
  object,
  oneOf,
  optional,
  orNull,
  record,
  type Schema,
  text,
  whole,
} from './schema.ts'

const names: Schema<readonly string[]> = list(anyText)

const check: Schema<OnWire<Check>> = object({
  id: named(),
  state: oneOf('passed', 'failed', 'unknown', 'skipped'),
  code: optional(named()),
  spec: anyText,
  text: localizedText,
  credential: optional(whole(0)),
  asOf: optional(instant),
  freshUntil: optional(instant),
  acceptedStale: optional(literallyTrue),
  smallStatusList: optional(literallyTrue),
})

const keyBinding: Schema<KeyBindingArgument> = object({
  expectedNonce: text(),
  expectedAudience: text(),
  maxAgeSeconds: optional(whole(1, 86_400)),
})

const receipt: Schema<OnWire<VerifierReceipt>> = object({
  transactionId: anyText,
  ask: orNull(anyText),
  service: anyText,
  purpose: localizedText,
  legalBasis: named(),
  retentionDays: whole(0),
  claims: names,
  state: oneOf('accepted', 'refused'),
  code: orNull(named()),
  issuers: names,
  requestedAt: instant,
  decidedAt: instant,
  keptUntil: instant,
})

const methods: MethodSchemas<ILontarVerifier> = {
  createAuthorizationRequest: {
    description: 'Makes a request for an ask that the verifier was set up with (OpenID4VP 1.0 section 5).',
    arguments: object({
      ask: text(),
      returnTo: optional(text(2_000)),
      transactionData: optional(list(object({ type: text(), data: optional(record()) }), 16)),
    }),
    returnType: object({
      needed: flag,
      transactionId: optional(anyText),
      requestUri: optional(anyText),
      sameDeviceUri: optional(anyText),
      expiresAt: optional(instant),
    }),
  },
  getAuthorizationResult: {
    description: 'Reads how a request stands; claims, exactly those asked for, only when it is accepted.',
    arguments: object({
      transactionId: text(),
      responseCode: optional(text()),
      waitSeconds: optional(whole(0, 30)),
    }),
    returnType: object({
      state: oneOf('pending', 'accepted', 'refused', 'expired'),
      verdict: optional(object({ ok: flag, checks: list(check) })),
      claims: optional(record()),
      transactionData: optional(list(object({ type: anyText, data: record(), queryId: anyText }))),
    }),
  },
  verifyCredentialText: {
    description: 'Verifies a credential or a presentation that came by another way.',
    arguments: object({
      text: text(1_048_576),
      expectedTypes: optional(list(text(), 100)),
      expectedKeyBinding: orNull(keyBinding),
    }),
    returnType: object({
      ok: flag,
      checks: list(check),
      credential: orNull(object({ issuer: anyText, types: names, format: named(), claims: record() })),
    }),
  },
  listVerifierReceipts: {
    description: 'Lists receipts of what was decided, latest first: no value of a claim.',
    arguments: object({ limit: optional(whole(1, 1_000)), olderThan: optional(text()) }),
    returnType: list(receipt),
  },
}

/** The schema of `lontarVerifierPlugin`, also for an agent that calls it from afar. */
export const lontarVerifierSchema: RoleSchema = { components: { schemas: {}, methods } }
