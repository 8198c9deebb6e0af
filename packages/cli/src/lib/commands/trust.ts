import { OperationError } from '@lontar/credentials/errors'
import { type JsonObject, parseJson, parseJsonObject } from '@lontar/credentials/jose'
import {
  parseTrustAuthority,
  signTrustList,
  type TrustAuthority,
  verifySignedTrustList,
} from '@lontar/credentials/trust'
import { Command } from 'commander'
import {
  mergeAuthorityList,
  publishList,
  readAuthorityList,
  readPublishedList,
  writeAuthorityList,
} from '../authority-list.ts'
import type { Invocation } from '../invocation.ts'
import { issuerConfiguration, withData } from '../open-data.ts'
import { openIssuer, openIssuerSigner } from '../open-issuer.ts'
import { parseExpiresIn } from '../parse-number.ts'
import type { CommandSeat } from '../program.ts'
import { trustListUrl } from '../serve-trust-list.ts'
import { readTextFile, writeTextFile } from '../text-file.ts'

const defaultExpiresInSeconds = 7 * 86_400

interface OutOption {
  readonly out?: string
}

/** `lontar trust`: whom wallets and verifiers trust, pinned in a file or signed by an authority. */
export function trustCommand(seat: CommandSeat): Command {
  return new Command('trust')
    .description('whom wallets and verifiers trust: a pinned file, or a list that an authority signs')
    .addCommand(exportCommand(seat))
    .addCommand(addCommand(seat))
    .addCommand(listCommand(seat))
    .addCommand(publishCommand(seat))
    .addCommand(authorityCommand(seat))
    .addCommand(verifyCommand(seat))
}

function exportCommand(seat: CommandSeat): Command {
  return new Command('export')
    .description("write the issuer's own trust file")
    .option('--out <file>', 'where to write it; by default standard output')
    .addHelpText('after', '\nExample:\n  lontar trust export --out trust.json')
    .action(
      seat.action<OutOption>((invocation, options) =>
        withData(invocation, async ({ configuration, store }) => {
          const issuer = await openIssuer(
            store,
            issuerConfiguration(configuration),
            invocation.environment.now,
          )
          await write(invocation, options, issuer.trustList())
        }),
      ),
    )
}

function addCommand(seat: CommandSeat): Command {
  return new Command('add')
    .description('add the entries of a trust file to the list of this authority')
    .argument('<file>', 'a trust file, such as an issuer exports; - is standard input')
    .addHelpText('after', '\nExample:\n  lontar trust add issuer-trust.json')
    .action(
      seat.action((invocation, _options, [file = '-']) =>
        withData(invocation, async ({ configuration }) => {
          issuerConfiguration(configuration)
          const { directory } = invocation
          const added = parseJsonObject(await readTextFile(invocation, file))
          const list = mergeAuthorityList(await readAuthorityList(directory), added)
          await writeAuthorityList(directory, list)
          const issuers = list.issuers.length
          invocation.result(
            { issuers, verifiers: list.verifiers.length, roots: list.roots.length },
            invocation.text({
              id: `Daftar memuat ${issuers} penerbit. Berlaku setelah: lontar trust publish`,
              en: `The list has ${issuers} issuers. It counts after: lontar trust publish`,
            }),
          )
        }),
      ),
    )
}

function listCommand(seat: CommandSeat): Command {
  return new Command('list')
    .description('show the list of this authority and what was published of it')
    .addHelpText('after', '\nExample:\n  lontar trust list --json')
    .action(
      seat.action((invocation) =>
        withData(invocation, async ({ configuration }) => {
          const { url } = issuerConfiguration(configuration)
          const list = await readAuthorityList(invocation.directory)
          const published = await readPublishedList(invocation.directory)
          const sequence = published?.sequence ?? null
          const lines = list.issuers.map(
            ({ issuer, types }) => `${String(issuer)}  ${(types as string[]).join(' ')}`,
          )
          invocation.result(
            { url: trustListUrl(url), sequence, ...list },
            [...lines, `${trustListUrl(url)}  ${sequence ?? '-'}`].join('\n'),
          )
        }),
      ),
    )
}

