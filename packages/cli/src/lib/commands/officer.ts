import type { LocalizedText } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import { generatePrivateJwk, parseJwk } from '@lontar/credentials/jose'
import {
  createOfficer,
  isOfficerId,
  type OfficerAccount,
  type OfficerRole,
  officerRoles,
} from '@lontar/proofing/officer'
import type { ListedOfficer } from '@lontar/store'
import { Command, Option } from 'commander'
import { confirm } from '../confirm.ts'
import { developmentOfficerId } from '../development-officer.ts'
import { explained } from '../explained.ts'
import { InvalidValueError } from '../invalid-value.ts'
import type { Invocation } from '../invocation.ts'
import { readOfficerPassphrase } from '../officer-passphrase.ts'
import { issuerConfiguration, type OpenData, withData } from '../open-data.ts'
import { parseShownName } from '../parse-shown-name.ts'
import type { CommandSeat } from '../program.ts'
import { readJsonFile } from '../text-file.ts'

/** `lontar officer`: who may decide upon applicants. */
export function officerCommand(seat: CommandSeat): Command {
  return new Command('officer')
    .description('the accounts of officers: who may decide upon applicants')
    .addCommand(addCommand(seat))
    .addCommand(listCommand(seat))
    .addCommand(disableCommand(seat))
}

interface AddOptions {
  readonly name: string
  readonly role: OfficerRole
  readonly publicKey?: string
  readonly officerPassphraseFile?: string
}

function addCommand(seat: CommandSeat): Command {
  return new Command('add')
    .description('register an officer with a key of his own, under his own passphrase')
    .argument(
      '<id>',
      'how decisions name the officer: a-z, 0-9, ".", "_" and "-", at most 64',
      parseOfficerId,
    )
    .requiredOption('--name <name>', 'the name that colleagues see', parseShownName)
    .addOption(
      new Option(
        '--role <role>',
        'registrar decides, supervisor also lifts doubts, administrator decides nothing',
      )
        .choices(Object.keys(officerRoles))
        .default('registrar'),
    )
    .option('--public-key <file>', 'the public JWK of a key that is held elsewhere; - is standard input')
    .option('--officer-passphrase-file <file>', "read the officer's passphrase from a file")
    .addHelpText(
      'after',
      '\nExample:\n  LONTAR_OFFICER_PASSPHRASE=… lontar officer add ani --name "Ani Contoh"',
    )
    .action(
      seat.action<AddOptions>((invocation, options, [id = '']) =>
        withData(invocation, (data) => add(invocation, options, id, data)),
      ),
    )
}

async function add(
  invocation: Invocation,
  { name, role, publicKey, officerPassphraseFile }: AddOptions,
  id: string,
  { configuration, store }: OpenData,
): Promise<void> {
  issuerConfiguration(configuration)
  if (publicKey === undefined) {
    const passphrase = await readOfficerPassphrase(invocation, id, officerPassphraseFile)
    const privateJwk = await generatePrivateJwk('Ed25519')
    const { account } = await createOfficer({ id, name, role, privateJwk })
    await store.officers.add(account, { privateJwk, passphrase })
  } else {
    const publicJwk = parseJwk(await readJsonFile(invocation, publicKey, '--public-key'))
    await store.officers.add({ id, name, role, publicJwk })
  }
  const listed = (await store.officers.list()).find((officer) => officer.id === id)
  if (listed !== undefined) invocation.result(published(listed), line(invocation, listed))
}

function listCommand(seat: CommandSeat): Command {
  return new Command('list')
    .description('list the officers, in the order of their ids')
    .addHelpText('after', '\nExample:\n  lontar officer list --json')
    .action(
      seat.action((invocation) =>
        withData(invocation, async ({ store }) => {
          const officers = await store.officers.list()
          const none = { id: 'Belum ada petugas.', en: 'There is no officer yet.' }
          invocation.result(
            { officers: officers.map(published) },
            officers.map((officer) => line(invocation, officer)).join('\n') || invocation.text(none),
          )
        }),
      ),
    )
}

function disableCommand(seat: CommandSeat): Command {
  return new Command('disable')
    .description('let an officer decide nothing any more, and erase the key; for ever')
    .argument('<id>', 'the id of the officer')
    .addHelpText('after', '\nExample:\n  lontar officer disable ani')
    .action(
      seat.action((invocation, _options, [id = '']) =>
        withData(invocation, (data) => disable(invocation, id, data)),
      ),
    )
}

async function disable(invocation: Invocation, id: string, { store }: OpenData): Promise<boolean> {
  if ((await store.officers.find(id)) === undefined)
    throw explained(new VerificationError('officer_unknown', 'no such officer'), 'tidak ada petugas itu')
  const question = {
    id: 'Petugas dinonaktifkan untuk selamanya. Lanjutkan?',
    en: 'The officer is disabled for ever. Go on?',
  }
  if (!invocation.yes && invocation.interactive && !(await confirm(invocation, question))) return false
  await store.officers.disable(id)
  const listed = (await store.officers.list()).find((officer) => officer.id === id)
  if (listed !== undefined) invocation.result(published(listed), line(invocation, listed))
  return true
}

function published({ id, name, role, status, holdsKey, createdAt, disabledAt }: ListedOfficer): object {
  return { id, name, role, status, holdsKey, createdAt, disabledAt: disabledAt ?? null }
}

function line(invocation: Invocation, officer: ListedOfficer): string {
  const { id, name, role, status, holdsKey } = officer
  const { id: enabled, en } = statusWords[status]
  const where = holdsKey || status === 'disabled' ? '' : invocation.text(keyWords(id))
  return `${id}  ${name}\n  ${invocation.text(roleWords[role])}, ${invocation.text({ id: enabled, en })}${where}`
}

/** Of a key that lies under no passphrase of an officer: that of development lies under the one of the data folder. */
function keyWords(id: string): LocalizedText {
  return id === developmentOfficerId
    ? {
        id: '; menandatangani tanpa frasa sandi, hanya untuk pengembangan',
        en: '; signs without a passphrase, for development only',
      }
    : { id: '; kunci disimpan di tempat lain', en: '; the key is held elsewhere' }
}

const roleWords: Readonly<Record<OfficerRole, LocalizedText>> = {
  registrar: { id: 'petugas registrasi', en: 'registrar' },
  supervisor: { id: 'penyelia', en: 'supervisor' },
  administrator: { id: 'pengelola akun', en: 'administrator' },
}

const statusWords: Readonly<Record<OfficerAccount['status'], LocalizedText>> = {
  enabled: { id: 'aktif', en: 'enabled' },
  disabled: { id: 'nonaktif', en: 'disabled' },
}

function parseOfficerId(value: string): string {
  if (isOfficerId(value)) return value
  throw new InvalidValueError({
    id: 'Kode petugas: 1 sampai 64 dari a-z, 0-9, ".", "_", dan "-".',
    en: 'An id of 1 to 64 of a-z, 0-9, ".", "_" and "-".',
  })
}
