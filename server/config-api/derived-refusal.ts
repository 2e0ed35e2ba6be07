/** Derived objects cannot be written. */

import { forbidden, noObject } from '../config/problems.ts';
import type { ConfigType } from '../model/config/types.ts';
import { formatFqName } from '../model/naming/fq-name.ts';
import { Problem } from '../model/problem.ts';
import type { WriteScope } from './write-scope.ts';

/** 403 for a derived object, with the object that it is derived from; 404 if the object does not exist. */
export function refuseDerivedOf(scope: WriteScope, type: ConfigType, uuid: string): void {
  if (scope.context.transaction.get(type, uuid) !== undefined) return;
  const found = scope.objects.find(type, uuid);
  if (found === undefined) throw noObject(type, uuid);
  const follows = found.derived?.follows;
  const name = `${type} ${formatFqName(found.still.fq_name)}`;
  if (follows === undefined) throw forbidden(`${name} is made by the system and cannot be written`);
  throw new Problem({
    status: 403,
    reason: 'Forbidden',
    detail: `${name} follows from ${follows.type} ${formatFqName(follows.fqName)}; edit that instead`,
    blocking: [{ kind: follows.type, key: follows.uuid, name: formatFqName(follows.fqName) }],
  });
}
