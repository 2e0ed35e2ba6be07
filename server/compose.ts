/** The composition root: every room built once and handed what it needs. Wiring only. */

import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { createApp } from './app.ts';
import { bootstrap } from './bootstrap.ts';
import { startBgp, type Bgp } from './compose-bgp.ts';
import { openKubePort } from './compose-kube-port.ts';
import { addressUse } from './config/addresses/address-use.ts';
import { vrfNeeds } from './config/numbers/forwarding-numbers.ts';
import { numberUse } from './config/numbers/number-use.ts';
import type { Mint } from './config/write-context.ts';
import { Containers } from './containers/containers.ts';
import { liveNetworks } from './containers/live-network.ts';
import { validateRecord } from './contract/record/validate.ts';
import { ALL_CONTROLLERS } from './controllers/all-controllers.ts';
import { namedPorts } from './controllers/kube-manager/named-ports.ts';
import { runPeering } from './controllers/peering/peering.ts';
import type { Failure } from './controllers/runtime/loop.ts';
import { runControllers, type RunningControllers } from './controllers/runtime/run.ts';
import { nodeLoads } from './controllers/workloads/node-loads.ts';
import { replicaCounts } from './controllers/workloads/replica-counts.ts';
import { createDerived, type Derived } from './derived/derived.ts';
import { learnedBy } from './derived/learned/learned-by.ts';
import { Faults } from './engine/faults/faults.ts';
import { EventStore } from './events/event-store.ts';
import { parseSavedLines, savedLines } from './events/saved-lines.ts';
import { Teller } from './events/teller.ts';
import { createFairServer } from './http/admission.ts';
import { identify } from './http/authenticate.ts';
import { BackgroundTask } from './http/background.ts';
import { Bounds, within } from './http/bounds.ts';
import { createConsole } from './http/console.ts';
import { guard, knownHosts } from './http/guard.ts';
import { stepsInTurns } from './http/in-turns.ts';
import { sendProblem, toProblem } from './http/problem.ts';
import { LongTask, spend, timeTurns } from './http/turn-budget.ts';
import { KubeMetrics } from './kube-api/metrics.ts';
import { namespaceUse } from './kube/quota/namespace-use.ts';
import type { Lab } from './lab/chapter.ts';
import { knownHostViews } from './lab/known-hosts.ts';
import { Problem } from './model/problem.ts';
import { logContained, logFault, logFailure, logWarning } from './observability/log.ts';
import { auditRecords } from './observability/record-audit.ts';
import { readLines, writeLines } from './persistence/lines-file.ts';
import { openDataDirectory } from './persistence/open-data-directory.ts';
import { startFloor } from './persistence/start-revision.ts';
import { createPartReading, createReading, type ReadingParts } from './reading.ts';
import { Readings } from './readings.ts';
import { requireBuilt } from './settings/built-console.ts';
import { Refused } from './settings/refused.ts';
import type { Settings } from './settings/settings.ts';
import type { Aggregate, Store } from './store/store.ts';
import { everythingIsSeen, visibleBy } from './store/visible.ts';
import { systemTimers } from './system-timers.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const BUILT_CONSOLE = join(ROOT, 'dist', 'console');
/** ms of a day. */
const DAY_MS = 86_400_000;
/** What the first write would otherwise wait for. */
const SUMMARIES = [
  addressUse,
  numberUse,
  vrfNeeds,
  nodeLoads,
  replicaCounts,
  namespaceUse,
  namedPorts,
] as readonly Aggregate<unknown>[];
/**
 * What follows from a change is computed so much later while requests are answered, with what else has changed by
 * then.
 */
const LINGER_MS = 10;
/** ms that the making of indexes rests for after each millisecond while requests come: controllers wait for them. */
const INDEXING_RESTS_MS = 1;
const now = (): number => performance.now();
const soon = (task: () => void): void => void setImmediate(task);

export interface System {
  /** Where the console is, `http://127.0.0.1:9091`. */
  readonly url: string;
  readonly configApiUrl?: string;
  /** The Kubernetes API's own port, `https://127.0.0.1:6443`, and the path of the file for its clients. */
  readonly kubeApi?: { readonly url: string; readonly kubeconfig: string };
  readonly store: Store;
  readonly derived: Derived;
  readonly controllers: RunningControllers;
  readonly bgp: Bgp;
  /** Answers what is under way, makes everything durable, releases the data directory. */
  close(): Promise<void>;
}

