/**
 * `pods/exec`: a command in a container over WebSocket, in the protocols v5.channel.k8s.io and v4.channel.k8s.io. Each
 * message begins with the number of its channel. The session ends with a Status on channel 3 and a close of 1000. It
 * lasts as long as its client reads, at most an hour, and counts as a stream of the client.
 */

import type { Request } from 'express';
import type { RawData, WebSocket } from 'ws';
import { MOST_CHARACTERS } from '../containers/limits.ts';
import type { Attachment, OutputStream } from '../containers/session.ts';
import { boundsOf, clientOf } from '../http/bounds.ts';
import { kubeFailure } from '../http/kube-status.ts';
import type { Lease } from '../http/shares.ts';
import { acceptWebSocket, isUpgrade } from '../http/upgrade.ts';
import { containerOf, durablePod, runningSince, type Connect } from './connect.ts';
import { queryFlag } from './query-flag.ts';
import { failure, methodNotAllowed, tooMany } from './status.ts';

/** The newest first: it is chosen where a client offers both. */
const PROTOCOLS = ['v5.channel.k8s.io', 'v4.channel.k8s.io'];
const STDIN = 0;
const CHANNELS: { readonly [S in OutputStream]: number } = { stdout: 1, stderr: 2 };
const ERROR = 3;
/** From v5 on: the other byte is the channel that ends. */
const CLOSE = 255;
/** Bytes of output that may wait for the client. */
const WINDOW = 64 * 1024;
/** Bytes of output in one message. */
const LARGEST = 32 * 1024;
/** ms between two signs of life to a client from whom nothing is read: only writing tells then that it is gone. */
const SIGN_OF_LIFE = 15_000;
/** ms. */
const LONGEST_SESSION = 3_600_000;
/** ms of silence before the kernel looks for the client. */
const KEEP_ALIVE = 30_000;
/** ms that a client has to close after the end. */
const GRACE = 2000;

export const serveExec: Connect = async (asked) => {
  const { request, response, query, containers, onFault } = asked;
  if (request.method !== 'GET' && request.method !== 'POST') throw methodNotAllowed();
  const pod = await durablePod(asked);
  const container = containerOf(pod, query.get('container'));
  const command = commandOf(query);
  const streams = streamsOf(query);
  if ((pod.spec?.nodeName ?? '') === '')
    throw failure(400, 'BadRequest', `pod ${pod.metadata.name} does not have a host assigned`);
  if (runningSince(pod, container) === undefined)
    throw failure(404, 'NotFound', `container not found ("${container}")`);
  requireWebSocket(request, 'exec');
  const lease = boundsOf(response).becomesStream(request, response);
  if (lease === undefined)
    throw tooMany(response, 'Too many sessions are open. End some, or try again in 5 seconds.', 5);
  const accepted = acceptWebSocket(request, response, PROTOCOLS);
  if (accepted === undefined) return;
  const { webSocket } = accepted;
  const connection = new ExecConnection(webSocket, lease, streams);
  const { session, exit } = containers.start(
    { pod, container, command, attachment: connection },
    clientOf(request).address,
  );
  connection.hear(
    (bytes) => session.input(bytes),
    () => session.inputEnded(),
  );
  let late = false;
  const life = containers.timers.after(LONGEST_SESSION, () => {
    late = true;
    session.kill();
  });
  const alive = containers.timers.after(SIGN_OF_LIFE, () => {
    if (webSocket.isPaused) webSocket.ping();
    alive.restart();
  });
  webSocket.once('close', () => session.kill());
  // A connection may end before anybody hears that.
  if (webSocket.readyState !== webSocket.OPEN) session.kill();
  // A client that is gone without a word is noticed by the kernel.
  request.socket.setKeepAlive(true, KEEP_ALIVE);
  let status: object;
  try {
    const code = await exit;
    status = late ? TOO_LONG : exited(code);
  } catch (error) {
    onFault(error);
    status = kubeFailure(500, 'InternalError', 'Internal error occurred: the command could not be completed');
  }
  life.stop();
  alive.stop();
  connection.end(status);
};

/** Refuses what is not WebSocket: where kubectl is too old for it, with the sentence that its user sees. */
function requireWebSocket(request: Request, verb: string): void {
  if (isUpgrade(request)) return;
  const wanted = request.headers.upgrade?.toLowerCase() ?? '';
  if (wanted.startsWith('spdy/'))
    throw failure(
      400,
      'BadRequest',
      `SPDY is not spoken here: kubectl ${verb} needs kubectl 1.30 or newer, which speaks WebSocket ` +
        '(and KUBECTL_REMOTE_COMMAND_WEBSOCKETS must not be false)',
    );
  throw failure(400, 'BadRequest', 'Upgrade request required');
}

