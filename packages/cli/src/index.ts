export type { Environment } from './lib/environment.ts'
export { type ExitCode, run } from './lib/run.ts'
