import { readDer } from '@lontar/credentials/x509'
import { type BaseBlock, Null, ObjectIdentifier, Sequence } from 'asn1js'

/** An algorithm with its parameters, which are not judged yet. */
export interface AlgorithmIdentifier {
  readonly oid: string
  readonly parameters: BaseBlock | undefined
}

/**
 * Reads an `AlgorithmIdentifier`.
 *
 * @param from its DER, or the value that was read
 * @returns `undefined` for any other structure
 * @see RFC 5280 section 4.1.1.2
 */
export function readAlgorithm(from: Uint8Array | BaseBlock | undefined): AlgorithmIdentifier | undefined {
  const value = from instanceof Uint8Array ? readDer(from, { maxValues: 60, readsStrings: false }) : from
  if (!(value instanceof Sequence)) return undefined
  const [oid, parameters, ...others] = value.valueBlock.value
  if (!(oid instanceof ObjectIdentifier) || others.length > 0) return undefined
  return { oid: oid.valueBlock.toString(), parameters }
}

/** Whether parameters say nothing: absent or NULL, which mean the same for a digest (RFC 4055 section 2.1). */
export function areEmpty(parameters: BaseBlock | undefined): boolean {
  return parameters === undefined || parameters instanceof Null
}
