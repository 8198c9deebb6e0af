import { VerificationError } from '@lontar/credentials/errors'
import {
  createOfficer,
  createOfficerReview,
  type Officer,
  type OfficerAccount,
  type OfficerDesk,
  type OfficerQuestion,
} from '@lontar/proofing/officer'
import type { Store } from '@lontar/store'
import { createCommandSigner } from './command-signer.ts'
import { confirm } from './confirm.ts'
import { developmentOfficerId, openDevelopmentOfficer } from './development-officer.ts'
import { explained, usageError } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { readOfficerPassphrase } from './officer-passphrase.ts'
import { reasonText } from './reason-text.ts'

/** Who sits at the desk, and how each signs. */
export interface DeskOptions {
  /** The ids of the officers. */
  readonly officers: readonly string[]
  /** Files with the passphrases of those whose keys are held here, in the same order. */
  readonly passphraseFiles: readonly string[]
  /** The command that signs for the one whose key is held elsewhere. */
  readonly signerCommand?: string
  /** Whether the officer `dev` counts. */
  readonly dev: boolean
}

/**
 * Opens the desk of `lontar issue`: each officer signs with a key of his own. Under development the officer `dev` signs
 * without a passphrase.
 *
 * @throws {VerificationError} `officer_unknown`, `officer_disabled`.
 * @throws {OperationError} `passphrase_missing`, `passphrase_wrong`, `signer_failed`; `usage` for a key that is held
 *   elsewhere, without a command.
 */
export async function openOfficerDesk(
  invocation: Invocation,
  store: Store,
  options: DeskOptions,
): Promise<OfficerDesk> {
  const passphraseFiles = [...options.passphraseFiles]
  const officers: Officer[] = []
  for (const id of options.officers) {
    if (options.dev && id === developmentOfficerId) {
      officers.push(await openDevelopmentOfficer(store))
      continue
    }
    const account = await enabledAccount(store, id)
    officers.push(
      (await heldElsewhere(store, account, options)) ??
        (await heldHere(invocation, store, account, passphraseFiles.shift())),
    )
  }
  const review = createOfficerReview({ officers, now: invocation.environment.now })
  return {
    accounts: store.officers,
    review: {
      decide: async (question) =>
        (await officersConfirm(invocation, question)) ? review.decide(question) : [],
    },
  }
}

async function enabledAccount(store: Store, id: string): Promise<OfficerAccount> {
  const account = await store.officers.find(id)
  if (account === undefined)
    throw explained(new VerificationError('officer_unknown', 'no such officer'), 'tidak ada petugas itu')
  if (account.status === 'disabled') throw officerDisabled()
  return account
}

function officerDisabled(): Error {
  return explained(
    new VerificationError('officer_disabled', 'the officer is disabled'),
    'petugas sudah dinonaktifkan',
  )
}

async function heldElsewhere(
  store: Store,
  account: OfficerAccount,
  { signerCommand }: DeskOptions,
): Promise<Officer | undefined> {
  const listed = (await store.officers.list()).find(({ id }) => id === account.id)
  // A disabled one holds no key anywhere.
  if (listed?.status === 'disabled') throw officerDisabled()
  if (listed?.holdsKey !== false) return undefined
  if (signerCommand === undefined)
    throw usageError({
      id: 'kunci petugas ini disimpan di tempat lain: berikan --officer-signer PERINTAH',
      en: 'the key of this officer is held elsewhere: pass --officer-signer COMMAND',
    })
  return { account, signer: await createCommandSigner(signerCommand, account.publicJwk) }
}

async function heldHere(
  invocation: Invocation,
  store: Store,
  account: OfficerAccount,
  passphraseFile: string | undefined,
): Promise<Officer> {
  const passphrase = await readOfficerPassphrase(invocation, account.id, passphraseFile)
  const privateJwk = await store.officers.openKey(account.id, passphrase)
  // The store opens no key of an officer who was disabled while the passphrase was typed.
  if (privateJwk === undefined) throw officerDisabled()
  const { id, name, role } = account
  return createOfficer({ id, name, role, privateJwk })
}

/** Naming the officer is the confirmation; at a terminal the command tells what was found, and asks once more. */
async function officersConfirm(invocation: Invocation, { decision }: OfficerQuestion): Promise<boolean> {
  if (invocation.yes || !invocation.interactive) return true
  for (const reason of decision.reasons) {
    if (reason.code === 'officer_not_confirmed') continue
    const text = reasonText(invocation, reason)
    invocation.note({ id: text, en: text })
  }
  return confirm(invocation, {
    id: 'Apakah orang, dokumen, dan jawaban sesuai?',
    en: 'Do the person, the document and the answers agree?',
  })
}
