import { parseJson } from '@lontar/credentials/jose'
import { hostileBudgets } from './hostile-budgets.ts'
import { hostileCertificates } from './hostile-certificates.ts'
import { hostileCredentials } from './hostile-credentials.ts'
import { hostileDidFiles } from './hostile-did-files.ts'
import { type HostileInput, hostileInput } from './hostile-input.ts'
import { hostileLists } from './hostile-lists.ts'
import { hostileTexts } from './hostile-texts.ts'

/**
 * Makes the inputs.
 *
 * @returns one of each kind, none larger than 1 MiB.
 */
export async function createHostileInputs(): Promise<readonly HostileInput[]> {
  return [
    ...hostileTexts.map(([name, text, expected = 'json_malformed']) =>
      hostileInput(`JSON of ${name}`, text, expected, () => parseJson(text)),
    ),
    ...(await hostileCredentials()),
    ...(await hostileCertificates()),
    ...(await hostileDidFiles()),
    ...(await hostileLists()),
    ...(await hostileBudgets()),
  ]
}
