import { Command } from 'commander'
import { type Configuration, type IssuerConfiguration, writeConfiguration } from '../configuration.ts'
import { usageError } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import { issuerConfiguration, type OpenData, withData } from '../open-data.ts'
import type { CommandSeat } from '../program.ts'
import { readRegistryLink } from '../read-registry-link.ts'
import { requireRegistryLink, saveRegistryLink } from '../registry-link.ts'
import { isRegistryUrl } from '../registry-settings.ts'

interface ConnectOptions {
  readonly credentials?: string
  readonly shape?: string
  readonly privateNetwork?: boolean
}

/** `lontar registry connect`: has the installation ask this population registry. */
export function registryConnectCommand(seat: CommandSeat): Command {
  return new Command('connect')
    .description('ask this population registry from now on, in the place of one before')
    .argument('<url>', 'where its method for matching is; https, or http on loopback with --dev')
    .option('--credentials <file>', 'its user: {"userId","password","ipUser"}; else from LONTAR_REGISTRY_…')
    .option('--shape <file>', 'where its interface differs (JSON): fieldNames, dateFormat, threshold, …')
    .option('--private-network', 'let its host lie in a private network')
    .addHelpText(
      'after',
      '\nExample:\n  lontar registry connect https://registry.example/ --credentials user.json',
    )
    .action(
      seat.action<ConnectOptions>(async (invocation, options, [address = '']) => {
        const link = await readRegistryLink(invocation, {
          url: addressOf(address),
          credentials: { option: '--credentials', file: options.credentials },
          shape: { option: '--shape', file: options.shape },
          privateNetwork: options.privateNetwork === true,
        })
        await withData(invocation, async (data) => {
          const issuer = issuerConfiguration(data.configuration)
          requireRegistryLink(link, issuer.dev)
          // A user without an address asks nobody, an address without a user is refused: in this order nothing goes astray.
          await saveRegistryLink(data.store, link)
          await keep(data, { ...issuer, registry: link.settings })
          tellConnected(invocation, link.settings.url)
        })
      }),
    )
}

function addressOf(text: string): string {
  if (isRegistryUrl(text, true)) return new URL(text).href
  throw usageError({
    id: 'alamat registri adalah URL https tanpa pengguna dan kueri, atau http pada loopback dengan --dev',
    en: 'the address of a registry is an https URL without user and query, or http on loopback with --dev',
  })
}

function tellConnected(invocation: Invocation, url: string): void {
  invocation.result(
    { registry: url },
    invocation.text({
      id: `Registri terhubung: ${url}. Berikutnya: lontar doctor`,
      en: `The registry is connected: ${url}. Next: lontar doctor`,
    }),
  )
}

/** `lontar registry disconnect`: asks it no more, and erases its user. */
export function registryDisconnectCommand(seat: CommandSeat): Command {
  return new Command('disconnect')
    .description('ask no population registry any more, and erase its user')
    .addHelpText('after', '\nExample:\n  lontar registry disconnect')
    .action(
      seat.action((invocation) =>
        withData(invocation, async (data) => {
          const { registry, ...issuer } = issuerConfiguration(data.configuration)
          await keep(data, issuer)
          const erased = await data.store.serviceCredentials.remove('registry')
          const disconnected = registry !== undefined || erased
          const text = disconnected
            ? {
                id: 'Registri diputus, dan penggunanya dihapus.',
                en: 'It is disconnected, and its user erased.',
              }
            : { id: 'Tidak ada registri yang terhubung.', en: 'No registry was connected.' }
          invocation.result({ disconnected }, invocation.text(text))
        }),
      ),
    )
}

async function keep({ directory, configuration }: OpenData, issuer: IssuerConfiguration): Promise<void> {
  const changed: Configuration = { ...configuration, issuer }
  await writeConfiguration(directory, changed)
}
