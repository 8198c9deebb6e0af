import type { Issuer, StatusListReport } from '@lontar/issuer'
import { Command } from 'commander'
import type { Invocation } from '../invocation.ts'
import { issuerConfiguration, withData } from '../open-data.ts'
import { openIssuer } from '../open-issuer.ts'
import type { CommandSeat } from '../program.ts'

/** `lontar status`: the status lists of the issuer. */
export function statusCommand(seat: CommandSeat): Command {
  return new Command('status')
    .description('look at the status lists and publish them')
    .addCommand(
      new Command('show')
        .description('show every status list, oldest first')
        .addHelpText('after', '\nExample:\n  lontar status show --json')
        .action(seat.action((invocation) => report(invocation, (issuer) => issuer.statusLists()))),
    )
    .addCommand(
      new Command('publish')
        .description('sign every status list again, and show how it stands')
        .addHelpText('after', '\nExample:\n  lontar status publish')
        .action(seat.action((invocation) => report(invocation, (issuer) => issuer.publishStatusLists()))),
    )
}

function report(
  invocation: Invocation,
  listsOf: (issuer: Issuer) => Promise<readonly StatusListReport[]>,
): Promise<void> {
  return withData(invocation, async ({ configuration, store }) => {
    const issuer = await openIssuer(store, issuerConfiguration(configuration), invocation.environment.now)
    const lists = await listsOf(issuer)
    const nothing = invocation.text({
      id: 'Belum ada daftar status: daftar pertama dibuka oleh kredensial pertama.',
      en: 'There is no status list yet: the first credential opens the first one.',
    })
    const lines = lists.map((list) => lineOf(invocation, list))
    invocation.result({ lists: lists.map(shown) }, lines.join('\n') || nothing)
  })
}

function shown({ statusListId: id, publishedAt, ...list }: StatusListReport): object {
  return { id, ...list, publishedAt: publishedAt ?? null }
}

function lineOf(invocation: Invocation, list: StatusListReport): string {
  const { uri, size, used, revoked, suspended, placesLeft, publishedAt } = list
  const published = publishedAt === undefined ? '-' : invocation.time(publishedAt)
  return invocation.text({
    id: `${uri}  ${used} dari ${size} terpakai, ${revoked} dicabut, ${suspended} ditangguhkan, ${placesLeft} lagi sampai daftar berikutnya, terbit ${published}`,
    en: `${uri}  ${used} of ${size} used, ${revoked} revoked, ${suspended} suspended, ${placesLeft} more until the next list, published ${published}`,
  })
}
