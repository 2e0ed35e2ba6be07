/** Messages of one peer in one direction, by type. */

import type { MessageType } from '../../engine/bgp/messages/message-types.ts';
import type { MessageCounts } from '../../model/oper/bgp-session.ts';

export interface MessageCounters {
  count(type: MessageType, times?: number): void;
  counts(): MessageCounts;
}

export function createMessageCounters(): MessageCounters {
  const by: Record<MessageType, number> = { open: 0, update: 0, keepalive: 0, notification: 0, 'route-refresh': 0 };
  return {
    count(type, times = 1) {
      by[type] += times;
    },
    counts: () => ({
      total: by.open + by.update + by.keepalive + by.notification + by['route-refresh'],
      updates: by.update,
      keepalives: by.keepalive,
      routeRefreshes: by['route-refresh'],
      notifications: by.notification,
    }),
  };
}
