/** The slowest parts of a test run. A time is `{ what, seconds }`. */

import { relative } from 'node:path';

/** Test files, from vitest's report in JSON; files run in parallel. */
export function unitTimes({ testResults }, root) {
  return testResults.map(({ name, startTime, endTime }) => ({
    what: relative(root, name),
    seconds: (endTime - startTime) / 1000,
  }));
}

/** Files of journeys, from Playwright's report in JSON. */
export function journeyTimes({ suites }) {
  const took = ({ specs = [], suites: inner = [] }) =>
    specs.flatMap(({ tests }) => tests.flatMap(({ results }) => results)).reduce((sum, one) => sum + one.duration, 0) +
    inner.reduce((sum, one) => sum + took(one), 0);
  return suites.map((suite) => ({ what: `journeys of ${suite.file}`, seconds: took(suite) / 1000 }));
}

/** The ten longest, as lines. */
export function slowest(times) {
  return [...times]
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, 10)
    .map(({ what, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${what}\n`)
    .join('');
}
