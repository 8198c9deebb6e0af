import type { Mutate } from './mutator.ts'
import {
  editClaim,
  editHeader,
  editStatus,
  editTimes,
  resignByOtherIssuer,
  resignByStranger,
} from './mutators/claims.ts'
import {
  addDisclosure,
  dropDisclosure,
  duplicateDisclosure,
  editDisclosure,
  swapKeyBinding,
} from './mutators/disclosures.ts'
import { flipCharacter, swapSegments, twinEncoding } from './mutators/text.ts'
import { confuseType } from './mutators/types.ts'

/** The classes of hostile variants. */
export const mutationClasses: Readonly<Record<string, Mutate>> = Object.freeze({
  'character flip': flipCharacter,
  'segment swap': swapSegments,
  'header edit': editHeader,
  'claim edit': editClaim,
  'disclosure add': addDisclosure,
  'disclosure drop': dropDisclosure,
  'disclosure duplicate': duplicateDisclosure,
  'disclosure edit': editDisclosure,
  'key-binding swap': swapKeyBinding,
  're-sign by a stranger': resignByStranger,
  're-sign by another trusted issuer': resignByOtherIssuer,
  'type confusion': confuseType,
  'time edit': editTimes,
  'status edit': editStatus,
  'encoding twin': twinEncoding,
})
