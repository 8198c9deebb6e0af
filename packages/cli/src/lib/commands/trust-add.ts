import { OperationError } from '@lontar/credentials/errors'
import { type JsonObject, type JsonValue, parseJson, parseJsonObject } from '@lontar/credentials/jose'
import { Command } from 'commander'
import { mergeAuthorityList, readAuthorityList, writeAuthorityList } from '../authority-list.ts'
import type { Invocation } from '../invocation.ts'
import { issuerConfiguration, withData } from '../open-data.ts'
import type { CommandSeat } from '../program.ts'
import { readTextFile } from '../text-file.ts'

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
    .option('--issuer <name>', 'in the place of a file: the DID or https URL of one issuer')
    .option('--type <url>', 'with --issuer: a type that it may issue; once for each', collect)
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
    throw new OperationError('usage', 'add takes a trust file, or --issuer with --type')
  }
  if (file !== undefined) {
    if (type.length > 0 || jwks !== undefined || roots !== undefined)
      throw new OperationError('usage', '--type, --jwks and --roots go with --issuer')
    return parseJsonObject(await readTextFile(invocation, file))
  }
  const entry = {
    issuer: issuer as string,
    types: type,
    ...(jwks !== undefined && { jwks: await readKeys(invocation, jwks) }),
    ...(roots !== undefined && { roots: (await readTextFile(invocation, roots)).match(certificate) ?? [] }),
  }
  return { issuers: [entry] }
}

async function readKeys(invocation: Invocation, path: string): Promise<JsonValue> {
  return parseJson(await readTextFile(invocation, path))
}

async function add(invocation: Invocation, added: JsonObject): Promise<void> {
  const { directory } = invocation
  const list = mergeAuthorityList(await readAuthorityList(directory), added)
  await writeAuthorityList(directory, list)
  const issuers = list.issuers.length
  invocation.result(
    { issuers, verifiers: list.verifiers.length, roots: list.roots.length },
    invocation.text({
      id: `Daftar memuat ${issuers} penerbit. Berlaku setelah: lontar trust publish`,
      en: `Issuers in the list: ${issuers}. It counts after: lontar trust publish`,
    }),
  )
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}
