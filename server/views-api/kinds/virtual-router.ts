import type { ShownKind } from './shown-kind.ts';

export const shownVirtualRouter: ShownKind<'virtual-router'> = {
  detail: (_read, { props }) => props.virtual_router_ip_address ?? '',
};
