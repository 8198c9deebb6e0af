import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'

/** A browser of the tests, or why there is none. */
export type OpenedBrowser =
  | { readonly browser: Browser; readonly reason?: undefined; close(): Promise<void> }
  | { readonly browser?: undefined; readonly reason: string; close(): Promise<void> }

/**
 * Starts a real Chromium: the one of the package `@sparticuz/chromium`, for Linux on x64, with the libraries and fonts
 * that it brings, so that the machine needs neither; or the installed one whose path is in `LONTAR_TEST_CHROMIUM`.
 *
 * @returns the browser; or the reason why this machine runs none, for the skip
 */
export async function openBrowser(): Promise<OpenedBrowser> {
  const installed = process.env['LONTAR_TEST_CHROMIUM']
  if (installed !== undefined) return launch(installed, {}, async () => {})
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const reason = `The packaged Chromium is for Linux on x64; this is ${process.platform} on ${process.arch}. Set LONTAR_TEST_CHROMIUM.`
    return { reason, close: async () => {} }
  }
  const folder = await mkdtemp(join(tmpdir(), 'lontar-chromium-'))
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true })
  const environment = {
    LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    HOME: folder,
  }
  const executable = await extract(folder)
  await writeFile(environment.FONTCONFIG_FILE, fontConfiguration(folder))
  return launch(executable, environment, removeFolder)
}

/** That of the package names folders of another kind of machine; a page without a font has no height. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>
`
}

/** The package extracts below the folder for temporary files, and takes whatever lies there already. */
async function extract(folder: string): Promise<string> {
  const before = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    const entry = import.meta.resolve('@sparticuz/chromium')
    const { inflate } = await import('@sparticuz/chromium')
    const archives = join(dirname(fileURLToPath(entry)), '../bin')
    const names = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']
    const [executable = ''] = await Promise.all(names.map((name) => inflate(join(archives, name))))
    return executable
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

async function launch(
  executablePath: string,
  environment: Readonly<Record<string, string>>,
  clean: () => Promise<void>,
): Promise<OpenedBrowser> {
  try {
    const browser = await chromium.launch({
      executablePath,
      env: { PATH: process.env['PATH'] ?? '', ...environment },
      args: ['--no-sandbox', '--no-zygote', '--font-render-hinting=none'],
    })
    const close = async (): Promise<void> => {
      await browser.close()
      await clean()
    }
    return { browser, close }
  } catch (error) {
    const reason = `Chromium does not start here: ${error instanceof Error ? error.message : 'for no reason given'}`
    return { reason, close: clean }
  }
}