function publishCommand(seat: CommandSeat): Command {
  return new Command('publish')
    .description(
      'sign the list of this authority with the next sequence; `lontar serve` serves it at /trust-list',
    )
    .option(
      '--expires-in <seconds>',
      'how long it holds; 7 days by default',
      parseExpiresIn,
      defaultExpiresInSeconds,
    )
    .option('--out <file>', 'write the signed list here too')
    .addHelpText('after', '\nExample:\n  lontar trust publish --expires-in 604800')
    .action(
      seat.action<OutOption & { readonly expiresIn: number }>((invocation, { expiresIn, out }) =>
        withData(invocation, async ({ configuration, store }) => {
          const settings = issuerConfiguration(configuration)
          const signer = await openIssuerSigner(store, settings)
          const trustList = await readAuthorityList(invocation.directory)
          if (trustList.issuers.length === 0) {
            throw new OperationError('usage', 'the list of this authority is empty: lontar trust add FILE')
          }
          const issuedAt = invocation.environment.now()
          const expiresAt = new Date(issuedAt.getTime() + expiresIn * 1000)
          const [authority = ''] = signer.keyId.split('#')
          const url = trustListUrl(settings.url)
          const { sequence, text } = await publishList(invocation.directory, (next) =>
            signTrustList({ signer, authority, url, sequence: next, issuedAt, expiresAt, trustList }),
          )
          if (out !== undefined) await writeTextFile(invocation, out, text)
          invocation.result(
            { url, sequence, expiresAt },
            invocation.text({
              id: `Terbit: nomor ${sequence}, berlaku sampai ${expiresAt.toISOString()}, di ${url}`,
              en: `Published: sequence ${sequence}, holds until ${expiresAt.toISOString()}, at ${url}`,
            }),
          )
        }),
      ),
    )
}

function authorityCommand(seat: CommandSeat): Command {
  return new Command('authority')
    .description('write what followers pin of this authority: its name and its keys')
    .option('--out <file>', 'where to write it; by default standard output')
    .addHelpText('after', '\nExample:\n  lontar trust authority --out authority.json')
    .action(
      seat.action<OutOption>((invocation, options) =>
        withData(invocation, async ({ configuration, store }) => {
          const { keyId, publicJwk } = await openIssuerSigner(store, issuerConfiguration(configuration))
          const [issuer = ''] = keyId.split('#')
          await write(invocation, options, { issuer, jwks: { keys: [{ ...publicJwk, kid: keyId }] } })
        }),
      ),
    )
}

interface VerifyOptions {
  readonly authority: string
  readonly url: string
}

function verifyCommand(seat: CommandSeat): Command {
  return new Command('verify')
    .description('verify a signed trust list')
    .argument('<file>', 'the signed list; - is standard input')
    .requiredOption('--authority <file>', 'the file of its authority')
    .requiredOption('--url <url>', 'the address from which it is followed')
    .addHelpText(
      'after',
      '\nExample:\n  lontar trust verify list.jwt --authority authority.json --url https://issuer.example/trust-list',
    )
    .action(
      seat.action<VerifyOptions>(async (invocation, options, [file = '-']) => {
        const text = (await readTextFile(invocation, file)).trim()
        const { sequence, issuedAt, expiresAt, trustList } = await verifySignedTrustList(text, {
          expectedAuthority: await readAuthority(invocation, options.authority),
          expectedUrl: options.url,
          newestSeen: undefined,
          now: invocation.environment.now(),
        })
        const issuers = trustList.issuers.map(({ issuer }) => issuer)
        invocation.result(
          { sequence, issuedAt, expiresAt, issuers },
          [`${sequence}  ${expiresAt.toISOString()}`, ...issuers].join('\n'),
        )
      }),
    )
}

async function readAuthority(invocation: Invocation, path: string): Promise<TrustAuthority> {
  return parseTrustAuthority(parseJson(await readTextFile(invocation, path)))
}

async function write(invocation: Invocation, { out }: OutOption, value: object): Promise<void> {
  if (out === undefined) return invocation.result(value, JSON.stringify(value, null, 2))
  await writeTextFile(invocation, out, `${JSON.stringify(value satisfies object as JsonObject, null, 2)}\n`)
  invocation.result({ out }, invocation.text({ id: `Ditulis: ${out}`, en: `Written: ${out}` }))
}
