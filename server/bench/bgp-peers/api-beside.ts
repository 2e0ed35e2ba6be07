/**
 * How long GETs of the three APIs take while a gateway announces 100,000 routes to the whole product and withdraws them
 * again, compared with an idle system. The routes are imported into a VRF, so that their consequences are computed
 * too.
 */

import { PORT, type Place } from '../../interop/control-node.ts';
import {
  addGateway,
  associate,
  chapterUpToThePool,
  dataDirectory,
  isEstablished,
  startProduct,
  type Product,
} from '../../interop/product.ts';
import { loopbackAddress, until } from '../../testing/routers/process.ts';
import { announcements, ROUTE_TARGET, withdrawals } from './peer-wire.ts';
import { establish } from './peer.ts';

const PATHS = [
  '/views/bgp/sessions',
  '/views/control-nodes',
  '/views/tables/floating-ips',
  '/config/virtual-networks',
  '/kube/api/v1/namespaces/ns-user-1/pods',
];
const BETWEEN_MS = 10;
const IDLE_MS = 3000;
/** Addresses of the benchmark's routes. */
const ALL_ADDRESSES = 1 << 24;
const ASN = 60_100;

interface ApiTimes {
  readonly requests: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

export interface ApiBeside {
  readonly idle: ApiTimes;
  readonly announcing: ApiTimes;
  readonly withdrawing: ApiTimes;
}

/** Requests every path in a loop of its own until `until` is over. */
async function timesUntil({ call }: Product, over: Promise<unknown>): Promise<ApiTimes> {
  const times: number[] = [];
  let ended = false;
  const loops = PATHS.map(async (path) => {
    while (!ended) {
      const began = performance.now();
      await call('GET', path);
      times.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
    }
  });
  await over.finally(() => {
    ended = true;
  });
  await Promise.all(loops);
  times.sort((a, b) => a - b);
  return { requests: times.length, p50: times[times.length >> 1]!, p99: times[Math.floor(times.length * 0.99)]! };
}

export async function apiBeside(routes: number, perUpdate: number): Promise<ApiBeside> {
  const where: Place = { ours: loopbackAddress(), theirs: loopbackAddress() };
  const data = dataDirectory();
  const product = await startProduct(data.directory, where);
  try {
    const vmi = await chapterUpToThePool(product, ROUTE_TARGET);
    await addGateway(product, ['inet-vpn']);
    await associate(product, vmi);
    const gateway = await establish(where.theirs, { host: where.ours, port: PORT, asn: ASN }, ALL_ADDRESSES);
    await isEstablished(product);
    const held = async () =>
      (
        (await product.call('GET', '/views/control-nodes')).rows as readonly {
          readonly routes: { readonly 'inet-vpn': number };
        }[]
      )[0]!.routes['inet-vpn'];
    const own = await held();
    const idle = await timesUntil(product, new Promise((resolve) => setTimeout(resolve, IDLE_MS)));
    gateway.send(announcements(routes, perUpdate));
    const announcing = await timesUntil(
      product,
      until('all routes are there', async () => (await held()) >= own + routes, 120_000),
    );
    await new Promise((resolve) => setTimeout(resolve, 1000));
    gateway.send(withdrawals(routes, perUpdate));
    const withdrawing = await timesUntil(
      product,
      until('all routes are gone', async () => (await held()) === own, 120_000),
    );
    gateway.drop();
    return { idle, announcing, withdrawing };
  } finally {
    await product.stop();
    await data.remove();
  }
}
