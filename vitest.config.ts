import { defineConfig } from 'vitest/config'

// Two projects: `fast` is what `npm test` runs; `slow` holds what needs many processes, real faults or other programs.
export default defineConfig({
  test: {
    testTimeout: 30_000,
    projects: [
      { extends: true, test: { name: 'fast', include: ['test/**/*.test.ts'], exclude: ['test/slow/**'] } },
      {
        extends: true,
        test: { name: 'slow', include: ['test/slow/**/*.test.ts'], testTimeout: 600_000, fileParallelism: false },
      },
    ],
  },
})
