/**
 * `npm run bench -- topology`: the topology in real Chromium, at 3,000 and 100,000 pods that the real controllers made:
 * the first picture after opening the page, and the frames per second while it is dragged. Goals: first picture ≤ 1.5
 * s, pan ≥ 50 fps.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import { startProcess } from '../testing/real-process.ts';

type Print = (name: string, value: string) => void;

const SIZES = [
  { pods: 3_000, perDeployment: 20 },
  { pods: 100_000, perDeployment: 100 },
] as const;
const LEVELS = ['cluster', 'projects', 'vrfs', 'pods'] as const;
const OPENINGS = 3;
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PAN_MS = 2_000;

export async function run(print: Print): Promise<void> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  try {
    for (const { pods, perDeployment } of SIZES) await measure(browser, pods, perDeployment, print);
  } finally {
    await browser.close();
  }
}

async function measure(browser: Browser, pods: number, perDeployment: number, print: Print): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'overlay-bench-topology-'));
  try {
    const made = spawnSync(
      process.execPath,
      [
        fileURLToPath(new URL('many-pods-directory.ts', import.meta.url)),
        directory,
        String(pods),
        String(perDeployment),
      ],
      { encoding: 'utf8' },
    );
    if (made.status !== 0)
      throw new Error(`The data directory cannot be filled (${made.signal ?? made.status}): ${made.stderr}`);
    const system = startProcess(['--port', '0', '--data-dir', directory]);
    const url = await system.ready;
    try {
      for (const level of LEVELS) {
        const address = `${url}/monitoring/topology?level=${level}`;
        const firsts: number[] = [];
        let said = '';
        for (let opening = 0; opening < OPENINGS; opening++) {
          // A new browser context each time, without a cache, as on a first visit.
          const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
          const page = await context.newPage();
          firsts.push(await firstPicture(page, address));
          if (opening === OPENINGS - 1) said = await pan(page);
          await context.close();
        }
        firsts.sort((a, b) => a - b);
        print(
          `${pods.toLocaleString('en')} pods, level ${level}`,
          `first picture ${firsts[1]!.toFixed(0)} ms (${firsts[0]!.toFixed(0)} to ${firsts.at(-1)!.toFixed(0)}; ` +
            `aim ≤ 1500), ${said}`,
        );
      }
    } finally {
      system.child.kill('SIGTERM');
      await system.ended;
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Milliseconds from opening the page to the frame after its first nodes are in the document. */
async function firstPicture(page: Page, address: string): Promise<number> {
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector('.react-flow__node') === null) return void requestAnimationFrame(look);
      requestAnimationFrame(() => {
        (window as unknown as { firstPicture: number }).firstPicture = performance.now();
      });
    };
    requestAnimationFrame(look);
  });
  await page.goto(address, { waitUntil: 'commit' });
  const handle = await page.waitForFunction(
    () => (window as unknown as { firstPicture?: number }).firstPicture,
    undefined,
    { timeout: 60_000 },
  );
  return Number(await handle.jsonValue());
}

/** Drags the picture and counts the frames. */
async function pan(page: Page): Promise<string> {
  await page.waitForTimeout(500);
  const box = await page.locator('.react-flow__pane').boundingBox();
  if (box === null) throw new Error('BUG: the canvas has no pane');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const busy = async (): Promise<number> =>
    (await devtools.send('Performance.getMetrics')).metrics.find((metric) => metric.name === 'TaskDuration')?.value ??
    0;
  const middle = { x: box.x + box.width / 2, y: box.y + 40 };
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.down();
  const counted = page.evaluate(
    (milliseconds) =>
      new Promise<readonly number[]>((resolve) => {
        const frames: number[] = [];
        const start = performance.now();
        const count = (now: number) => {
          frames.push(now);
          if (now - start < milliseconds) requestAnimationFrame(count);
          else resolve(frames);
        };
        requestAnimationFrame(count);
      }),
    PAN_MS,
  );
  const before = await busy();
  const until = performance.now() + PAN_MS;
  for (let step = 0; performance.now() < until; step++)
    await page.mouse.move(middle.x + Math.sin(step / 12) * 220, middle.y + 160 + Math.cos(step / 9) * 140);
  const frames = await counted;
  const spent = ((await busy()) - before) * 1_000;
  await page.mouse.up();
  const gaps = frames
    .slice(1)
    .map((now, nth) => now - frames[nth]!)
    .sort((a, b) => a - b);
  const fps = (1_000 * gaps.length) / (frames.at(-1)! - frames[0]!);
  const nodes = await page.locator('.react-flow__node').count();
  const edges = await page.locator('.react-flow__edge').count();
  return (
    `pan ${fps.toFixed(0)} fps (p95 gap ${gaps[Math.floor(gaps.length * 0.95)]!.toFixed(0)} ms; aim ≥ 50 fps), ` +
    `${(spent / gaps.length).toFixed(1)} ms of the page's processor time a frame, ${nodes} nodes and ${edges} ` +
    'edges mounted'
  );
}
