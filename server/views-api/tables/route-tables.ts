/** Route tables, with the networks that refer to them. */

import type { RouteTableRow } from '../../contract/views/rows/overlay-rows.ts';
import { formatFqName } from '../../model/naming/fq-name.ts';
import { by } from '../../model/order.ts';
import { byRef } from '../../store/indexes.ts';
import { linkTo, projectName } from '../shared/links.ts';
import type { ViewContext } from '../shared/view-context.ts';
import { BY_SHORT_NAME, configColumns } from './config-columns.ts';
import { table } from './table.ts';

const USERS = byRef('virtual-network', 'route-table');

const networksOf = ({ read }: ViewContext, uuid: string) =>
  [...read.lookup(USERS, uuid)].map(({ value }) => linkTo(value)).sort(by(({ fqName }) => fqName));

export const routeTables = table<'route-table', RouteTableRow>({
  kind: 'route-table',
  ...BY_SHORT_NAME,
  row(context, record) {
    const { key, value } = record;
    return {
      ...configColumns(record),
      project: projectName(value) ?? '',
      routes: (value.props.routes?.route ?? []).map(({ prefix, next_hop, community_attributes }) => ({
        prefix,
        nextHop: next_hop ?? '',
        communities: community_attributes?.community_attribute ?? [],
      })),
      networks: networksOf(context, key),
    };
  },
  sort: {
    project: (_context, { value }) => projectName(value),
    routes: (_context, { value }) => value.props.routes?.route.length ?? 0,
    networks: (context, { key }) => context.read.countIn(USERS, key),
  },
  filter: { network: (context, { key }) => networksOf(context, key).flatMap(({ name, uuid }) => [name, uuid]) },
  text: (_context, { value }) =>
    [
      formatFqName(value.fq_name),
      value.uuid,
      ...(value.props.routes?.route ?? []).flatMap(({ prefix, next_hop = '' }) => [prefix, next_hop]),
    ].join(' '),
  project: (_context, { value }) => projectName(value),
});