function commandOf(query: URLSearchParams): readonly string[] {
  const command = query.getAll('command');
  if (command.length === 0 || command[0] === '')
    throw failure(400, 'BadRequest', 'you must specify at least one command for the container');
  if (command.reduce((sum, each) => sum + each.length, 0) > MOST_CHARACTERS)
    throw failure(400, 'BadRequest', `a command has at most ${MOST_CHARACTERS} characters here`);
  return command;
}

interface Streams {
  readonly stdin: boolean;
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly terminal: boolean;
}

function streamsOf(query: URLSearchParams): Streams {
  const flag = (name: string): boolean => queryFlag(query, name);
  const [stdin, stdout, stderr, terminal] = [flag('stdin'), flag('stdout'), flag('stderr'), flag('tty')];
  if (!stdin && !stdout && !stderr)
    throw failure(400, 'BadRequest', 'you must specify at least 1 of stdin, stdout, stderr');
  if (terminal && stderr) throw failure(400, 'BadRequest', 'tty and stderr cannot both be true');
  return { stdin, stdout, stderr, terminal };
}

/** The messages of a session. */
class ExecConnection implements Attachment {
  readonly terminal: boolean;
  readonly stdin: boolean;
  readonly #webSocket: WebSocket;
  readonly #lease: Lease;
  readonly #streams: Streams;

  constructor(webSocket: WebSocket, lease: Lease, streams: Streams) {
    this.terminal = streams.terminal;
    this.stdin = streams.stdin;
    this.#webSocket = webSocket;
    this.#lease = lease;
    this.#streams = streams;
    // As the API server opens.
    webSocket.send(Buffer.from([CHANNELS.stdout]));
    // Whoever asks for signs of life has to read them.
    webSocket.on('ping', () => {
      if (webSocket.bufferedAmount > WINDOW) webSocket.terminate();
    });
  }

  /** `take` returns whether there is room for more. */
  hear(take: (bytes: Uint8Array) => boolean, ended: () => void): void {
    this.#webSocket.on('message', (data: RawData) => {
      const bytes = data as Buffer;
      if (bytes[0] === STDIN && this.stdin) {
        if (!take(bytes.subarray(1)) || this.#webSocket.bufferedAmount > WINDOW) this.#webSocket.pause();
      } else if (bytes[0] === CLOSE && bytes[1] === STDIN) ended();
    });
  }

  resume(): void {
    if (this.#webSocket.isPaused) this.#webSocket.resume();
  }

  async write(stream: OutputStream, bytes: Uint8Array): Promise<void> {
    if (!this.#streams[stream]) return;
    for (let begin = 0; begin < bytes.length; begin += LARGEST)
      await this.#send(CHANNELS[stream], bytes.subarray(begin, begin + LARGEST));
  }

  /** The end of the session: its Status, and the end of the connection. */
  end(status: object): void {
    const webSocket = this.#webSocket;
    if (webSocket.readyState !== webSocket.OPEN) return webSocket.terminate();
    webSocket.resume();
    webSocket.send(Buffer.concat([Buffer.from([ERROR]), Buffer.from(JSON.stringify(status))]));
    webSocket.close(1000);
    const grace = setTimeout(() => webSocket.terminate(), GRACE);
    webSocket.once('close', () => clearTimeout(grace));
  }

  async #send(channel: number, bytes: Uint8Array): Promise<void> {
    const webSocket = this.#webSocket;
    if (webSocket.readyState !== webSocket.OPEN) return;
    const message = Buffer.allocUnsafe(bytes.length + 1);
    message[0] = channel;
    message.set(bytes, 1);
    const full = webSocket.bufferedAmount + message.length > WINDOW;
    const sent = new Promise<void>((resolve) => {
      webSocket.send(message, () => {
        if (webSocket.isPaused && webSocket.bufferedAmount <= WINDOW) webSocket.resume();
        resolve();
      });
    });
    if (!full) return;
    this.#lease.mark('stalled');
    await sent;
    this.#lease.mark('idle');
  }
}

/** How the API server tells of an exit code. */
function exited(code: number): object {
  if (code === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: command terminated with exit code ${code}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
  };
}

const TOO_LONG = kubeFailure(
  504,
  'Timeout',
  'The session has lasted an hour, which is the longest here. Begin another.',
);

/** `pods/attach` and `pods/portforward`: there is no process to attach to, and no socket to forward to. */
export function refuseConnect(verb: string, why: string): Connect {
  return async (asked) => {
    await durablePod(asked);
    throw failure(400, 'BadRequest', `${verb} is not served here: ${why}`);
  };
}
