import { formatAddress } from '../../model/net/address.ts';
import { exchange, targetOf } from '../http-exchange.ts';
import { numberOf, optionsOf } from '../options.ts';
import type { Command } from '../process.ts';

const CONNECT_TIMEOUT = '\u0001';
const LONG = new Map([
  ['silent', 's'],
  ['show-error', 'S'],
  ['output', 'o'],
  ['write-out', 'w'],
  ['max-time', 'm'],
  ['connect-timeout', CONNECT_TIMEOUT],
  ['head', 'I'],
  ['verbose', 'v'],
  ['fail', 'f'],
  ['location', 'L'],
  ['insecure', 'k'],
]);
const AGENT = 'curl/8.9.1';

/** `curl [-s] [-S] [-v] [-I] [-o FILE] [-w FORMAT] [-m S] [--connect-timeout S] URL`, with its exit codes. */
export const curl: Command = async (process) => {
  const options = optionsOf(process.args, `sSo:w:m:IvfLk46${CONNECT_TIMEOUT}:`, LONG);
  const { values, operands } = options;
  const [url] = operands;
  const fail = async (code: number, sentence: string): Promise<number> => {
    if (!values.has('s') || values.has('S')) await process.err(`curl: (${code}) ${sentence}\n`);
    return code;
  };
  if (url === undefined) {
    await process.err('curl: (2) no URL specified\n');
    return 2;
  }
  const target = targetOf(url);
  if (target === undefined) return fail(3, 'URL rejected: Malformed input to a URL function');
  const seconds = numberOf(options, CONNECT_TIMEOUT, 0, 86_400) ?? numberOf(options, 'm', 0, 86_400);
  const verbose = async (line: string): Promise<void> => {
    if (values.has('v')) await process.err(line);
  };
  const { host, port, path } = target;
  const method = values.has('I') ? 'HEAD' : 'GET';
  const begun = process.now();
  const done = await exchange(process, {
    target,
    method,
    agent: AGENT,
    ...(seconds === undefined || seconds === 0 ? {} : { limit: seconds * 1000 }),
    connecting: ({ address }) => verbose(`*   Trying ${formatAddress(address)}:${port}...\n`),
  });
  const took = process.now() - begun;
  const written = (code: number): Promise<void> =>
    process.out(
      (values.get('w') ?? '')
        .replaceAll('%{http_code}', String(code).padStart(3, '0'))
        .replaceAll('%{response_code}', String(code).padStart(3, '0'))
        .replaceAll('%{remote_ip}', done.kind === 'no-host' ? '' : formatAddress(done.host.address))
        .replaceAll(/\\n/g, '\n')
        .replaceAll(/\\t/g, '\t'),
    );
  if (done.kind === 'answered') {
    await verbose(
      `* Connected to ${host} (${formatAddress(done.host.address)}) port ${port}\n> ${method} ${path} HTTP/1.1\n` +
        `> Host: ${host}${port === 80 ? '' : `:${port}`}\n> User-Agent: ${AGENT}\n> Accept: */*\n>\n` +
        `${done.answer.headers.map((line) => `< ${line}\n`).join('')}<\n`,
    );
    const shown = method === 'HEAD' ? `${done.answer.headers.join('\n')}\n\n` : done.answer.body;
    if ((values.get('o') ?? '-') === '-') await process.out(shown);
    await written(200);
    return 0;
  }
  await written(0);
  switch (done.kind) {
    case 'no-host':
      return fail(6, `Could not resolve host: ${host}`);
    case 'no-answer':
      return target.secure ? fail(35, 'TLS is not modelled here') : fail(52, 'Empty reply from server');
    case 'timeout':
      return fail(28, `Connection timed out after ${took} milliseconds`);
    case 'refused':
      return fail(7, `Failed to connect to ${host} port ${port} after ${took} ms: Connection refused`);
    case 'unreachable':
      return fail(7, `Failed to connect to ${host} port ${port} after ${took} ms: Host is unreachable`);
  }
};
