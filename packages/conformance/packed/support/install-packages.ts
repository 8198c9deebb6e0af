import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Tarball } from './pack-packages.ts'

/** Which package manager installs. */
export type Manager = 'npm' | 'pnpm'

/** What an application asks for. */
export interface InstallOptions {
  /** Made for it, and empty. */
  readonly folder: string
  readonly manager: Manager
  /** The packages of this house, with every one that they ask for. */
  readonly tarballs: readonly Tarball[]
  /** Packages of others, with their versions. */
  readonly others: Readonly<Record<string, string>>
}

/** An application with the packages installed. */
export interface Application {
  readonly folder: string
  /** Copies a program beside the installed packages and runs it on plain Node.js; what it writes is returned. */
  readonly run: (program: string, ...args: readonly string[]) => Promise<string>
  /** Runs a command that the packages bring. */
  readonly command: (name: string, ...args: readonly string[]) => Promise<string>
}

const exec = promisify(execFile)

/** Installs tarballs in an empty folder, as an application of its own. */
export async function installPackages(options: InstallOptions): Promise<Application> {
  const { folder, manager, tarballs, others } = options
  const own = Object.fromEntries(tarballs.map(({ file, manifest }) => [manifest.name, `file:${file}`]))
  mkdirSync(folder)
  writeJson(join(folder, 'package.json'), {
    ...{ name: 'application', version: '1.0.0', private: true, type: 'module' },
    dependencies: { ...own, ...others },
  })
  // pnpm looks for 0.1.0 of a package in the registry, whatever stands beside it. JSON is YAML.
  if (manager === 'pnpm') writeJson(join(folder, 'pnpm-workspace.yaml'), { overrides: own })
  await install(manager, folder)
  const write = async (file: string, args: readonly string[]) =>
    (await exec(file, args, { cwd: folder, env: plain() })).stdout
  return {
    folder,
    run: (program, ...args) => {
      const copy = join(folder, basename(program))
      copyFileSync(program, copy)
      return write(process.execPath, [copy, ...args])
    },
    command: (name, ...args) => write(join(folder, 'node_modules/.bin', name), args),
  }
}

async function install(manager: Manager, folder: string): Promise<void> {
  const options = ['install', '--prefer-offline', '--ignore-scripts']
  const [command, ...args] =
    manager === 'npm'
      ? ['npm', ...options, '--no-audit', '--no-fund']
      : ['npx', '-y', 'pnpm@12.21.0', ...options, '--no-frozen-lockfile']
  await exec(command, args, { cwd: folder, env: plain() })
}

/** The environment without what a package manager or a runner of tests put into it; `node` is the one that runs this. */
function plain(): NodeJS.ProcessEnv {
  const foreign = /^(npm_(package|lifecycle|config_local)|INIT_CWD$|PNPM_SCRIPT|NODE_OPTIONS$|VITEST|DEBUG$)/
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name))
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter)
  return { ...Object.fromEntries(kept), PATH: path }
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`)
}
