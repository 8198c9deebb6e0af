import { setTimeout as wait } from 'node:timers/promises'
import { LontarError } from '@lontar/credentials/errors'
import { credentialTypes, typeOfUrl } from '@lontar/documents/credential-types'
import type { CollectOptions, PendingIssuance, Wallet, WalletCredential } from '@lontar/wallet'
import { describeError } from './command-error.ts'
import { failureText } from './failure-text.ts'
import type { Invocation } from './invocation.ts'
import { terminalLine } from './terminal-text.ts'

/** How a delivery is taken. */
export interface Taking {
  readonly collect: CollectOptions
  /** Whether what is promised for later is waited for. */
  readonly waits: boolean
}

/** What came, what is promised for later, and what did not come although it was waited for. */
export interface Delivery {
  readonly credentials: readonly WalletCredential[]
  readonly pending: readonly PendingIssuance[]
  readonly failed?: readonly FailedPromise[]
}

interface FailedPromise {
  readonly promise: PendingIssuance
  readonly failure: LontarError
}

/**
 * Takes credentials and says what came, what was promised for later, and what did not come.
 *
 * @param take what brings the credentials, such as taking up an offer.
 * @returns false when a part of what was waited for did not come; when all of it did not, that failure is thrown.
 */
export async function takeDelivery(
  invocation: Invocation,
  wallet: Wallet,
  { collect, waits }: Taking,
  take: () => Promise<readonly WalletCredential[]>,
): Promise<boolean> {
  const before = new Set((await wallet.pending()).map(({ id }) => id))
  const credentials = [...(await take())]
  const promised = (await wallet.pending()).filter(({ id }) => !before.has(id))
  const failed: FailedPromise[] = []
  for (const promise of waits ? promised : []) {
    try {
      credentials.push(...(await collectPromised(invocation, wallet, promise.id, { collect, waits })))
    } catch (failure) {
      if (!(failure instanceof LontarError)) throw failure
      failed.push({ promise, failure })
    }
  }
  const [first] = failed
  if (first !== undefined && credentials.length === 0 && failed.length === promised.length)
    throw first.failure
  const left = new Set((await wallet.pending()).map(({ id }) => id))
  showDelivery(invocation, { credentials, pending: promised.filter(({ id }) => left.has(id)), failed })
  return failed.length === 0
}

/** Asks for what was promised: once, or until the issuer decided or the process is asked to stop. */
export async function collectPromised(
  { environment: { now, stopSignal } }: Invocation,
  wallet: Wallet,
  id: string,
  { collect, waits }: Taking,
): Promise<readonly WalletCredential[]> {
  for (;;) {
    const outcome = await wallet.collect(id, collect)
    if (outcome.state === 'received') return outcome.credentials
    if (!waits || stopSignal.aborted) return []
    const milliseconds = Math.max(outcome.availableAt.getTime() - now().getTime(), 250)
    await wait(milliseconds, undefined, { signal: stopSignal }).catch(() => undefined)
  }
}

/** Prints what came, what is promised, and what did not come. */
export function showDelivery(invocation: Invocation, { credentials, pending, failed = [] }: Delivery): void {
  const value = {
    credentials: credentials.map(publishedCredential),
    ...(pending.length > 0 && { pending }),
    ...(failed.length > 0 && { failed: failed.map((each) => publishedFailure(invocation, each)) }),
  }
  const lines = [
    ...credentials.map((credential) => credentialLine(invocation, credential)),
    ...pending.map((issuance) => promiseLine(invocation, issuance)),
    ...failed.map((each) => failureLines(invocation, each)),
  ]
  invocation.result(value, lines.join('\n'))
}

function publishedFailure({ language }: Invocation, { promise, failure }: FailedPromise): object {
  const { id, issuer, configurationId } = promise
  return { id, issuer, configurationId, error: describeError(failure, language) }
}

/** What did not come, and under it why and what to do. */
function failureLines({ language }: Invocation, { promise, failure }: FailedPromise): string {
  return [promiseName(promise), ...failureText({ code: failure.code, failure }, language)].join('\n  ')
}

function promiseName({ id, configurationId, issuer }: PendingIssuance): string {
  return [id, configurationId, issuer].map(terminalLine).join('  ')
}

/** A line about what was promised: what, by whom, and until when to wait. */
export function promiseLine(invocation: Invocation, promise: PendingIssuance): string {
  const { id, availableAt } = promise
  const time = invocation.time(availableAt)
  const when = {
    id: `dijanjikan; tanyakan mulai ${time}: lontar wallet collect ${id}`,
    en: `promised; ask from ${time}: lontar wallet collect ${id}`,
  }
  return `${promiseName(promise)}\n  ${invocation.text(when)}`
}

/** A credential as a program gets it. */
export function publishedCredential({ id, type, format, issuer, expiresAt }: WalletCredential): object {
  return { id, type: typeName(type), format, issuer, expiresAt }
}

/** A credential as a person reads it: its issuer stands below, so that a line has room at 80 columns. */
export function credentialLine(
  invocation: Invocation,
  { id, type, format, issuer, expiresAt }: WalletCredential,
): string {
  const until = expiresAt === null ? '-' : invocation.time(expiresAt)
  return `${[id, typeName(type), format, until].map(terminalLine).join('  ')}\n  ${terminalLine(shortIssuer(issuer))}`
}

/** The end tells issuers apart: every `did:jwk` of a P-256 key begins alike. */
function shortIssuer(issuer: string): string {
  return issuer.length <= 40 ? issuer : `${issuer.slice(0, 15)}…${issuer.slice(-24)}`
}

/** The name of a type of ours; another issuer's type keeps its identifier. */
export function typeName(type: string): string {
  const id = typeOfUrl(type)
  return id === undefined ? type : credentialTypes[id].name
}
