import { readFile } from 'node:fs/promises'
import { OperationError, VerificationError } from '@lontar/credentials/errors'
import { type Passport, type PassportFile, parseMrz, parsePassportFile } from '@lontar/documents/passport'
import { type ChipAnchor, parseMasterList, verifyPassportChip } from '@lontar/documents/passport-chip'
import type { VerifyPassportInput } from '@lontar/proofing'
import { explained } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { isSamePassport } from './is-same-passport.ts'
import { readJsonFile } from './text-file.ts'

/** Where a passport is read from, and by what its chip is judged. */
export interface PassportSource {
  /** The file of `--passport`. */
  readonly file: string
  /** The files of `--master-list`. */
  readonly masterLists: readonly string[]
  /** Whether the issuer is one of development: then Utopia is a state, and a chip that was not read is simulated. */
  readonly dev: boolean
}

/** A passport that was read, and what became of its chip. */
export type ReadPassport = Pick<VerifyPassportInput, 'passport' | 'chip'>

/**
 * Reads a passport file, and verifies the chip where its files are in it.
 *
 * @throws {MalformedError} `passport_malformed`, `chip_malformed`, `master_list_malformed`
 * @throws {VerificationError} `mrz_invalid`; what `verifyPassportChip` throws, such as `chip_state_unlisted`
 */
export async function readPassportFile(
  invocation: Invocation,
  source: PassportSource,
): Promise<ReadPassport> {
  const now = invocation.environment.now()
  const { mrz, chip } = parsePassportFile(await readJsonFile(invocation, source.file, '--passport'))
  const result = parseMrz(mrz, { now, testMode: source.dev })
  if (!result.ok) {
    throw explained(
      new VerificationError('mrz_invalid', `the machine-readable zone is wrong: ${result.errors.join(', ')}`),
      `MRZ salah: ${result.errors.join(', ')}`,
    )
  }
  if (chip !== undefined) return verifyChip(invocation, source, { passport: result.passport, chip })
  const simulated = { decision: 'authentic', matchesDocument: true, simulated: true } as const
  return { passport: result.passport, ...(source.dev && { chip: simulated }) }
}

async function verifyChip(
  invocation: Invocation,
  { masterLists, dev }: PassportSource,
  read: { readonly passport: Passport; readonly chip: NonNullable<PassportFile['chip']> },
): Promise<ReadPassport> {
  const anchors = await readAnchors(invocation, masterLists)
  const now = invocation.environment.now()
  const { passport } = await verifyPassportChip({ ...read.chip, anchors, now, testMode: dev })
  const matchesDocument = isSamePassport(read.passport, passport)
  // A chip of Utopia is invented, and its authority too.
  const simulated = passport.issuingState === 'UTO'
  return { passport, chip: { decision: 'authentic', matchesDocument, simulated } }
}

async function readAnchors(invocation: Invocation, files: readonly string[]): Promise<readonly ChipAnchor[]> {
  const anchors: ChipAnchor[] = []
  for (const file of files) {
    const bytes = await readFile(invocation.path(file)).catch((cause: unknown) => {
      const message = 'the file of --master-list cannot be read'
      throw explained(
        new OperationError('file_unreadable', message, { cause }),
        'berkas dari --master-list tidak dapat dibaca',
      )
    })
    anchors.push(...parseMasterList(bytes).anchors)
  }
  return anchors
}
