/** `GET /version`: the Kubernetes version of this API. Clients adapt to it. */
export const SERVER_VERSION = {
  major: '1',
  minor: '32',
  gitVersion: 'v1.32.6+overlay-console',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '2025-07-10T00:00:00Z',
  goVersion: '',
  compiler: '',
  platform: 'linux/amd64',
} as const;
