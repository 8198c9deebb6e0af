import type { TrustList } from '@lontar/credentials'
import { NetworkError } from '@lontar/credentials/errors'
import { createGuardedFetch, type GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { fetchStatusListAggregation } from '@lontar/credentials/status'
import { createTrustBundle, type TrustBundle } from '@lontar/credentials/trust-bundle'
import { fetchCredentialIssuerMetadata } from '@lontar/openid4vc/openid4vci'
import { Command } from 'commander'
import { explained, usageError } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import { parseExpiresIn } from '../parse-number.ts'
import { parsePublicUrl } from '../parse-public-url.ts'
import type { CommandSeat } from '../program.ts'
import { isDevelopmentTrust, readTrust } from '../read-trust.ts'
import { tellSlowFetch } from '../tell-slow-fetch.ts'
import { writeTextFile } from '../text-file.ts'

interface BundleOptions {
  readonly trust: string
  readonly trustAuthority?: string
  readonly from?: readonly string[]
  readonly statusList?: readonly string[]
  readonly expiresIn: number
  readonly out: string
}

/** Status lists of our own issuers are believed for a day where the issuer cannot be reached. */
const defaultExpiresInSeconds = 86_400

/** `lontar trust bundle`: takes along, while there is a network, what `verify --offline` needs without one. */
export function trustBundleCommand(seat: CommandSeat): Command {
  return new Command('bundle')
    .description('take along what `verify --offline` needs: the trust, keys of issuers, status lists')
    .requiredOption('--trust <file>', 'the trust file, or a signed list: its file or its address')
    .option('--trust-authority <file>', 'the file of the authority that signs the list')
    .option('--from <url>', 'an issuer all of whose status lists are taken; once for each', collectUrl)
    .option('--status-list <url>', 'one more status list to take; once for each', collect)
    .option('--expires-in <seconds>', 'how long the bundle counts', parseExpiresIn, defaultExpiresInSeconds)
    .requiredOption('--out <file>', 'where to write it')
    .addHelpText(
      'after',
      '\nExample:\n  lontar trust bundle --trust trust.json \\\n    --from https://issuer.example --out bundle.json',
    )
    .action(seat.action<BundleOptions>(writeBundle))
}

async function writeBundle(invocation: Invocation, options: BundleOptions): Promise<void> {
  const { from = [], statusList = [] } = options
  if (from.length + statusList.length === 0) {
    throw usageError({
      id: 'bundle membutuhkan daftar status: --from ISSUER atau --status-list URL',
      en: 'bundle needs status lists: --from ISSUER or --status-list URL',
    })
  }
  const trust = await readTrust(invocation, options)
  const guarded = createGuardedFetch({ dangerouslyAllowLoopbackHttp: isDevelopmentTrust(trust) })
  const fetch = tellSlowFetch(invocation, guarded)
  const statusListUris = await statusListsOf(from, statusList, fetch)
  const bundle = await createTrustBundle({
    trust,
    statusListUris,
    fetch,
    now: invocation.environment.now(),
    expiresInSeconds: options.expiresIn,
  })
  await writeTextFile(invocation, options.out, `${JSON.stringify(bundle)}\n`)
  tell(invocation, options.out, bundle, { trust, statusLists: statusListUris.length })
}

async function statusListsOf(
  from: readonly string[],
  more: readonly string[],
  fetch: GuardedFetch,
): Promise<readonly string[]> {
  const ofIssuers: string[] = []
  for (const issuer of from) {
    const metadata = await fetchCredentialIssuerMetadata(issuer, { fetch })
    const { status_list_aggregation_endpoint: endpoint } = metadata
    if (endpoint === undefined) {
      throw explained(
        new NetworkError('status_list_unreachable', 'the issuer of --from does not say where its lists are'),
        'penerbit dari --from tidak menyebut tempat daftar statusnya',
      )
    }
    ofIssuers.push(...(await fetchStatusListAggregation(endpoint, fetch)))
  }
  return [...new Set([...ofIssuers, ...more])]
}

function tell(
  invocation: Invocation,
  out: string,
  { createdAt, expiresAt }: TrustBundle,
  { trust, statusLists }: { readonly trust: TrustList; readonly statusLists: number },
): void {
  const issuers = trust.issuers.length
  const until = invocation.time(expiresAt)
  invocation.result(
    { out, createdAt, expiresAt, issuers, statusLists },
    invocation.text({
      id: `Ditulis: ${out}. Penerbit: ${issuers}, daftar status: ${statusLists}. Berlaku sampai ${until}.`,
      en: `Written: ${out}. Issuers: ${issuers}, status lists: ${statusLists}. Holds until ${until}.`,
    }),
  )
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

function collectUrl(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, parsePublicUrl(value)]
}
