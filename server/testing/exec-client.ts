/** A client of `pods/exec` over WebSocket, as kubectl speaks it. */

import { WebSocket, type ClientOptions } from 'ws';

export interface ExecOptions {
  /** Of the Kubernetes API, without a slash at the end. */
  readonly url: string;
  readonly namespace?: string;
  readonly pod: string;
  readonly container?: string;
  readonly command: readonly string[];
  readonly stdin?: boolean;
  readonly tty?: boolean;
  /** Default: v5.channel.k8s.io. */
  readonly protocols?: readonly string[];
  readonly client?: ClientOptions;
}

/** How a session ended. */
export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  /** On channel 3. */
  readonly status: ExecStatus | undefined;
  /** Exit code as kubectl gives it; undefined if the session did not end with one. */
  readonly code: number | undefined;
  /** The channels of the messages, in order. */
  readonly channels: readonly number[];
  /** Of the close frame; 1006 if there was none. */
  readonly closed: number;
}

interface ExecStatus {
  readonly status: string;
  readonly message?: string;
  readonly reason?: string;
  readonly details?: { readonly causes?: readonly { readonly reason: string; readonly message: string }[] };
}

export interface ExecSession {
  readonly webSocket: WebSocket;
  /** What the server chose. */
  readonly protocol: string;
  readonly ended: Promise<Ended>;
  stdin(text: string): void;
  /** From v5 on. */
  endStdin(): void;
  /** Resolves when standard output matches; rejects when the session ends before. */
  printed(pattern: RegExp): Promise<string>;
}

/** An upgrade that was answered with something else. */
export class Refused extends Error {
  readonly status: number;
  readonly body: string;
  constructor(status: number, body: string) {
    super(`${status} ${body}`);
    this.status = status;
    this.body = body;
  }
}

/** Where a command is started: for GET with an upgrade, and for POST. */
export function execAddress({ url, namespace = 'default', pod, container, command, stdin, tty }: ExecOptions): string {
  const query = new URLSearchParams(command.map((word) => ['command', word]));
  if (container !== undefined) query.set('container', container);
  if (stdin === true) query.set('stdin', 'true');
  query.set('stdout', 'true');
  query.set(tty === true ? 'tty' : 'stderr', 'true');
  return `${url}/api/v1/namespaces/${namespace}/pods/${pod}/exec?${query}`;
}

/** Rejects with `Refused`. */
export async function openExec(options: ExecOptions): Promise<ExecSession> {
  const address = execAddress(options).replace(/^http/, 'ws');
  const webSocket = new WebSocket(address, [...(options.protocols ?? ['v5.channel.k8s.io'])], {
    perMessageDeflate: false,
    ...options.client,
  });
  const channels = ['', '', '', ''];
  const order: number[] = [];
  let heard = (): void => {};
  webSocket.on('message', (data) => {
    const bytes = data as Buffer;
    order.push(bytes[0]!);
    channels[bytes[0]!] += bytes.subarray(1).toString();
    heard();
  });
  const close = new Promise<number>((resolve) => void webSocket.once('close', resolve));
  const ended = close.then((closed): Ended => {
    const status = channels[3] === '' ? undefined : (JSON.parse(channels[3]!) as ExecStatus);
    const code = status?.details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message;
    heard();
    return {
      stdout: channels[1]!,
      stderr: channels[2]!,
      status,
      code: status?.status === 'Success' ? 0 : code === undefined ? undefined : Number(code),
      channels: order,
      closed,
    };
  });
  await new Promise<void>((resolve, reject) => {
    webSocket.once('open', resolve);
    webSocket.once('error', reject);
    webSocket.once('unexpected-response', (request, response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => {
        reject(new Refused(response.statusCode ?? 0, body));
        request.destroy();
      });
    });
  });
  webSocket.on('error', () => {});
  return {
    webSocket,
    protocol: webSocket.protocol,
    ended,
    stdin: (text) => webSocket.send(Buffer.concat([Buffer.from([0]), Buffer.from(text)])),
    endStdin: () => webSocket.send(Buffer.from([255, 0])),
    async printed(pattern) {
      for (;;) {
        if (pattern.test(channels[1]!)) return channels[1]!;
        if (webSocket.readyState === WebSocket.CLOSED)
          throw new Error(`The session ended before ${pattern}: ${JSON.stringify(channels)}`);
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      }
    },
  };
}

/** Runs a command to its end. */
export async function exec(options: ExecOptions): Promise<Ended> {
  return (await openExec(options)).ended;
}
