import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDesk, type Desk, freePort, type Run, type Serving } from './lontar.ts'

/** A desk at which an issuer and a verifier serve, and a wallet lies ready that trusts the issuer. */
export interface ServedDesk {
  readonly desk: Desk
  /** What serves there; what a test starts besides goes in too, so that it is stopped. */
  readonly servers: Serving[]
  /** Stops what serves, and deletes the folder. */
  close(): Promise<void>
}

/**
 * Opens such a desk, of an issuer under `--dev`.
 *
 * @param files what lies in its folder by name; `asks.yaml` among them, of the verifier
 */
export async function openServedDesk(
  files: readonly (readonly [name: string, content: string | Uint8Array])[],
): Promise<ServedDesk> {
  const desk = createDesk(await mkdtemp(join(tmpdir(), 'lontar-e2e-')))
  for (const [name, content] of files) await writeFile(join(desk.folder, name), content)
  const url = `http://127.0.0.1:${await freePort()}`
  done(await desk.run(['init', '--url', url, '--name', 'Dinas Contoh', '--dev', '--json']))
  const [issuer, trust, wallet] = await Promise.all([
    desk.serve(['serve', '--json']),
    desk.run(['trust', 'export', '--out', 'trust.json']),
    desk.run(['wallet', 'init', '--dev', '--json']),
  ])
  for (const run of [trust, wallet]) done(run)
  const verifierUrl = `http://127.0.0.1:${await freePort()}`
  const options = ['--trust', 'trust.json', '--asks', 'asks.yaml']
  const servers = [issuer, await desk.serve(['verifier', 'serve', '--url', verifierUrl, ...options])]
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.stop()))
    await rm(desk.folder, { recursive: true, force: true })
  }
  return { desk, servers, close }
}

function done({ exitCode, stdout, stderr }: Run): void {
  if (exitCode !== 0) throw new Error(`The command ended with ${exitCode}: ${stdout}${stderr}`)
}
