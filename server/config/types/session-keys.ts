/**
 * Session keys are write-only: a BGP router is returned with `(redacted)` in place of each key. If that is sent back,
 * the key is kept; any other text replaces it; a missing key or an empty list removes it.
 */

import type {
  AuthData,
  BgpPeeringAttributes,
  BgpRouterParameters,
  BgpSessionAttributes,
} from '../../model/config/bgp-router.ts';
import type { Ref } from '../../model/config/record.ts';
import { REDACTED, REPLACED } from '../../store/redact.ts';
import { invalidField } from '../problems.ts';

/** With the kept keys filled in; undefined: none is left. `pointer`: the JSON pointer in the body. */
function keptAuth(
  given: AuthData | null | undefined,
  before: AuthData | null | undefined,
  pointer: string,
): AuthData | null | undefined {
  if (given === undefined || given === null || !Array.isArray(given.key_items)) return given;
  const items = given.key_items.map((item, index) => {
    if (item.key !== REDACTED && item.key !== REPLACED) return item;
    const known =
      before?.key_items?.find((each) => each.key_id === item.key_id) ??
      (given.key_items.length === 1 ? before?.key_items?.[0] : undefined);
    if (known === undefined)
      throw invalidField(
        `${pointer}/key_items/${index}/key`,
        `"${item.key}" is what is shown in the place of a key, and there is no key ${item.key_id} to keep: enter ` +
          'the key',
      );
    return { ...item, key: known.key };
  });
  return items.length === 0 ? undefined : { ...given, key_items: items };
}

/** The parameters of a router, with redacted keys replaced by the stored ones. */
export function withKeys(
  given: BgpRouterParameters,
  before: BgpRouterParameters | undefined,
  pointer: string,
): BgpRouterParameters {
  if (given.auth_data === undefined || given.auth_data === null) return given;
  const { auth_data: given_, ...rest } = given;
  const auth = keptAuth(given_, before?.auth_data, `${pointer}/auth_data`);
  return auth === undefined ? rest : { ...rest, auth_data: auth };
}

/** A peering, with redacted keys replaced by the stored ones. */
export function withPeeringKeys(ref: Ref, before: Ref | undefined, pointer: string): Ref {
  const { session } = (ref.attr ?? {}) as BgpPeeringAttributes;
  if (!Array.isArray(session)) return ref;
  const stored = ((before?.attr ?? {}) as BgpPeeringAttributes).session;
  const sessions = session.map((each, i) => ({
    ...each,
    attributes: ((each as { readonly attributes?: readonly BgpSessionAttributes[] }).attributes ?? []).map(
      (attributes, j): BgpSessionAttributes => {
        if (attributes.auth_data === undefined || attributes.auth_data === null) return attributes;
        const same =
          stored?.[i]?.attributes?.find((one) => one.bgp_router === attributes.bgp_router) ??
          stored?.[i]?.attributes?.[j];
        const { auth_data: given, ...rest } = attributes;
        const auth = keptAuth(given, same?.auth_data, `${pointer}/attr/session/${i}/attributes/${j}/auth_data`);
        return auth === undefined ? rest : { ...rest, auth_data: auth };
      },
    ),
  }));
  return { ...ref, attr: { ...(ref.attr as object), session: sessions } as unknown as Ref['attr'] };
}
