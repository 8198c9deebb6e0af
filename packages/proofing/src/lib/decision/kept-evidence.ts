import type { Evidence } from '@lontar/documents/verified-identity'
import { isSimulated } from './is-simulated.ts'
import type { ProofingEvidence } from './proofing-evidence.ts'

/** What is kept of the evidence that counted: who checked what, how and when. No score, no image, no claim value. */
export function keptEvidence(
  support: readonly ProofingEvidence[],
  organization: string,
): readonly Evidence[] {
  const wasInspected = support.some(({ kind }) => kind === 'officer')
  return support
    .flatMap((piece) => {
      const kept = keep(piece, wasInspected)
      return kept === undefined ? [] : [{ ...kept, organization, simulated: isSimulated(piece) }]
    })
    .sort(inOrder)
    .filter(isFirstOfItsKind)
}

type Kept = Omit<Evidence, 'organization' | 'simulated'>

function keep(piece: ProofingEvidence, wasInspected: boolean): Kept | undefined {
  switch (piece.kind) {
    case 'document':
      // What somebody typed is evidence once an officer looked at the document itself.
      return piece.source === 'typed' && !wasInspected
        ? undefined
        : { type: 'document', checkMethod: 'vri', time: piece.time }
    case 'chip':
      return { type: 'document', checkMethod: 'vcrypt', time: piece.time }
    case 'face':
      return {
        type: piece.portrait === 'registry' ? 'electronic_record' : 'document',
        ...{ checkMethod: 'bvr', time: piece.time },
        ...reference(piece.comparison.txn),
      }
    case 'registry_elements':
      return {
        type: 'electronic_record',
        checkMethod: 'data',
        time: piece.time,
        ...reference(piece.answer.txn),
      }
    case 'officer':
      return {
        ...{ type: 'officer', checkMethod: 'pvp', time: piece.decision.decidedAt },
        transaction: piece.decision.officerId,
      }
    default:
      return undefined
  }
}

function reference(txn: string): { readonly transaction?: string } {
  return txn === '' ? {} : { transaction: txn }
}

const order: readonly string[] = ['vri', 'vcrypt', 'data', 'bvr', 'pvp']

/** The same evidence is listed in the same order, in whichever order it was found. */
function inOrder(one: Evidence, other: Evidence): number {
  return (
    order.indexOf(one.checkMethod) - order.indexOf(other.checkMethod) ||
    one.time.getTime() - other.time.getTime() ||
    (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)
  )
}

/** One piece for each kind of check is enough; the officers are all named. */
function isFirstOfItsKind(piece: Evidence, index: number, all: readonly Evidence[]): boolean {
  const first = all.findIndex(
    ({ type, checkMethod }) => type === piece.type && checkMethod === piece.checkMethod,
  )
  return piece.type === 'officer' || first === index
}
