import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['server/**/*.test.ts', 'apps/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    expect: {
      // A test that checked nothing fails: no object of the kind was there, or a condition was never true.
      requireAssertions: true,
      // What is waited for comes late on a machine that does much else; only a test that fails waits so long.
      poll: { timeout: 15_000 },
    },
    pool: 'forks',
    // System tests mostly wait for processes of their own, so a machine of two cores has room for two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    globalSetup: ['server/testing/fresh-seed.ts'],
  },
});
