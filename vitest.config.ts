import { defineConfig } from 'vitest/config'

// Five projects. `fast` is what `npm test` runs; `cases` are the reliability cases by number, through the whole program;
// `slow` needs many processes or other programs; `faults` breaks things for real (kill -9, full disks, injected errors);
// `real` talks to a real keyring, git and the like.
const project = (name: string) => ({
  extends: true as const,
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: 600_000, fileParallelism: false },
})

/** A test that asserts nothing cannot fail. */
const ASSERTS = { requireAssertions: true }

export default defineConfig({
  test: {
    testTimeout: 30_000,
    // Folders of many files go slowly on a busy computer.
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'fast',
          expect: ASSERTS,
          include: ['test/**/*.test.ts'],
          exclude: ['test/cases/**', 'test/slow/**', 'test/faults/**', 'test/real/**'],
        },
      },
      { ...project('cases'), test: { ...project('cases').test, expect: ASSERTS, fileParallelism: true } },
      project('slow'),
      project('faults'),
      project('real'),
    ],
  },
})
