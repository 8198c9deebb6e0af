import { defineConfig } from 'vitest/config'

const conditions = ['source', 'node', 'module', 'default']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    pool: 'threads',
    // Tests of the command wait for processes of their own for the most part.
    maxWorkers: 2,
    // Tests of the command start twenty processes one after the other: this ends a test that hangs, and times nothing.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
})
