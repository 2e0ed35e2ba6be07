/** `/views/control-nodes`: the speakers that run here. */

import type { ControlNodeRow, ControlNodesAnswer } from '../../contract/views/bgp.ts';
import type { State } from '../../contract/views/reference.ts';
import type { BgpSpeakerFacts } from '../../model/oper/bgp-facts.ts';
import { by } from '../../model/order.ts';
import { configLink } from '../shared/links.ts';
import { notFound } from '../shared/query.ts';
import { nodesByAddress } from '../shared/route-rows.ts';
import type { ViewContext } from '../shared/view-context.ts';

/** By name, or uuid of its bgp-router. */
export function findControlNode({ live }: ViewContext, id: string): BgpSpeakerFacts {
  const speakers = live.bgp.speakers();
  const found = live.bgp.speaker(id) ?? speakers.find((speaker) => speaker.name === id);
  if (found === undefined)
    throw notFound(
      'control node',
      id,
      speakers.length === 0 ? 'None runs here.' : `Here run ${speakers.map((speaker) => speaker.name).join(', ')}.`,
    );
  return found;
}

function stateOf(speaker: BgpSpeakerFacts, adminDown: boolean, established: number, total: number): State {
  if (adminDown)
    return {
      tone: 'idle',
      word: 'Admin down',
      reason: `${speaker.name} is administratively down. Set Admin State to up on its form.`,
    };
  if (speaker.listening === undefined)
    return {
      tone: 'bad',
      word: 'Not listening',
      reason:
        `${speaker.name} cannot listen on ${speaker.address}:${speaker.port}` +
        `${speaker.listenError === undefined ? '.' : `: ${speaker.listenError}`} ` +
        'Sessions that it opens itself still come up.',
    };
  if (established < total)
    return {
      tone: 'warn',
      word: 'Running',
      reason: `${total - established} of ${total} sessions are not Established.`,
    };
  return { tone: 'ok', word: 'Running' };
}

export function controlNodes(context: ViewContext): ControlNodesAnswer {
  const computeNodes = [...nodesByAddress(context)]
    .map(([address, name]) => ({ name, address }))
    .sort(by(({ name }) => name));
  const rows = [...context.live.bgp.speakers()].sort(by(({ name }) => name)).map((speaker): ControlNodeRow => {
    const sessions = speaker.sessions();
    const established = sessions.filter((session) => session.state === 'Established').length;
    const adminDown =
      context.read.get('bgp-router', speaker.key)?.value.props.bgp_router_parameters?.admin_down === true;
    return {
      id: speaker.key,
      name: speaker.name,
      router: configLink(context.read, 'bgp-router', speaker.key),
      address: speaker.address,
      asn: speaker.asn,
      routerId: speaker.routerId,
      ...(speaker.listening === undefined ? {} : { listening: speaker.listening }),
      state: stateOf(speaker, adminDown, established, sessions.length),
      sessions: { established, total: sessions.length },
      computeNodes,
      routes: {
        'inet-vpn': speaker.routeCount('inet-vpn'),
        'inet6-vpn': speaker.routeCount('inet6-vpn'),
        'route-target': speaker.routeCount('route-target'),
        inet: speaker.routeCount('inet'),
      },
      updates: {
        sent: sessions.reduce((sum, session) => sum + session.out.updates, 0),
        received: sessions.reduce((sum, session) => sum + session.in.updates, 0),
      },
    };
  });
  return { now: context.live.clock(), rows, revision: context.read.revision };
}
