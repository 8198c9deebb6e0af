import { defineConfig } from 'vitest/config'
import shared from '../../../../vitest.config.ts'

export default defineConfig({
  ...shared,
  test: { ...shared.test, root: import.meta.dirname, include: ['*.on-demand.ts'], hookTimeout: 900_000 },
})
