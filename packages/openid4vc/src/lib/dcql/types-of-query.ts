import type { DcqlCredentialQuery } from './dcql-query.ts'

/** The base type of a W3C credential is not among its `types`, and every W3C credential has it. */
const baseType = 'https://www.w3.org/2018/credentials#VerifiableCredential'

/**
 * The types of which a credential has to have one to answer a query, before the check `query` looks closer.
 *
 * @returns The types, or `undefined` when any would do, because the query asks for the base type alone.
 * @see OpenID4VP 1.0 appendices B.1.1 and B.3.5
 */
export function typesOfQuery({ meta }: DcqlCredentialQuery): readonly string[] | undefined {
  if ('vct_values' in meta) return meta.vct_values
  if (!('type_values' in meta)) return []
  return meta.type_values.some((set) => set.every(isBaseType)) ? undefined : meta.type_values.flat()
}

/** Whether every W3C credential has a type. */
export function isBaseType(type: string): boolean {
  return type === baseType
}
