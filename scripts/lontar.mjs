// Runs the command from this clone on any Node from 20 on: installs once, then hands over to the packaged Node 24.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const inRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const stampFile = inRoot('node_modules/.lontar-installed')
const lockfile = createHash('sha256')
  .update(readFileSync(inRoot('pnpm-lock.yaml')))
  .digest('hex')

// What reads the picture of a card is an optional peer; it is among the tools for tests.
const needsReader =
  process.argv.some((arg) => arg.startsWith('--scan')) &&
  !existsSync(inRoot('packages/proofing/node_modules/tesseract.js'))

if (needsReader || !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== lockfile) {
  process.stderr.write('Installing what the command needs (once) ...\n')
  // Where the tools for tests are installed already, they stay.
  const scope =
    needsReader || existsSync(inRoot('node_modules/vitest')) ? [] : ['--prod', '--filter', '@lontar/cli...']
  const install = spawnSync(
    'npx',
    ['-y', 'pnpm@12.21.0', 'install', '--frozen-lockfile', '--reporter', 'append-only', ...scope],
    {
      cwd: root,
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
    },
  )
  if (install.status !== 0) process.exit(install.status ?? 1)
  writeFileSync(stampFile, lockfile)
}

const command = spawn(
  inRoot('node_modules/node/bin/node'),
  [
    '--conditions=source',
    '--disable-warning=ExperimentalWarning',
    inRoot('packages/cli/src/lontar.ts'),
    ...process.argv.slice(2),
  ],
  { cwd: process.env.INIT_CWD ?? process.cwd(), stdio: 'inherit' },
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => command.kill(signal))
command.on('exit', (code) => process.exit(code ?? 1))
