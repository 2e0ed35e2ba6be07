/**
 * `npm test`: everything that is checked, in order: types, format, lint, what is unused, licences, unit and system
 * tests, the build, the journeys. Ends with `N passed, N failed, N skipped` on a line alone.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, environment, install, node24, root } from './lib/prepare.mjs';
import { journeyTimes, slowest, unitTimes } from './lib/slowest.mjs';
import { installSystemPackages } from './lib/system-packages.mjs';

installSystemPackages();
install();
const node = node24();
const env = environment(node);
const reports = mkdtempSync(join(tmpdir(), 'overlay-reports-'));
const totals = { passed: 0, failed: 0, skipped: 0 };
const times = [];

function step(name, args, more = {}) {
  process.stdout.write(`\n── ${name}\n`);
  const started = performance.now();
  const { status } = spawnSync(node, args, { cwd: root, stdio: ['ignore', 1, 2], env: { ...env, ...more } });
  const seconds = (performance.now() - started) / 1000;
  times.push({ what: `── ${name}`, seconds });
  process.stdout.write(`── ${name}: ${status === 0 ? 'ok' : 'FAILED'}, ${seconds.toFixed(1)} s\n`);
  return status === 0;
}

function check(name, args) {
  totals[step(name, args) ? 'passed' : 'failed']++;
}

const bin = (path) => join(root, 'node_modules', path);
check('types', [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json']);
check('types of the pure floors', [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.pure.json']);
check('format', [bin('oxfmt/bin/oxfmt'), '--check']);
check('lint', [bin('oxlint/bin/oxlint'), '--deny-warnings']);
check('unused files, exports and dependencies', [bin('knip/bin/knip.js'), '--no-progress']);
check('licences of what is shipped', [join(root, 'scripts/licences.mjs')]);

const unitReport = join(reports, 'unit.json');
const unit = step('unit and system tests', [
  bin('vitest/vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${unitReport}`,
]);
if (existsSync(unitReport)) {
  const report = JSON.parse(readFileSync(unitReport, 'utf8'));
  times.push(...unitTimes(report, root));
  totals.passed += report.numPassedTests;
  totals.failed += report.numFailedTests;
  totals.skipped += report.numPendingTests + (report.numTodoTests ?? 0);
  if (!unit && report.numFailedTests === 0) totals.failed++;
} else totals.failed++;

build(node);
if (existsSync(join(root, 'playwright.config.ts'))) {
  const journeyReport = join(reports, 'journeys.json');
  const journeys = step('journeys in a browser', [bin('@playwright/test/cli.js'), 'test'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: journeyReport,
  });
  if (existsSync(journeyReport)) {
    const report = JSON.parse(readFileSync(journeyReport, 'utf8'));
    const { stats } = report;
    times.push(...journeyTimes(report));
    totals.passed += stats.expected + stats.flaky;
    totals.failed += stats.unexpected;
    totals.skipped += stats.skipped;
    if (!journeys && stats.unexpected === 0) totals.failed++;
  } else totals.failed++;
}

rmSync(reports, { recursive: true, force: true });
process.stdout.write(`\n── slowest steps and files\n${slowest(times)}`);
process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`);
process.exit(totals.failed === 0 ? 0 : 1);
