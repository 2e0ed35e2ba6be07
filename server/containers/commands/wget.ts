import { formatAddress } from '../../model/net/address.ts';
import { ERRORS } from '../connection.ts';
import { authority } from '../host.ts';
import { exchange, targetOf } from '../http-exchange.ts';
import { numberOf, optionsOf } from '../options.ts';
import { fail, type Command } from '../process.ts';

const LONG = new Map([
  ['spider', '\u0001'],
  ['output-document', 'O'],
  ['quiet', 'q'],
  ['server-response', 'S'],
  ['timeout', 'T'],
  ['no-check-certificate', '\u0002'],
]);
/** Characters of a file's name in the progress bar. */
const NAME = 20;

/** The last part of a path. */
function fileOf(path: string): string {
  const [before = ''] = path.split('?', 1);
  const name = before.slice(before.lastIndexOf('/') + 1);
  return name === '' ? 'index.html' : name;
}

/**
 * `wget [-q] [-S] [-O FILE] [-T S] [--spider] URL` of busybox. What is not written to standard output is gone with the
 * session: a modelled container has no files.
 */
export const wget: Command = async (process) => {
  const options = optionsOf(process.args, 'O:qST:cY:\u0001\u0002', LONG);
  const [url] = options.operands;
  if (url === undefined) return fail(process, 'missing URL');
  const target = targetOf(url);
  if (target === undefined) return fail(process, `not an http or ftp url: ${url}`);
  const quiet = options.values.has('q');
  const spider = options.values.has('\u0001');
  const file = options.values.get('O') ?? fileOf(target.path);
  const seconds = numberOf(options, 'T', 0, 86_400);
  const note = async (line: string): Promise<void> => {
    if (!quiet) await process.err(line);
  };
  const { host, port } = target;
  const done = await exchange(process, {
    target,
    method: spider ? 'HEAD' : 'GET',
    agent: 'Wget',
    ...(seconds === undefined || seconds === 0 ? {} : { limit: seconds * 1000 }),
    connecting: ({ address }) => note(`Connecting to ${host}:${port} (${authority(address, port)})\n`),
  });
  switch (done.kind) {
    case 'no-host':
      return fail(process, `bad address '${host}'`);
    case 'no-answer':
      return fail(process, 'error getting response: Connection reset by peer');
    case 'timeout':
      if (seconds !== undefined && seconds > 0) return fail(process, 'download timed out');
      return fail(process, `can't connect to remote host (${formatAddress(done.host.address)}): ${ERRORS.timeout}`);
    case 'refused':
    case 'unreachable':
      return fail(process, `can't connect to remote host (${formatAddress(done.host.address)}): ${ERRORS[done.kind]}`);
    case 'answered': {
      const { headers, body } = done.answer;
      if (options.values.has('S')) await process.err(headers.map((line) => `  ${line}\n`).join(''));
      if (spider) {
        await note('remote file exists\n');
        return 0;
      }
      await note(file === '-' ? 'writing to stdout\n' : `saving to '${file}'\n`);
      if (file === '-') await process.out(body);
      const bar = `100% |${'*'.repeat(32)}|${String(body.length).padStart(6)}  0:00:00 ETA`;
      await note(`${file.slice(0, NAME).padEnd(NAME)} ${bar}\n`);
      await note(file === '-' ? 'written to stdout\n' : `'${file}' saved\n`);
      return 0;
    }
  }
};
