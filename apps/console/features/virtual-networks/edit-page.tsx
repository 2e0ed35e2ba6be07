import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { systemConfigQuery } from '../../data/system-config.ts';
import { editedConfig, useEditForm } from '../../data/use-edit-form.ts';
import { byPointer } from '../../data/use-save.ts';
import { VrfTag } from '../../domain-ui/routes/vrf-tag.tsx';
import { FqNameText } from '../../domain-ui/routes/wire.tsx';
import { Button } from '../../ui/button.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { Tag } from '../../ui/tag.tsx';
import { useGo } from '../../ui/use-go.ts';
import { networkQuery, networkRowQuery, networkObject } from './api.ts';
import { borderOf } from './columns.tsx';
import { faultsOf, problemFields, type SystemNumbers } from './form-checks.ts';
import { FIELD_WORDS } from './form-digest.ts';
import { fromRecord, type NetworkForm, type StoredNetwork } from './form-model.ts';
import { toUpdate } from './form-request.ts';
import { NetworkFormView } from './network-form.tsx';
import { originText } from './origin.ts';
import { changedFields, SAID_AT_ONCE, networkControl } from './use-network-form.ts';

/** Overlay > Virtual Networks > a network > Edit. */
export const EditVirtualNetworkPage = page('editVirtualNetwork', {
  needs: ({ fqName }) => ({ network: networkQuery(fqName), numbers: systemConfigQuery }),
  what: "the cluster's settings",
  object: { is: 'network', ...networkObject, stays: true },
  Page: ({ network, numbers }) => (
    <EditForm key={network.data.object.uuid} read={network.data} numbers={numbers.data} />
  ),
});

type Read = { object: StoredNetwork; etag: string | undefined };

function EditForm({ read, numbers }: { read: Read; numbers: SystemNumbers }) {
  const go = useGo();
  const [force, setForce] = useState<{ open: boolean; turn: number } | undefined>(undefined);
  const fqName = read.object.fq_name.join(':');
  const name = read.object.fq_name.at(-1) ?? '';
  useObjectName(name);
  const back = pathTo('virtualNetwork', { fqName });
  const validate = useCallback((form: NetworkForm) => faultsOf(form, numbers, true), [numbers]);
  const edit = useEditForm({
    ...editedConfig('virtual-network', read, networkQuery(fqName)),
    toForm: ({ object }) => fromRecord(object),
    validate,
    toWrites: (form, _was, { object, etag }) => toUpdate(form, object, etag),
    place: byPointer(problemFields),
    words: FIELD_WORDS,
    changes: changedFields,
    atOnce: SAID_AT_ONCE,
    leave: () => go(back, { leaving: true }),
  });
  const { object } = edit.base;
  const row = useQuery(networkRowQuery(object)).data;
  return (
    <NetworkFormView
      control={networkControl(edit.state, numbers, true)}
      save={edit.save}
      network={{ uuid: object.uuid, fqName }}
      automatic={row?.routeTargets.auto}
      writes={edit.writes}
      force={force}
      back={back}
      lead={<VrfTag fqName={fqName} border={borderOf(row?.scopes ?? [])} />}
      title={name}
      sub={<FqNameText value={fqName} />}
      actions={
        <>
          {row && row.origin.kind !== 'operator' && <Tag outlined>{originText(row.origin)}</Tag>}
          <Button kind="ghost" onClick={() => setForce({ open: true, turn: (force?.turn ?? 0) + 1 })}>
            Expand all
          </Button>
          <Button kind="ghost" onClick={() => setForce({ open: false, turn: (force?.turn ?? 0) + 1 })}>
            Collapse all
          </Button>
        </>
      }
    />
  );
}
