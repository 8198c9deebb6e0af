import { parseSignedTrustList } from '@lontar/credentials/trust'
import { Command } from 'commander'
import {
  type AuthorityList,
  editAuthorityList,
  readAuthorityList,
  readPublishedList,
  withoutIssuer,
} from '../authority-list.ts'
import { usageError } from '../explained.ts'
import { issuerConfiguration, withData } from '../open-data.ts'
import { openIssuer, openIssuerSigner } from '../open-issuer.ts'
import type { CommandSeat } from '../program.ts'
import { trustListUrl } from '../serve-trust-list.ts'
import { type OutOption, writeResult } from '../write-result.ts'
import { trustAddCommand } from './trust-add.ts'
import { trustBundleCommand } from './trust-bundle.ts'
import { trustFollowCommand, trustVerifyCommand } from './trust-follow.ts'
import { trustPublishCommand, trustSignCommand } from './trust-publish.ts'

/** `lontar trust`: whom wallets and verifiers trust, pinned in a file or signed by an authority. */
export function trustCommand(seat: CommandSeat): Command {
  return new Command('trust')
    .description('whom wallets and verifiers trust: a pinned file, or a list that an authority signs')
    .addCommand(exportCommand(seat))
    .addCommand(trustAddCommand(seat))
    .addCommand(removeCommand(seat))
    .addCommand(listCommand(seat))
    .addCommand(trustPublishCommand(seat))
    .addCommand(trustSignCommand(seat))
    .addCommand(authorityCommand(seat))
    .addCommand(trustVerifyCommand(seat))
    .addCommand(trustFollowCommand(seat))
    .addCommand(trustBundleCommand(seat))
}

function exportCommand(seat: CommandSeat): Command {
  return new Command('export')
    .description("write the issuer's own trust file")
    .option('--out <file>', 'where to write it; by default standard output')
    .addHelpText('after', '\nExample:\n  lontar trust export --out trust.json')
    .action(
      seat.action<OutOption>((invocation, options) =>
        withData(invocation, async ({ configuration, store }) => {
          const settings = issuerConfiguration(configuration)
          const issuer = await openIssuer(store, settings, invocation.environment.now)
          await writeResult(invocation, options, issuer.trustList())
        }),
      ),
    )
}

function removeCommand(seat: CommandSeat): Command {
  return new Command('remove')
    .description('take an issuer out of the list of this authority')
    .argument('<issuer>', 'its DID or https URL, as in the list')
    .addHelpText('after', '\nExample:\n  lontar trust remove did:web:issuer.example')
    .action(
      seat.action((invocation, _options, [name = '']) =>
        withData(invocation, async ({ configuration }) => {
          issuerConfiguration(configuration)
          const list = await editAuthorityList(invocation.directory, (before) => {
            const without = withoutIssuer(before, name)
            if (without !== undefined) return without
            throw usageError({
              id: 'argumen <issuer> menamai penerbit yang tidak ada dalam daftar; lihat lontar trust list',
              en: 'the argument <issuer> names none of the list; see lontar trust list',
            })
          })
          const issuers = list.issuers.length
          invocation.result(
            { issuers },
            invocation.text({
              id: `Daftar memuat ${issuers} penerbit. Berlaku setelah: lontar trust publish`,
              en: `Issuers in the list: ${issuers}. It counts after: lontar trust publish`,
            }),
          )
        }),
      ),
    )
}

function listCommand(seat: CommandSeat): Command {
  return new Command('list')
    .description('show the list of this authority, and what was published of it')
    .addHelpText('after', '\nExample:\n  lontar trust list --json')
    .action(
      seat.action((invocation) =>
        withData(invocation, async ({ configuration }) => {
          const url = trustListUrl(issuerConfiguration(configuration).url)
          const list = await readAuthorityList(invocation.directory)
          const published = publishedState(list, await readPublishedList(invocation.directory))
          const lines = list.issuers.map(
            ({ issuer, types }) => `${String(issuer)}  ${(types as string[]).join(' ')}`,
          )
          const state = invocation.text({
            id: published.changed ? 'berubah sejak terbit' : 'terbit',
            en: published.changed ? 'changed since it was published' : 'published',
          })
          const until = published.expiresAt === null ? '-' : invocation.time(published.expiresAt)
          invocation.result(
            { url, ...published, ...list },
            [...lines, `${url}  ${published.sequence ?? '-'}  ${until}  ${state}`].join('\n'),
          )
        }),
      ),
    )
}

interface PublishedState {
  readonly sequence: number | null
  readonly expiresAt: Date | null
  /** Whether followers see another list than this one. */
  readonly changed: boolean
}

function publishedState(
  list: AuthorityList,
  published: { readonly text: string } | undefined,
): PublishedState {
  if (published === undefined) return { sequence: null, expiresAt: null, changed: true }
  const { sequence, expiresAt, trustList } = parseSignedTrustList(published.text)
  return { sequence, expiresAt, changed: JSON.stringify(trustList) !== JSON.stringify(list) }
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
          await writeResult(invocation, options, { issuer, jwks: { keys: [{ ...publicJwk, kid: keyId }] } })
        }),
      ),
    )
}
