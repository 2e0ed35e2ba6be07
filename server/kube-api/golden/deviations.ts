/**
 * Where what is printed for us may differ from what was recorded, file by file. Either parts are blanked on both sides
 * and the rest is compared, or what is printed instead is stated. One that has become unnecessary fails the test.
 */

export type Blanked = readonly (readonly [RegExp, string])[];

export interface Deviation {
  readonly file: string;
  readonly reason: string;
  /** Blanked on both sides, before the normaliser. */
  readonly blank?: Blanked;
  /** What is printed instead: standard output, normalised, with the exit code in a last line. */
  readonly ours?: RegExp;
}

const NOTHING_AND_1 = /^\n\[1\]$/;
const WIDER_STORY = /^.*(AddressAllocated|AddedInterface|Started container).*\n/gm;

export const DEVIATIONS: readonly Deviation[] = [
  { file: '01-version', reason: 'our version says whose it is', blank: [[/\+overlay-console/, '']] },
  {
    file: '05-create-crd',
    reason: 'definitions are only read: ours is there from the start',
    ours: NOTHING_AND_1,
  },
  { file: '16-apply-server-side', reason: 'server-side apply is not served yet', ours: NOTHING_AND_1 },
  {
    file: '19-get-ns-json',
    reason: 'namespaces that one of the two clusters has for itself',
    blank: [[/^ {8}\{\n(?: {9}.*\n){6,9} {16}"name": "(contrail|kube-node-lease)",\n(?: {9}.*\n)* {8}\},?\n/gm, '']],
  },
  {
    file: '45-describe-pod',
    reason: 'the lab has nodes and interfaces of its own, pulls no image, and Events tell more',
    blank: [
      [/^Node: .*/gm, 'Node:'],
      [/^Annotations:[^]*?(?=^Status:)/gm, ''],
      [/(Container|Image) ID:.*/g, '$1 ID:'],
      [WIDER_STORY, ''],
    ],
  },
  {
    file: '47-describe-node',
    reason: 'other machines: they have no kubelet that renews a lease or reports pressure, and run other pods',
    blank: [
      [/^Labels:[^]*?(?=^CreationTimestamp:)/gm, ''],
      [/^Lease:[^]*?(?=^Conditions:)/gm, ''],
      [/^ +(Memory|Disk)Pressure .*\n/gm, ''],
      [/InternalIP:.*/, 'InternalIP:'],
      [/^( +(?:cpu|memory|pods): ).*/gm, '$1'],
      [/(Kernel Version|OS Image|Container Runtime Version|Kubelet Version|Kube-Proxy Version):.*/g, '$1:'],
      [/\(\d+ in total\)/, ''],
      [/^ +default +webserver.*\n/gm, ''],
      [/^Events:[^]*/gm, ''],
    ],
  },
  { file: '49-get-events', reason: 'Events tell more', blank: [[WIDER_STORY, '']] },
  {
    file: 'A2-expose-autoscale',
    reason: 'the service kubernetes has endpoints, which the recorded cluster had not',
    ours: /^NAME .*\nendpoints\/kubernetes .*\n\nNAME .*\nendpointslice.discovery.k8s.io\/kubernetes .*\n\[0\]$/,
  },
  { file: '66-exec-spdy', reason: 'SPDY is refused, with a sentence', ours: NOTHING_AND_1 },
  {
    file: '69-logs-deploy',
    reason: 'a container writes what happened to it, where the recorded one counted lines',
    ours: /^started container webserver of pod .*\nlistening on 80\/TCP\nready\n\[0\]$/,
  },
  {
    file: '75-list-paged',
    reason: 'the first two namespaces are others',
    blank: [[/"items":\[.*\]/, '"items":[]']],
  },
  {
    file: '95-auth-whoami-cani',
    reason: 'everybody is the operator, and no role is needed for reviews',
    blank: [[/^(Username|UID|selfsubject\w*reviews\.\S+) .*\n/gm, '']],
  },
  { file: '96-auth-forbidden', reason: 'nobody logs in yet', ours: /^NAME {2}STATUS {2}AGE\n[^]*\n\[0\]$/ },
  { file: '97-auth-unauthorized', reason: 'nobody logs in yet', ours: /^NAME {2}STATUS {2}AGE\n[^]*\n\[0\]$/ },
  {
    file: '98-get-raw-healthz',
    reason: 'every server has checks and metrics of its own',
    blank: [
      [/^\[\+\](?!ping|log|shutdown).*\n/gm, ''],
      [/# HELP \S+ [^]*# TYPE (\S+) counter\n\1.*/, 'METRICS'],
    ],
  },
  { file: '99-cluster-info', reason: 'what is served is listed', blank: [[/(?<="paths": \[\n)[^]*/, '']] },
  { file: 'A7-ingress', reason: 'ingresses are not served yet', ours: NOTHING_AND_1 },
  {
    file: 'B5-pod-create-with-networks',
    reason: 'fields have no managers; interfaces are told in an annotation; the lab pulls no image',
    blank: [
      [/^ {2}managedFields:\n(?: {2}[- ] .*\n)*/gm, ''],
      [/^ {4}k8s.v1.cni.cncf.io\/network-status: .*\n(?: {6}.*\n)*/gm, ''],
      [/lastProbeTime: null\n +/g, ''],
      [/(containerID|imageID):.*/g, '$1:'],
      [/(hostIP: |hostIPs:\n +- ip: ).*/g, '$1'],
    ],
  },
  {
    file: 'B7-apply-update-containers',
    reason: 'it was recorded while pods started; here they have',
    blank: [[/^status:[^]*/gm, '']],
  },
  { file: 'C1-list-errors', reason: 'the recorder gave up in time; kubectl ends with 1', ours: NOTHING_AND_1 },
  {
    file: 'D0-crd-update',
    reason: 'nobody applied our definition, and it describes all its fields',
    blank: [
      [/^ {2}annotations:\n(?: {4}.*\n)*/gm, ''],
      [/^ +description: The .*\n/gm, ''],
    ],
  },
];