/** Builds the system and listens. Throws `Refused` or `DataDirectoryError` with a sentence when that cannot be. */
export async function compose(
  settings: Settings,
  { onFatal }: { readonly onFatal: (error: Error) => void },
): Promise<System> {
  if (settings.console === 'built') requireBuilt(BUILT_CONSOLE);
  timeTurns(now);
  const directory = openDataDirectory(settings.dataDirectory, {
    clock: Date.now,
    monotonic: () => performance.now(),
    tell: logWarning,
    acceptDamage: settings.acceptDamage,
    onFatal,
    onFault: (error) => logFault(error, 'a listener to changes'),
    validate: validateRecord,
    history: { age: settings.historyDays * DAY_MS, revisions: settings.historyRevisions },
  });
  const { store } = directory;
  let closing = false;
  const writing = directory.opened();
  const mint: Mint = { uuid: randomUUID };
  let lab: Lab;
  try {
    lab = bootstrap(store, mint, settings.asked, ({ error, ...what }) =>
      error instanceof Problem ? logFailure({ error, ...what }) : logFault(error, `${what.controller}: ${what.key}`),
    );
  } catch (error) {
    await directory.close();
    throw error;
  }
  const bgp = await startBgp({
    settings,
    lab,
    restarted: store.epoch > 1,
    timers: systemTimers,
    soon,
    report: (error) => logFault(error, 'bgp'),
  });
  const faults = new Faults(logContained);
  const bounds = new Bounds();
  const othersWait = (): boolean => bounds.asked;
  const pressed = (): boolean => controllers.pressed();
  const background = (): BackgroundTask => new BackgroundTask(pressed);
  let followed = 0;
  const consequence = (task: () => void) => (): void => {
    const begun = now();
    task();
    followed += now() - begun;
  };
  const follow = (task: () => void): void => soon(consequence(task));
  const linger = (task: () => void): void =>
    othersWait() ? void systemTimers.after(LINGER_MS, consequence(task)) : follow(task);
  const derived = createDerived(store, {
    faults,
    validate: validateRecord,
    dataDirectoryId: store.dataDirectoryId,
    schedule: follow,
    linger,
    now,
    spend: (rows) => void spend('consequences', rows),
    learned: learnedBy(bgp.controlNodes),
  });
  const events = openEvents(settings.dataDirectory, store);
  const teller = settings.events
    ? new Teller({
        store,
        events,
        derived,
        mint,
        timers: systemTimers,
        background,
        pressed,
        onFault: (error) => logFault(error, 'events'),
      })
    : undefined;
  const report = (failure: Failure): void => {
    logFailure(failure);
    const { controller, key, error } = failure;
    const failed = ALL_CONTROLLERS.find(({ name }) => name === controller);
    // A controller that explains itself writes a condition, which is told of.
    if (failed === undefined || failed.explain !== undefined || !(error instanceof Problem)) return;
    teller?.failed(failed.about(key), error, new Date().toISOString());
  };
  /** While it lasts: what the first that a controller writes would otherwise have made at once. */
  let indexing: Promise<void> | undefined;
  const controllers: RunningControllers = runControllers(store, ALL_CONTROLLERS, {
    mint,
    timers: systemTimers,
    now,
    soon,
    othersWait,
    followed: () => followed,
    room: () => store.room() ?? indexing ?? (derived.asked ? derived.settled() : undefined),
    report,
    faults,
    sweepsLater: store.epoch > 1,
  });
  const peering = settings.bgp ? runPeering({ store, derived, speakers: bgp.controlNodes, soon: follow }) : undefined;
  const containers = new Containers({
    store,
    networks: (tell) => liveNetworks({ read: store, derived, gateways: bgp.gateways }, tell),
    timers: systemTimers,
    clock: Date.now,
    turns: () => new LongTask(),
  });
  const parts: ReadingParts = {
    store,
    events: { store: events.store, createdBy: (key, client) => events.createdBy(key, client) },
    derived,
    bgp: bgp.controlNodes,
    gateways: bgp.gateways,
    knownHosts: knownHostViews(lab),
    leftOut: () => peering?.leftOut() ?? [],
    clock: Date.now,
    background,
    mint,
    timers: systemTimers,
    onFault: logFault,
    kubeApi: { metrics: new KubeMetrics(), closing: () => closing, containers },
  };
  const whole = createReading(parts);
  const visible = visibleBy(everythingIsSeen);
  const readings = new Readings({
    store,
    visible,
    whole,
    over: (seen, actor) =>
      createPartReading(parts, seen, visible(events.store, actor), { validate: validateRecord, schedule: soon }),
  });

  const names = knownHosts(settings.host, settings.allowedHosts);
  const app = createApp({ names, bounds, readings });
  const server = createFairServer(bounds, app);
  const closeConsole = await serveConsole(app, server, settings.console);
  app.use(notFound, lastResort);

  const url = await listen(server, settings.port, settings.host, '--port');
  const second =
    settings.configApiPort === undefined
      ? undefined
      : createFairServer(bounds, configApiAlone(readings.serve('config'), names, bounds));
  const configApiUrl =
    second === undefined
      ? undefined
      : await listen(second, settings.configApiPort!, settings.host, '--config-api-port');
  const kubePort = await openKubePort({
    settings,
    lab,
    names,
    bounds,
    kube: readings.serve('kube'),
    notFound,
    lastResort,
    listen: (listening, port) => listen(listening, port, settings.host, '--kube-api-port'),
    clock: Date.now,
    timers: systemTimers,
    report: (error) => logFault(error, 'the certificates of the Kubernetes API'),
  });
  // A new system is whole before anybody sees it; later starts serve what they know, and heal what was missed
  // meanwhile.
  if (store.epoch === 1) await controllers.idle();
  await writing;
  await store.durable(store.revision);
  await peering?.configured;
  await bgp.controlNodes.settled();
  // From here on it serves; work that nobody waits for is done in the background.
  const audit = auditRecords({ store, faults, validate: validateRecord, now, timers: systemTimers });
  controllers.beginSweeps();
  const makingIndexes = new BackgroundTask(pressed, INDEXING_RESTS_MS);
  indexing = stepsInTurns(store.catchUp(SUMMARIES), () => closing, makingIndexes)
    // What was not made by then is made when it is first asked for.
    .catch((error: unknown) => logFault(error, 'indexes and summaries after the start'))
    .finally(() => {
      indexing = undefined;
      if (closing) return;
      whole.catchUp().catch((error: unknown) => logFault(error, 'orders of tables after the start'));
    });
  return {
    url,
    configApiUrl,
    ...(kubePort === undefined ? {} : { kubeApi: kubePort }),
    store,
    derived,
    controllers,
    bgp,
    async close() {
      closing = true;
      audit.stop();
      readings.endStreams();
      containers.close();
      kubePort?.close();
      controllers.stop();
      peering?.close();
      await Promise.all([
        bgp.close(),
        stopListening(server),
        second === undefined ? undefined : stopListening(second),
        kubePort === undefined ? undefined : stopListening(kubePort.server),
        closeConsole(),
      ]);
      readings.close();
      await teller?.told();
      teller?.close();
      saveEvents(settings.dataDirectory, events);
      derived.close();
      await directory.close();
    },
  };
}

