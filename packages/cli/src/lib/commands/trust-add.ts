import { MalformedError } from '@lontar/credentials/errors'
import type { JsonObject } from '@lontar/credentials/jose'
import { parseTrustList } from '@lontar/credentials/trust'
import { Command } from 'commander'
import { editAuthorityList, mergeAuthorityList } from '../authority-list.ts'
import { explained, usageError } from '../explained.ts'
import { inFile } from '../in-file.ts'
import type { Invocation } from '../invocation.ts'
import { issuerConfiguration, withData } from '../open-data.ts'
import { collectTypes, parseIssuerName } from '../parse-issuer-option.ts'
import type { CommandSeat } from '../program.ts'
import { readTrustFile } from '../read-trust.ts'
import { fileOf, readJsonFile, readTextFile } from '../text-file.ts'

interface AddOptions {
  readonly issuer?: string
  readonly type?: readonly string[]
  readonly jwks?: string
  readonly roots?: string
}

const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\r?\n?/g

/** `lontar trust add`: puts issuers into the list of this authority. */
export function trustAddCommand(seat: CommandSeat): Command {
  return new Command('add')
    .description('add the entries of a trust file, or one issuer, to the list of this authority')
    .argument('[file]', 'a trust file, such as an issuer exports; - is standard input')
    .option('--issuer <name>', 'in the place of a file: the DID or https URL of one issuer', parseIssuerName)
    .option(
      '--type <url>',
      'with --issuer: a type that it may issue, as URL or URN; once for each',
      collectTypes,
    )
    .option('--jwks <file>', 'with --issuer: its pinned keys; else its identifier says where they are')
    .option('--roots <file>', 'with --issuer: PEM certificates to one of which its chain must lead')
    .addHelpText(
      'after',
      '\nExamples:\n  lontar trust add issuer-trust.json\n' +
        '  lontar trust add --issuer did:web:issuer.example \\\n    --type https://issuer.example/vct/ktp/1',
    )
    .action(
      seat.action<AddOptions>((invocation, options, [file]) =>
        withData(invocation, async ({ configuration }) => {
          issuerConfiguration(configuration)
          const added = await readAdded(invocation, options, file)
          await add(invocation, added)
        }),
      ),
    )
}

async function readAdded(
  invocation: Invocation,
  options: AddOptions,
  file: string | undefined,
): Promise<JsonObject> {
  const { issuer, type = [], jwks, roots } = options
  if ((issuer === undefined) === (file === undefined)) {
    throw usageError({
      id: 'berikan salah satu: argumen <file>, atau --issuer dengan --type',
      en: 'give one of: the argument <file>, or --issuer with --type',
    })
  }
  if (issuer !== undefined)
    return { issuers: [await entryOf(invocation, { issuer, types: type, jwks, roots })] }
  if (type.length > 0 || jwks !== undefined || roots !== undefined) {
    throw usageError({
      id: '--type, --jwks dan --roots hanya berlaku dengan --issuer',
      en: '--type, --jwks and --roots go with --issuer',
    })
  }
  return readTrustFile(invocation, file as string, '<file>')
}

interface EntryOptions {
  readonly issuer: string
  readonly types: readonly string[]
  readonly jwks: string | undefined
  readonly roots: string | undefined
}

async function entryOf(
  invocation: Invocation,
  { issuer, types, jwks, roots }: EntryOptions,
): Promise<JsonObject> {
  if (types.length === 0) throw usageError({ id: '--issuer membutuhkan --type', en: '--issuer needs --type' })
  const named = { issuer, types }
  const keys = jwks === undefined ? {} : { jwks: await readJsonFile(invocation, jwks, '--jwks') }
  inFile('--jwks', () => parseTrustList({ issuers: [{ ...named, ...keys }] }))
  const anchors = roots === undefined ? {} : { roots: await readRoots(invocation, roots) }
  return { ...named, ...keys, ...anchors }
}

async function readRoots(invocation: Invocation, path: string): Promise<readonly string[]> {
  const roots = (await readTextFile(invocation, path, '--roots')).match(certificate)
  if (roots !== null) return roots
  const { id, en } = fileOf('--roots')
  throw explained(
    new MalformedError('trust_list_malformed', `${en} holds no PEM certificate`),
    `${id} tidak berisi sertifikat PEM`,
  )
}

async function add(invocation: Invocation, added: JsonObject): Promise<void> {
  const list = await editAuthorityList(invocation.directory, (before) => mergeAuthorityList(before, added))
  const issuers = list.issuers.length
  invocation.result(
    { issuers, verifiers: list.verifiers.length, roots: list.roots.length },
    invocation.text({
      id: `Daftar memuat ${issuers} penerbit. Berlaku setelah: lontar trust publish`,
      en: `Issuers in the list: ${issuers}. It counts after: lontar trust publish`,
    }),
  )
}
