import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { lastChangeQuery } from '../../data/object-views.ts';
import { Problem } from '../../data/problem.ts';
import { readAgain } from '../../data/reading.ts';
import { systemConfigQuery } from '../../data/system-config.ts';
import { sendWrites } from '../../data/writes.ts';
import { ConflictNote } from '../../domain-ui/objects/conflict-note.tsx';
import { VrfTag } from '../../domain-ui/routes/vrf-tag.tsx';
import { FqNameText } from '../../domain-ui/routes/wire.tsx';
import { Button } from '../../ui/button.tsx';
import { Note } from '../../ui/note.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Tag } from '../../ui/tag.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useGo } from '../../ui/use-go.ts';
import { networkQuery, networkRowQuery } from './api.ts';
import { borderOf } from './columns.tsx';
import type { SystemNumbers } from './form-checks.ts';
import { fromRecord, type StoredNetwork } from './form-model.ts';
import { toUpdate } from './form-request.ts';
import { NetworkFormView } from './network-form.tsx';
import { originText } from './origin.ts';
import { refusal } from './refusal.ts';
import { useNetworkForm } from './use-network-form.ts';

/** Overlay > Virtual Networks > a network > Edit. */
export const EditVirtualNetworkPage = page('editVirtualNetwork', {
  needs: ({ fqName }) => ({ network: networkQuery(fqName), numbers: systemConfigQuery }),
  what: "the cluster's settings",
  object: {
    is: 'network',
    kind: 'virtual-network',
    noun: 'virtual network',
    name: ({ fqName }) => fqName,
    all: { to: pathTo('virtualNetworks'), label: 'Virtual Networks' },
    stays: true,
  },
  Page: ({ network, numbers }) => (
    <EditForm
      key={network.data.object.uuid}
      read={network.data}
      numbers={numbers.data}
      reload={async () => (await network.refetch()).data}
    />
  ),
});

type Read = { object: StoredNetwork; etag: string | undefined };

function EditForm({
  read,
  numbers,
  reload,
}: {
  read: Read;
  numbers: SystemNumbers;
  reload: () => Promise<Read | undefined>;
}) {
  const go = useGo();
  const client = useQueryClient();
  const [base, setBase] = useState(read);
  const [force, setForce] = useState<{ open: boolean; turn: number } | undefined>(undefined);
  const control = useNetworkForm(fromRecord(base.object), numbers, true);
  const row = useQuery(networkRowQuery(base.object)).data;
  const { object } = base;
  const fqName = object.fq_name.join(':');
  const name = object.fq_name.at(-1) ?? '';
  useObjectName(name);
  const writes = toUpdate(control.form, object, base.etag);
  const save = useMutation({
    mutationFn: ({ overwrite }: { overwrite: boolean }) =>
      sendWrites(overwrite ? toUpdate(control.form, object, undefined) : writes),
    onSuccess: () => {
      tellDone(`${name} saved`);
      void readAgain(client, networkQuery(fqName));
      go(pathTo('virtualNetwork', { fqName }), { leaving: true });
    },
    onError: (problem) => control.refuse(refusal(problem).fields),
  });
  const stale = save.error instanceof Problem && save.error.status === 412;
  const latest = useQuery(lastChangeQuery('virtual-network', object.uuid, stale ? save.submittedAt : undefined));
  const startOver = async () => {
    const fresh = await reload();
    if (!fresh) return;
    setBase(fresh);
    control.restart(fromRecord(fresh.object));
    save.reset();
  };
  const meanwhile = !save.isPending && !save.isSuccess && read.etag !== base.etag;
  const failure = stale ? (
    <ConflictNote
      of={name}
      latest={latest.data}
      onReload={() => void startOver()}
      onOverwrite={() => save.mutate({ overwrite: true })}
    />
  ) : save.error ? (
    refusal(save.error).rest
  ) : undefined;
  return (
    <>
      <PageHeader
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
      {meanwhile && !stale && (
        <Note
          tone="info"
          className="mx-6 mb-3"
          actions={
            <button type="button" className="btn" onClick={() => void startOver()}>
              Reload
            </button>
          }
        >
          <b>{name} was changed by somebody else.</b> What you see is from before. Saving now asks first.
        </Note>
      )}
      <NetworkFormView
        control={control}
        network={{ uuid: object.uuid, fqName }}
        automatic={row?.routeTargets.auto}
        writes={writes}
        force={force}
        saving={save.isPending}
        failure={failure}
        onCancel={() => go(pathTo('virtualNetwork', { fqName }))}
        onSave={() => {
          control.ask();
          if (Object.keys(control.faults).length > 0) return;
          if (writes.length === 0) go(pathTo('virtualNetwork', { fqName }), { leaving: true });
          else save.mutate({ overwrite: false });
        }}
      />
    </>
  );
}
