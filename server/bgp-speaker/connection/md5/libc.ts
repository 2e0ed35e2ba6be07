/**
 * The few calls of libc that TCP-MD5 needs, through koffi. koffi is an optional dependency and is loaded when first
 * asked for. No call blocks: sockets are non-blocking before they connect.
 */

import { getSystemErrorName } from 'node:util';

/** What is used of koffi. */
interface Koffi {
  load(path: string | null): { func(declaration: string): (...args: readonly (number | Uint8Array)[]) => number };
  errno(): number;
}

export interface LibC {
  /** A TCP socket that does not block. */
  socket(domain: number): number;
  bind(fd: number, address: Uint8Array): void;
  /** True: connected; false: under way. */
  connect(fd: number, address: Uint8Array): boolean;
  /** True once a connect that was under way has ended, well or badly (`socketError`). */
  writable(fd: number): boolean;
  /** SO_ERROR: 0 or a positive errno, and clears it. */
  socketError(fd: number): number;
  setOption(fd: number, level: number, option: number, value: Uint8Array): void;
  close(fd: number): void;
}

/** Constants of Linux (asm-generic), the same on x64 and arm64. */
export const AF_INET = 2;
export const AF_INET6 = 10;
export const SOL_SOCKET = 1;
export const SO_REUSEADDR = 2;
export const IPPROTO_TCP = 6;
export const IPPROTO_IPV6 = 41;
export const IPV6_V6ONLY = 26;
export const TCP_MD5SIG = 14;
const SO_ERROR = 4;
const SOCK_STREAM_NONBLOCK_CLOEXEC = 1 | 0o4000 | 0o2000000;
const POLLOUT = 4;
const EINPROGRESS = 115;

/** An error as node:net gives it: `connect ECONNREFUSED 127.0.0.1:179`, with `code`, `errno` and `syscall`. */
export function systemError(errno: number, syscall: string, place = ''): NodeJS.ErrnoException {
  const code = getSystemErrorName(-errno);
  return Object.assign(new Error(`${syscall} ${code}${place === '' ? '' : ` ${place}`}`), {
    code,
    errno: -errno,
    syscall,
  });
}

/** Rejects when koffi is not installed or does not run here. */
export async function loadLibC(name = 'koffi'): Promise<LibC> {
  const module = (await import(name)) as { readonly default: Koffi };
  const koffi = module.default;
  // The process itself has libc loaded, whichever one that is.
  const library = koffi.load(null);
  const socket = library.func('int socket(int domain, int type, int protocol)');
  const bind = library.func('int bind(int fd, const void *address, uint32_t length)');
  const connect = library.func('int connect(int fd, const void *address, uint32_t length)');
  const poll = library.func('int poll(void *fds, unsigned long count, int timeout)');
  const getsockopt = library.func('int getsockopt(int fd, int level, int option, void *value, void *length)');
  const setsockopt = library.func('int setsockopt(int fd, int level, int option, const void *value, uint32_t length)');
  const close = library.func('int close(int fd)');
  const checked = (result: number, syscall: string): number => {
    if (result < 0) throw systemError(koffi.errno(), syscall);
    return result;
  };
  return {
    socket: (domain) => checked(socket(domain, SOCK_STREAM_NONBLOCK_CLOEXEC, 0), 'socket'),
    bind: (fd, address) => void checked(bind(fd, address, address.length), 'bind'),
    connect: (fd, address) => {
      if (connect(fd, address, address.length) === 0) return true;
      const errno = koffi.errno();
      if (errno === EINPROGRESS) return false;
      throw systemError(errno, 'connect');
    },
    writable: (fd) => {
      const entry = new Uint8Array(new Int32Array([fd, 0]).buffer);
      new Int16Array(entry.buffer)[2] = POLLOUT;
      return checked(poll(entry, 1, 0), 'poll') > 0;
    },
    socketError: (fd) => {
      const value = new Int32Array(1);
      checked(
        getsockopt(fd, SOL_SOCKET, SO_ERROR, new Uint8Array(value.buffer), new Uint8Array(new Uint32Array([4]).buffer)),
        'getsockopt',
      );
      return value[0]!;
    },
    setOption: (fd, level, option, value) =>
      void checked(setsockopt(fd, level, option, value, value.length), 'setsockopt'),
    close: (fd) => void close(fd),
  };
}
