/** Why a pod's spec is invalid: required fields, names, ports, duplicates. Used for pods and for templates. */

import { parseQuantity } from '../model/kube/quantity.ts';
import { own } from '../model/own.ts';
import { duplicate, invalidValue, required, unknownName, unsupported } from './causes.ts';
import { childIf, items, text, type Draft, type DraftValue } from './draft.ts';
import type { Cause } from './kube-problem.ts';
import { nameCauses } from './names.ts';

const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

export function podSpecCauses(field: string, spec: Draft | undefined): Cause[] {
  const causes: Cause[] = [];
  const containers = items(spec, 'containers');
  if (containers.length === 0) causes.push(required(`${field}.containers`));
  const names = new Set<string>();
  const mountable = new Set(items(spec, 'volumes').map((volume) => text(volume, 'name') ?? ''));
  causes.push(...containerCauses(`${field}.initContainers`, items(spec, 'initContainers'), names, mountable));
  causes.push(...containerCauses(`${field}.containers`, containers, names, mountable));
  const policy = text(spec, 'restartPolicy');
  if (policy !== undefined && !RESTART_POLICIES.includes(policy))
    causes.push(unsupported(`${field}.restartPolicy`, policy, RESTART_POLICIES));
  const volumes = new Set<string>();
  items(spec, 'volumes').forEach((volume, index) => {
    const at = `${field}.volumes[${index}].name`;
    const name = text(volume, 'name') ?? '';
    if (name === '') causes.push(required(at));
    else if (volumes.has(name)) causes.push(duplicate(at, name));
    else causes.push(...nameCauses(at, name, 'label'));
    volumes.add(name);
  });
  causes.push(...nodeNameCauses(field, text(spec, 'nodeName')));
  return causes;
}

/** Why the name of a pod's node is invalid; none for a pod without a node. */
export function nodeNameCauses(field: string, node: string | undefined): Cause[] {
  return node === undefined || node === '' ? [] : nameCauses(`${field}.nodeName`, node, 'subdomain');
}

function containerCauses(
  field: string,
  containers: readonly Draft[],
  names: Set<string>,
  mountable: ReadonlySet<string>,
): Cause[] {
  const causes: Cause[] = [];
  containers.forEach((container, index) => {
    const at = `${field}[${index}]`;
    const name = text(container, 'name') ?? '';
    if (name === '') causes.push(required(`${at}.name`));
    else if (names.has(name)) causes.push(duplicate(`${at}.name`, name));
    else causes.push(...nameCauses(`${at}.name`, name, 'label'));
    names.add(name);
    if ((text(container, 'image') ?? '') === '') causes.push(required(`${at}.image`));
    const pull = text(container, 'imagePullPolicy');
    if (pull !== undefined && !PULL_POLICIES.includes(pull))
      causes.push(unsupported(`${at}.imagePullPolicy`, pull, PULL_POLICIES));
    items(container, 'ports').forEach((port, portIndex) =>
      causes.push(...portCauses(`${at}.ports[${portIndex}]`, port)),
    );
    items(container, 'env').forEach((variable, envIndex) => {
      if ((text(variable, 'name') ?? '') === '') causes.push(required(`${at}.env[${envIndex}].name`));
    });
    causes.push(...mountCauses(`${at}.volumeMounts`, items(container, 'volumeMounts'), mountable));
    causes.push(...resourceCauses(`${at}.resources`, childIf(container, 'resources')));
  });
  return causes;
}

function mountCauses(field: string, mounts: readonly Draft[], mountable: ReadonlySet<string>): Cause[] {
  const causes: Cause[] = [];
  const paths = new Set<string>();
  mounts.forEach((mount, index) => {
    const at = `${field}[${index}]`;
    const name = text(mount, 'name') ?? '';
    const path = text(mount, 'mountPath') ?? '';
    const subPath = text(mount, 'subPath') ?? '';
    const expression = text(mount, 'subPathExpr') ?? '';
    if (name === '') causes.push(required(`${at}.name`));
    else if (!mountable.has(name)) causes.push(unknownName(`${at}.name`, name));
    if (path === '') causes.push(required(`${at}.mountPath`));
    else if (paths.has(path)) causes.push(invalidValue(`${at}.mountPath`, path, 'must be unique'));
    paths.add(path);
    if (subPath !== '' && expression !== '')
      causes.push(invalidValue(`${at}.subPathExpr`, expression, 'subPathExpr and subPath are mutually exclusive'));
    for (const [member, given] of [
      ['subPath', subPath],
      ['subPathExpr', expression],
    ] as const) {
      if (given.startsWith('/')) causes.push(invalidValue(`${at}.${member}`, given, 'must be a relative path'));
      if (given.split('/').includes('..')) causes.push(invalidValue(`${at}.${member}`, given, "must not contain '..'"));
    }
  });
  return causes;
}

/** Requests are at most the limits. */
function resourceCauses(field: string, resources: Draft | undefined): Cause[] {
  const limits = childIf(resources, 'limits') ?? {};
  return Object.entries(childIf(resources, 'requests') ?? {}).flatMap(([name, value]) => {
    const [asked, most] = [nanosOf(value), nanosOf(own(limits, name))];
    return asked === undefined || most === undefined || asked <= most
      ? []
      : [
          invalidValue(
            `${field}.requests`,
            String(value),
            `must be less than or equal to ${name} limit of ${String(limits[name])}`,
          ),
        ];
  });
}

function nanosOf(value: DraftValue | undefined): bigint | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  return parseQuantity(String(value))?.nano;
}

function portCauses(at: string, port: Draft): Cause[] {
  const causes: Cause[] = [];
  const number = port['containerPort'];
  if (number === undefined || number === null || number === 0) causes.push(required(`${at}.containerPort`));
  else if (!isPort(number))
    causes.push(invalidValue(`${at}.containerPort`, number, 'must be between 1 and 65535, inclusive'));
  const protocol = port['protocol'];
  if (typeof protocol === 'string' && !PROTOCOLS.includes(protocol))
    causes.push(unsupported(`${at}.protocol`, protocol, PROTOCOLS));
  return causes;
}

/** 1–65535. */
export function isPort(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65535;
}
