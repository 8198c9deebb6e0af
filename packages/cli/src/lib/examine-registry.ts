import type { LocalizedText } from '@lontar/credentials'
import type { CallFailure, RegistryClient } from '@lontar/proofing'
import type { Store } from '@lontar/store'
import type { IssuerConfiguration } from './configuration.ts'
import type { Finding } from './finding.ts'
import type { Invocation } from './invocation.ts'
import { openRegistryLink } from './registry-link.ts'
import { registryMissing } from './registry-missing.ts'

const id = 'registry'

/**
 * Looks whether the population registry answers, with a question about nobody. An issuer without one is set up well and
 * can do all but issue from a KTP, so that it is warned and not failed.
 *
 * @throws {OperationError} `registry_not_configured` when its user is not kept.
 */
export async function examineRegistry(
  { text }: Invocation,
  store: Pick<Store, 'serviceCredentials'>,
  issuer: IssuerConfiguration,
): Promise<Finding> {
  const registry = await openRegistryLink(store, issuer)
  if (registry === undefined) {
    if (issuer.dev) return { id, ok: true, detail: text({ id: 'simulasi', en: 'simulated' }) }
    return { id, ok: true, warning: true, code: 'registry_not_configured', detail: text(registryMissing) }
  }
  const failure = await registry.probe()
  if (failure === undefined) return { id, ok: true, detail: text(answersText(registry)) }
  return { id, ok: false, code: 'registry_unavailable', detail: text(registryFailureTexts[failure]) }
}

/** The finding where nobody could be asked, because what is kept of the registry was not opened. */
export function registryNotTried({ text }: Invocation): Finding {
  const detail = text({
    id: 'belum dicoba, karena basis data tidak terbuka',
    en: 'not tried, because the database is not open',
  })
  return { id, ok: true, warning: true, detail }
}

function answersText({ simulated, health }: RegistryClient): LocalizedText {
  const { quotaLeft } = health()
  const left = quotaLeft === undefined ? '' : String(quotaLeft)
  return {
    id: `menjawab${simulated ? ' (simulasi)' : ''}${left && `, sisa ${left} pertanyaan`}`,
    en: `answers${simulated ? ' (simulated)' : ''}${left && `, ${left} questions left`}`,
  }
}

/** Why a registry gave no answer, and what to look at. */
const registryFailureTexts: Readonly<Record<CallFailure, LocalizedText>> = {
  unreachable: {
    id: 'tidak terjangkau: periksa alamat, jaringan, dan sertifikatnya',
    en: 'cannot be reached: see to the address, the network and its certificate',
  },
  address_forbidden: {
    id: 'berada di jaringan pribadi: lontar registry connect dengan --private-network, jika memang demikian',
    en: 'lies in a private network: lontar registry connect with --private-network, if it is meant to',
  },
  timeout: { id: 'tidak menjawab pada waktunya', en: 'did not answer in time' },
  busy: { id: 'sedang sibuk: coba lagi nanti', en: 'is busy: try again later' },
  unauthorized: {
    id: 'menolak pengguna: lontar registry connect dengan pengguna yang benar',
    en: 'refuses the user: lontar registry connect with the right one',
  },
  refused: { id: 'menolak pertanyaan', en: 'refuses the question' },
  malformed: {
    id: 'menjawab dengan bentuk yang tidak dikenal: periksa alamat dan --shape',
    en: 'answers in a form that is not known: see to the address and --shape',
  },
  circuit_open: {
    id: 'terlalu sering gagal dan dibiarkan sebentar',
    en: 'failed too often and is left alone for a while',
  },
  aborted: { id: 'pertanyaan dihentikan', en: 'the question was given up' },
}