/** The events that the last clean stop wrote down. */
function openEvents(dataDirectory: string, { dataDirectoryId, epoch, epochId }: Store): EventStore {
  const lines = readLines(dataDirectory, 'events');
  const saved = lines === undefined ? undefined : parseSavedLines(lines, validateRecord);
  return new EventStore({
    clock: Date.now,
    dataDirectoryId,
    epoch,
    epochId,
    validate: validateRecord,
    onFault: (error) => logFault(error, 'events'),
    ...(saved === undefined ? {} : { saved }),
    floor: startFloor(Math.max(1, saved?.revision ?? 0), Date.now()),
  });
}

/** Events may be lost: a directory that cannot be written does not keep a stop from being clean. */
function saveEvents(dataDirectory: string, events: EventStore): void {
  try {
    writeLines(dataDirectory, 'events', savedLines(events.saved()));
  } catch (error) {
    logWarning(`Events are not kept over this stop: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The config API at the root of a port of its own, where clients of the original look for it. */
function configApiAlone(configApi: RequestHandler, names: ReadonlySet<string>, bounds: Bounds): express.Express {
  const app = express();
  app.set('etag', false);
  app.disable('x-powered-by');
  app.use(guard(names), within(bounds), identify('config'), configApi, notFound, lastResort);
  return app;
}

/** The built console, or the sources with hot reload. Returns what stops it. */
async function serveConsole(
  app: express.Express,
  server: Server,
  which: Settings['console'],
): Promise<() => Promise<void>> {
  if (which === 'built') app.use(createConsole(BUILT_CONSOLE));
  if (which !== 'sources') return async () => {};
  const { createServer: createVite } = await import('vite');
  const vite = await createVite({
    configFile: join(ROOT, 'vite.config.ts'),
    server: { middlewareMode: true, hmr: { server } },
    appType: 'spa',
    logLevel: 'warn',
  });
  app.use(vite.middlewares);
  return () => vite.close();
}

const notFound: RequestHandler = (request, response) => {
  sendProblem(
    request,
    response,
    new Problem({
      status: 404,
      reason: 'NotFound',
      detail:
        'There is nothing at ' +
        `${request.path}.${/^\/apis?(\/|$)/.test(request.path) ? ' The Kubernetes API is served below /kube.' : ''}`,
    }),
  );
};

function lastResort(error: unknown, request: Request, response: Response, _next: NextFunction): void {
  const requestId = String(response.getHeader('X-Request-Id') ?? '');
  const problem = toProblem(error, requestId);
  if (problem.status === 500) logFault(error, requestId);
  sendProblem(request, response, problem);
}

function listen(server: Server, port: number, host: string, option: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException): void => {
      const why =
        error.code === 'EADDRINUSE'
          ? 'another process listens there'
          : error.code === 'EACCES'
            ? 'this user may not listen there'
            : error.message;
      reject(new Refused(`Cannot listen on ${host}:${port}: ${why}. Choose another with ${option}.`));
    };
    server.once('error', refused);
    server.listen(port, host, () => {
      server.off('error', refused);
      const { port: actual } = server.address() as AddressInfo;
      resolve(`http://${host.includes(':') ? `[${host}]` : host}:${actual}`);
    });
  });
}

/** Stops taking connections; what is under way has 2 s. */
function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), 2000);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
    server.closeIdleConnections();
  });
}
