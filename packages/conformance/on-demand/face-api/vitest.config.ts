import { defineConfig } from 'vitest/config'
import shared from '../../../../vitest.config.ts'

export default defineConfig({
  ...shared,
  test: { ...shared.test, root: import.meta.dirname, include: ['*.on-demand.ts'], testTimeout: 180_000 },
})
