/** Firewall rules: two endpoints, a service or service groups, an action. */

import type { FirewallEndpoint, FirewallRuleProps } from '../../model/config/firewall.ts';
import type { Ref } from '../../model/config/record.ts';
import { kindOf } from '../../model/config/types.ts';
import { formatFqName, type FqName } from '../../model/naming/fq-name.ts';
import { LABEL_TAG } from '../../model/naming/label-tag.ts';
import type { Read } from '../../store/store.ts';
import { invalidField, notFound, pythonList } from '../problems.ts';
import { findByFqName } from '../records.ts';
import { pointerTo } from '../references.ts';
import type { Operations, RecordOf, ResourceRules, Writing } from '../rules.ts';
import { checkFirewallObject } from './firewall-scope.ts';
import { completeService } from './firewall-service.ts';
import { hexNumber, PREDEFINED_TAG_TYPES } from './tag-type.ts';
import { locateTag } from './tag.ts';

const ENDPOINTS = ['endpoint_1', 'endpoint_2'] as const;
const FORMS = ['tags', 'address_group', 'virtual_network', 'subnet', 'any'] as const;
/** application, tier, deployment and site: what must be equal at both ends unless a rule says otherwise. */
const DEFAULT_MATCH_TYPES: readonly number[] = [...PREDEFINED_TAG_TYPES.values()].filter((id) => id > 0);

export const firewallRule: ResourceRules<'firewall-rule'> = {
  ...kindOf('firewall-rule'),
  beforeCreate(operations, requested) {
    if (requested.parent_type !== 'project') storeLabels(operations, requested.props, requested.fq_name);
    return requested;
  },
  beforeUpdate(operations, before, patch) {
    if (before.parent_type !== 'project')
      storeLabels(operations, patch.props as FirewallRuleProps | undefined, before.fq_name);
  },
  complete(writing) {
    const { context, before } = writing;
    checkFirewallObject(writing, ['address-group', 'service-group', 'virtual-network']);
    const served = withService(writing);
    const draft = withEndpoints(context.transaction, served, before);
    return withMatchTypes(context.transaction, draft, before);
  },
};

/** The tags of labels that the endpoints name are stored now. */
function storeLabels(operations: Operations, props: FirewallRuleProps | undefined, rule: FqName): void {
  if (!Array.isArray(rule)) return;
  for (const end of ENDPOINTS) {
    const tags: unknown = props?.[end]?.tags;
    if (!Array.isArray(tags)) continue;
    for (const tag of tags as readonly unknown[]) {
      const name = typeof tag === 'string' ? tagFqName(tag, rule, 'policy-management') : undefined;
      if (name?.length === 1) locateTag(operations, name[0]!);
    }
  }
}

/** A tag as an endpoint names it: `global:type=value`, or in the scope of the rule. */
function tagFqName(tag: string, rule: FqName, parent: string | undefined): FqName {
  if (tag.startsWith('global:')) return [tag.slice('global:'.length)];
  return [...rule.slice(0, parent === 'project' ? -1 : -2), tag];
}

function withService({ draft, before }: Writing<'firewall-rule'>): RecordOf<'firewall-rule'> {
  const { service } = draft.props;
  const groups = draft.refs['service-group'] ?? [];
  const given = service !== undefined && service !== null && Object.keys(service).length > 0;
  if (given && groups.length > 0)
    throw invalidField(
      '/firewall-rule/service',
      "Firewall Rule cannot have both defined 'service' property and Service Group reference(s)",
    );
  if (!given && groups.length === 0)
    throw invalidField(
      '/firewall-rule/service',
      "Firewall Rule requires at least 'service' property or Service Group references(s)",
    );
  if (!given || service === before?.props.service) return draft;
  return { ...draft, props: { ...draft.props, service: completeService(service, '/firewall-rule/service') } };
}

