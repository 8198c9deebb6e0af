import type { Artefact } from './artefact.ts'
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
import { editDocument, editLines, forgeDocument } from './mutators/documents.ts'
import { twinSignature } from './mutators/ecdsa-twin.ts'
import { flipCharacter, swapSegments, twinEncoding } from './mutators/text.ts'
import { confuseType } from './mutators/types.ts'

/** A class of hostile variants. */
export interface MutationClass {
  /** Whether variants of the class can be made of an artefact. */
  appliesTo(artefact: Artefact): boolean
  readonly mutate: Mutate
}

/** The classes of hostile variants. */
export const mutationClasses: Readonly<Record<string, MutationClass>> = Object.freeze({
  'character flip': ofAll(flipCharacter),
  'segment swap': ofAll(swapSegments),
  'header edit': ofTokens(editHeader),
  'claim edit': ofTokens(editClaim),
  'disclosure add': ofSdJwts(addDisclosure),
  'disclosure drop': ofSdJwts(dropDisclosure),
  'disclosure duplicate': ofSdJwts(duplicateDisclosure),
  'disclosure edit': ofSdJwts(editDisclosure),
  'key-binding swap': ofSdJwts(swapKeyBinding),
  're-sign by a stranger': ofTokens(resignByStranger),
  're-sign by another trusted issuer': ofTokens(resignByOtherIssuer),
  'type confusion': ofAll(confuseType),
  'time edit': ofTokens(editTimes),
  'status edit': ofTokens(editStatus),
  'encoding twin': ofTokens(twinEncoding),
  'ECDSA twin': ofTokens(twinSignature),
  'document edit': ofDocuments(editDocument),
  'document lines': ofDocuments(editLines, ({ text }) => text.includes('\n')),
  'document forgery': ofDocuments(forgeDocument, ({ forge }) => forge !== undefined),
})

function ofAll(mutate: Mutate): MutationClass {
  return { appliesTo: () => true, mutate }
}

function ofTokens(mutate: Mutate<'token'>): MutationClass {
  return {
    appliesTo: ({ kind }) => kind === 'token',
    mutate: async ({ artefact, ...rest }) =>
      artefact.kind === 'token' ? mutate({ artefact, ...rest }) : undefined,
  }
}

function ofSdJwts(mutate: Mutate<'token'>): MutationClass {
  return {
    ...ofTokens(mutate),
    appliesTo: (artefact) => artefact.kind === 'token' && artefact.isSdJwt,
  }
}

function ofDocuments(
  mutate: Mutate<'document'>,
  isFit: (artefact: Extract<Artefact, { readonly kind: 'document' }>) => boolean = () => true,
): MutationClass {
  return {
    appliesTo: (artefact) => artefact.kind === 'document' && isFit(artefact),
    mutate: async ({ artefact, ...rest }) =>
      artefact.kind === 'document' ? mutate({ artefact, ...rest }) : undefined,
  }
}
