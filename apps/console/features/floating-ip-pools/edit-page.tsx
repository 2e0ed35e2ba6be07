import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { page } from '../../app/page.tsx';
import { pathTo } from '../../app/paths.ts';
import { lastChangeQuery } from '../../data/object-views.ts';
import { Problem, toFieldErrors } from '../../data/problem.ts';
import { readAgain } from '../../data/reading.ts';
import { sendWrites } from '../../data/writes.ts';
import { ConflictNote } from '../../domain-ui/objects/conflict-note.tsx';
import { FqNameText } from '../../domain-ui/routes/wire.tsx';
import { useObjectName } from '../../ui/object-name.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { tellDone } from '../../ui/toast.tsx';
import { useGo } from '../../ui/use-go.ts';
import { poolQuery } from './api.ts';
import { changesOf, fromRecord, problemFields, toUpdate, type StoredPool } from './form-model.ts';
import { PoolFormView } from './pool-form.tsx';

type Read = { object: StoredPool; etag: string | undefined };

/** Overlay > Floating IP > a pool > Edit. */
export const EditFloatingIpPoolPage = page('editFloatingIpPool', {
  needs: ({ fqName }) => ({ pool: poolQuery(fqName) }),
  object: {
    is: 'pool',
    kind: 'floating-ip-pool',
    noun: 'floating IP pool',
    name: ({ fqName }) => fqName,
    all: { to: pathTo('floatingIps', {}, { tab: 'pools' }), label: 'Floating IP Pools' },
    stays: true,
  },
  Page: ({ pool }) => (
    <EditPool key={pool.data.object.uuid} read={pool.data} reload={async () => (await pool.refetch()).data} />
  ),
});

function EditPool({ read, reload }: { read: Read; reload: () => Promise<Read | undefined> }) {
  const go = useGo();
  const client = useQueryClient();
  const [base, setBase] = useState(read);
  const [form, setForm] = useState(() => fromRecord(read.object));
  const fqName = base.object.fq_name.join(':');
  const name = base.object.fq_name.at(-1) ?? '';
  useObjectName(name);
  const writes = toUpdate(form, base.object, base.etag);
  const save = useMutation({
    mutationFn: (overwrite: boolean) => sendWrites(overwrite ? toUpdate(form, base.object, undefined) : writes),
    onSuccess: () => {
      tellDone(`${name} saved`);
      void readAgain(client, poolQuery(fqName));
      go(pathTo('floatingIpPool', { fqName }), { leaving: true });
    },
  });
  const stale = save.error instanceof Problem && save.error.status === 412;
  const latest = useQuery(lastChangeQuery('floating-ip-pool', base.object.uuid, stale ? save.submittedAt : undefined));
  const startOver = async () => {
    const fresh = await reload();
    if (!fresh) return;
    setBase(fresh);
    setForm(fromRecord(fresh.object));
    save.reset();
  };
  const refused = save.error instanceof Problem && !stale ? toFieldErrors(save.error, problemFields) : undefined;
  const failure = stale ? (
    <ConflictNote
      of={name}
      latest={latest.data}
      onReload={() => void startOver()}
      onOverwrite={() => save.mutate(true)}
    />
  ) : refused ? (
    refused.rest.length > 0 ? (
      refused.rest.join(' ')
    ) : undefined
  ) : (
    save.error?.message
  );
  return (
    <>
      <PageHeader title={name} sub={<FqNameText value={fqName} />} />
      <PoolFormView
        form={form}
        faults={{}}
        shown={refused?.fields ?? {}}
        editing
        writes={writes}
        changed={changesOf(form, fromRecord(base.object)).length}
        saving={save.isPending}
        failure={failure}
        leave={() => undefined}
        set={(patch) => {
          setForm((now) => ({ ...now, ...patch }));
          save.reset();
        }}
        onCancel={() => go(pathTo('floatingIpPool', { fqName }))}
        onSave={() => {
          if (writes.length === 0) go(pathTo('floatingIpPool', { fqName }), { leaving: true });
          else save.mutate(false);
        }}
      />
    </>
  );
}