/** The endpoints with the numbers of their tags, and the references that follow from them. */
function withEndpoints(
  read: Read,
  draft: RecordOf<'firewall-rule'>,
  before: RecordOf<'firewall-rule'> | undefined,
): RecordOf<'firewall-rule'> {
  const props: { -readonly [E in (typeof ENDPOINTS)[number]]?: FirewallEndpoint } = {};
  const tags = new Map<string, Ref>();
  const groups = new Map<string, Ref>();
  for (const end of ENDPOINTS) {
    const endpoint = draft.props[end];
    if (endpoint === undefined || endpoint === null) continue;
    const pointer = `/firewall-rule/${end}`;
    checkForm(endpoint, pointer);
    const ids = (endpoint.tags ?? []).map((name) => {
      const tag = tagOf(read, name, draft, pointer);
      tags.set(tag.uuid, { uuid: tag.uuid, attr: null });
      return hexNumber(tag.props['tag_id']) ?? 0;
    });
    if (endpoint.address_group) {
      const { uuid } = addressGroupOf(read, endpoint.address_group, pointer);
      groups.set(uuid, { uuid, attr: null });
    }
    const { tag_ids: _computed, ...rest } = endpoint;
    props[end] = endpoint.tags === undefined ? rest : { ...rest, tag_ids: ids };
  }
  const refs = { ...draft.refs };
  for (const [type, computed, what] of [
    ['tag', tags, 'Tags'],
    ['address-group', groups, 'Address Group'],
  ] as const) {
    const given = draft.refs[type] ?? [];
    if (given !== before?.refs[type] && given.some(({ uuid }) => !computed.has(uuid)))
      throw invalidField(
        pointerTo('firewall-rule', type),
        `Cannot directly define ${what} reference from a Firewall Rule. Use ` +
          `'${type === 'tag' ? 'tags' : 'address_group'}' endpoints property in the Firewall Rule`,
      );
    if (computed.size === 0) delete refs[type];
    else refs[type] = [...computed.values()];
  }
  return { ...draft, refs, props: { ...draft.props, ...props } };
}

function checkForm(endpoint: FirewallEndpoint, pointer: string): void {
  const set = FORMS.filter((form) => {
    const value = endpoint[form];
    return Array.isArray(value) ? value.length > 0 : Boolean(value);
  });
  if (set.length > 1)
    throw invalidField(
      pointer,
      `Endpoint is limited to only one endpoint type at a time, not ${set.join(' and ')}: an object group, tags, a ` +
        'network, a subnet or any',
    );
  if (set.length === 0)
    throw invalidField(pointer, `Endpoint needs one of ${FORMS.join(', ')}: give "any": true for everything`);
}

function tagOf(read: Read, name: string, rule: RecordOf<'firewall-rule'>, pointer: string): RecordOf<'tag'> {
  if (!name.includes('='))
    throw notFound(`Invalid tag name '${name}' at ${pointer}/tags: write it as type=value, or global:type=value`);
  const fqName = tagFqName(name, rule.fq_name, rule.parent_type);
  const tag = findByFqName(read, 'tag', fqName);
  if (tag !== undefined) return tag;
  throw notFound(`Tag with FQName ${pythonList(fqName)} not found: create it before a rule names it (${pointer}/tags)`);
}

/** The name's last part may contain colons, as prefixes of IPv6 do. */
function addressGroupOf(read: Read, joined: string, pointer: string): RecordOf<'address-group'> {
  const words = joined.split(':');
  for (let parts = 2; parts <= words.length; parts++) {
    const fqName = [...words.slice(0, parts - 1), words.slice(parts - 1).join(':')];
    const found = findByFqName(read, 'address-group', fqName);
    if (found !== undefined) return found;
  }
  throw notFound(`No Address Group object found for ${joined} (${pointer}/address_group)`);
}

function withMatchTypes(
  read: Read,
  draft: RecordOf<'firewall-rule'>,
  before: RecordOf<'firewall-rule'> | undefined,
): RecordOf<'firewall-rule'> {
  const { match_tags: matched, match_tag_types: _computed, ...rest } = draft.props;
  let ids = DEFAULT_MATCH_TYPES;
  if (matched !== undefined && matched !== null)
    ids = (matched.tag_list ?? []).map((type, index) =>
      matchType(read, type, `/firewall-rule/match_tags/tag_list/${index}`),
    );
  else if (before?.props.match_tag_types?.tag_type !== undefined && before.props.match_tags === undefined)
    ids = before.props.match_tag_types.tag_type;
  return {
    ...draft,
    props: {
      ...rest,
      ...(matched === undefined ? {} : { match_tags: matched }),
      match_tag_types: { tag_type: ids },
    },
  };
}

function matchType(read: Read, name: string, pointer: string): number {
  const type = name.toLowerCase();
  if (type === LABEL_TAG) throw invalidField(pointer, 'labels not allowed as match-tags');
  const found = PREDEFINED_TAG_TYPES.get(type) ?? findByFqName(read, 'tag-type', [name])?.allocated?.['id'];
  if (typeof found === 'number') return found;
  throw notFound(`No tag-type object found for ${formatFqName([name])} (${pointer})`);
}
