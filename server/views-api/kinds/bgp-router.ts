import { dotted, type ShownKind } from './shown-kind.ts';

export const shownBgpRouter: ShownKind<'bgp-router'> = {
  detail: (_read, { props: { bgp_router_parameters: parameters } }) =>
    dotted(parameters?.router_type, parameters?.address),
};
