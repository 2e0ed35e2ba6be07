/** The state of a session in one word: the tone is its shape and colour. */

import type { BgpSession } from '../../model/oper/bgp-session.ts';
import type { Finding } from './finding.ts';

export interface SessionWord {
  readonly tone: 'ok' | 'warn' | 'bad' | 'idle';
  readonly word: string;
  readonly reason?: string;
}

/** Established is ok, connecting states warn (`Active` means trying), Idle with a cause is bad, admin down is idle. */
export function sessionWord(session: BgpSession, findings: readonly Finding[]): SessionWord {
  const [first] = findings;
  const because = first === undefined ? {} : { reason: first.message };
  if (session.state === 'Established') return { tone: 'ok', word: 'Established' };
  if (first?.topic === 'admin-down' && first.severity === 'info')
    return { tone: 'idle', word: 'Admin down', ...because };
  if (session.state === 'Idle' && first?.severity === 'error') return { tone: 'bad', word: 'Idle', ...because };
  return { tone: 'warn', word: session.state, ...because };
}
